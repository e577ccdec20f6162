"""Units that a table states once, in its caption or its heads: 单位：亿元, 产量（万吨）, 市场规模/亿元, 同比（±%）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantity.units import code_of
from pipeline.quantity.width import fold
from pipeline.vocabulary import numerals

_MULTIPLIERS = numerals().tens | numerals().scales
_CURRENCIES = {"新台币": "TWD", "台币": "TWD", "港币": "HKD", "澳门币": "MOP"}
_NOTE = re.compile(r"单位(?:[:：]|均?[为是]|[:：]? )? ?(?:均?[为是])?([^\n()（）；;。\t]{1,24})")
_NOTE_END = re.compile(r"\s{2,}|\s*币种")
_BRACKET = re.compile(r"[(（]([^()（）\n]{1,20})[)）]")
_SLASH = re.compile(r"[一-鿿A-Za-z]/([^/\n()]{1,8}(?:/[^/\n()]{1,4})?)$")
_MONEY_LINE = re.compile(r"^(?:以|均以)?((?:人民币|港币|美元)?[百千万亿十]{0,2}元)(?:[，,]|列示|计|$|为单位)")
# YoY, 增速, (+/-)%: a row that states how the row above it changed, in percent unless its head says 个百分点.
_GROWTH_ROW = re.compile(
    r"(?:同比|环比)?(?:增长|增速|增减|变动|变化|增幅)?(?:率|幅度)?(?:[Yy][Oo][Yy]|[Qq][Oo][Qq])?(?:\(?\+/?[-–]\)?)?,?(?:\(?[%％]\)?)?"
)
_SEPARATOR = re.compile(r"[、,，;；和及]")
_PERCENT_HEAD = re.compile(r"[率%％]|占比|比重|比例|增速|增幅|涨幅|跌幅|幅度|百分比|pct")
_CHANGE_HEAD = re.compile(r"同比|环比|增长|变动|增减|变化")
_AMOUNT_HEAD = re.compile(r"额|量|数|值|收入|利润")


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit with the multiplier in front of it: 百万元 is ``scale`` 1000000 of 元."""

    scale: Decimal
    unit_text: str
    code: str | None

    @property
    def percent(self) -> bool:
        return self.code in {"%", "{pp}", "[ppth]"}


def parse(text: str) -> HeadUnit | None:
    """The unit that ``text`` is, multiplier and currency name in front allowed; None where it is none.

    >>> parse("百万元"), parse("±%").unit_text, parse("人民币亿元").scale
    (HeadUnit(scale=Decimal('1000000'), unit_text='元', code='CNY'), '%', Decimal('100000000'))
    """
    printed = text.strip(" ：:()（）±+-")
    folded = fold(printed)
    for name in ("人民币", "折合", "均为", "为", "约"):
        if folded.startswith(name) and len(folded) > len(name):
            printed, folded = printed[len(name) :], folded[len(name) :]
    currency = next((name for name in _CURRENCIES if folded.startswith(name) and len(folded) > len(name)), None)
    if currency is not None:
        printed, folded = printed[len(currency) :], folded[len(currency) :]
    scale = Decimal(1)
    for at in range(min(4, len(folded)) + 1):
        if at:
            step = _MULTIPLIERS.get(folded[at - 1])
            if step is None:
                return None
            scale *= step
        rest = folded[at:].strip()
        if rest and (code := code_of(rest)):
            return HeadUnit(scale, printed[at:].strip(), _CURRENCIES[currency] if currency and code == "CNY" else code)
    return None


def stated(text: str) -> tuple[HeadUnit, ...]:
    """All units that a caption or head states, in order.

    >>> [unit.unit_text for unit in stated("（单位：万元、%）")], stated("2019年")
    (['元', '%'], ())
    """
    folded = fold(text)
    candidates: list[str] = []
    if note := _NOTE.search(folded):
        candidates.append(_NOTE_END.split(text[note.start(1) : note.end(1)])[0])
    candidates += [text[bracket.start(1) : bracket.end(1)] for bracket in _BRACKET.finditer(folded)]
    if slash := _SLASH.search(folded.strip()):
        offset = len(folded) - len(folded.lstrip())
        candidates.append(text[offset + slash.start(1) : offset + slash.end(1)])
    if money := _MONEY_LINE.search(folded.strip(" ()")):
        candidates.append(money.group(1))
    found: list[HeadUnit] = []
    for candidate in candidates:
        whole = parse(candidate)
        parts = [whole] if whole else [parse(part) for part in _SEPARATOR.split(candidate)]
        found += [part for part in parts if part and part not in found]
    return tuple(found)


def of_growth_row(head: str) -> HeadUnit | None:
    """Percent where the row's head says no more than that it is a growth; null for any other head.

    >>> of_growth_row("(+/-)%"), of_growth_row("净利润")
    (HeadUnit(scale=Decimal('1'), unit_text='%', code='%'), None)
    """
    folded = fold(head).strip()
    return HeadUnit(Decimal(1), "%", "%") if folded and _GROWTH_ROW.fullmatch(folded) else None


def for_column(
    head: str, own: tuple[HeadUnit, ...], row: HeadUnit | None, note: tuple[HeadUnit, ...]
) -> HeadUnit | None:
    """The unit of a cell: its column's own, else its row's, else what the caption states for such a column."""
    if own:
        return own[0]
    folded = fold(head)
    share = bool(_PERCENT_HEAD.search(folded)) or (
        bool(_CHANGE_HEAD.search(folded)) and not _AMOUNT_HEAD.search(folded)
    )
    percent = next((unit for unit in note if unit.percent), None)
    if share and (percent or row is None or not row.percent) and (_PERCENT_HEAD.search(folded) or percent):
        return percent or HeadUnit(Decimal(1), "%", "%")
    if row:
        return row
    return next((unit for unit in note if not unit.percent), percent)
