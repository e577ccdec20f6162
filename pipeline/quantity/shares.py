"""Words for shares and multiples: 百分之八, 三成, 八折, 翻两番, 一半, 半年."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext

from pipeline.model import Span
from pipeline.quantity import exclude, spoken, units
from pipeline.quantity.found import Found
from pipeline.quantity.measured import with_unit
from pipeline.quantity.numerals import CHINESE_CLASS, DIGIT_CLASS, Numeral, numeral
from pipeline.quantity.source import Source
from pipeline.vocabulary import numerals

_PERCENT = re.compile(r"[百佰] {0,2}分 {0,2}之 {0,2}(负|-)? {0,2}")
_PERMILLE = re.compile(r"[千仟] {0,2}分 {0,2}之 {0,2}(负|-)? {0,2}")
_FAN = re.compile(
    r"翻(?:了|上|两)?(?=[零一二两三四五六七八九十0-9.])(?:([一二两三四五六七八九十半]|[0-9]{1,2}(?:\.[0-9])?)(多|余)?(番|倍))|翻(?:了)?番|翻(?:了)?一?倍"
)
_HALF = re.compile("|".join(sorted(numerals().halves, key=len, reverse=True)) + "|过半(?:数)?(?![天年月日小个])|对半")
_HALF_UNIT = re.compile(
    r"半 ?(?=[个個]?多?(?:世纪|小时|钟头|月|天|年|公斤|公里|公升|加仑|分钟|秒|斤|吨|米|亩|里|升|磅|数|世纪|成|折|日|周|星期|学期|磅|个))"
)
_MORE = re.compile(r"[个個]?多")
_DISCOUNT = re.compile(r" {0,2}折(?!合|算|旧|价率|叠|射|现|中|腾|磨|断|返|桥|线|纸|扣|股|耗|页|戟|服|煞)")
_SPACED = re.compile(r" ([1-9])(?= {0,2}折)")
_TENTHS = re.compile(
    rf" {{0,2}}成(?!为|功|长|本|立|员|交|分|果|就|份|品|型|绩|效|套|群|片|语|都|年|因|文|千|百|像|体|婚|灾|名|家|渝|吉) ?((?:[{DIGIT_CLASS}](?=[^{CHINESE_CLASS}个家]|$))|半)?"
)
# 占比近7成为行业之首: behind a bound word 成为 is 成 and 为.
_TENTHS_BECOME = re.compile(r" {0,2}成(?=为)()")
_BOUNDED = frozenset("近约超逾过占达满")
_HAN = re.compile(r"[一-鿿]")


def doubling(source: Source, at: int) -> Found | None:
    """翻番 is one time more, 翻两番 three times more, 翻三倍 three times more."""
    found = _FAN.match(source.folded, at)
    if not found:
        return None
    count, more, word = found.groups()
    number_start, number_end = found.span(1) if count else found.span()
    amount = numeral(source.folded, found.start(1)) if count and count != "半" else None
    times = amount.value if amount else Decimal("0.5") if count else Decimal(1)
    value = times if word == "倍" or not count else _folds(times)
    return Found(at, found.end(), number_start, number_end, value, unit="1", unit_text="倍", direction="up",
                 bound="at_least" if more else None, complete=True)  # fmt: skip


def half(source: Source, at: int) -> Found | None:
    """一半, 半数, 过半, 对折, 半年, 个半小时."""
    if found := _HALF.match(source.folded, at):
        text = found.group()
        if exclude.word_around(source.folded, at):
            return None
        if text.startswith("过"):
            start = at + 1
            return Found(
                start, found.end(), start, found.end(), Decimal("0.5"), unit="1", bound="at_least", complete=True
            )
        if text == "一半" and source.folded[found.end() : found.end() + 1] == "半":
            return Found(at, found.end() + 1, at, found.end() + 1, Decimal("0.5"), unit="1", complete=True)
        if text == "对半":
            return None
        return Found(at, found.end(), at, found.end(), Decimal("0.5"), unit="1", complete=True)
    if source.folded.startswith("对折", at) and not _HAN.match(source.folded[at + 2 : at + 3] or " "):
        return Found(at, at + 2, at, at + 2, Decimal(50), unit="%", unit_text="%", complete=True)
    if source.folded[at] != "半":
        return None
    if short := spoken.half(source, at):
        return short
    return _half_of(source, at)


def _half_of(source: Source, at: int) -> Found | None:
    """半年, 个半小时, 半个多世纪, 半成: half of a unit."""
    found = _HALF_UNIT.match(source.folded, at)
    if not found or exclude.word_around(source.folded, at):
        return None
    before = source.folded[at - 1 : at]
    if (
        before
        and before in "上下前后大多过一夜对参各"
        and (before not in "前后" or len(source.tokens.words[source.tokens.index(at - 1)]) == 1)
    ):
        return None
    if source.folded.startswith(("成", "折"), found.end()):
        if source.folded.startswith("成", found.end()) and not _TENTHS.match(source.folded, found.end()):
            return None
        return Found(at, found.end() + 1, at, found.end() + 1, Decimal(5), unit="%", unit_text="%", complete=True)
    made = Numeral(at, at + 1, Decimal("0.5"))
    if more := _MORE.match(source.folded, found.end()):
        # 半个多世纪
        made, found = replace(made, end=more.end(), more=True), more
    unit = units.after(source.folded, found.end(), source.tokens, whole=made.more)
    if before == "个" and unit and source.folded[at - 2 : at - 1] not in {"整", "那", "这", "几", "每"}:
        # 个半小时: one and a half, the one left out.
        made = Numeral(at - 1, at + 1, Decimal("1.5"))
    return with_unit(source, made, unit) if unit else None


def share(source: Source, at: int) -> Found | None:
    """百分之八点五, 千分之三: the denominator in front makes the unit."""
    for pattern, code in ((_PERCENT, "%"), (_PERMILLE, "[ppth]")):
        found = pattern.match(source.folded, at)
        if not found:
            continue
        number = numeral(source.folded, found.end())
        if number is None:
            return None
        sign = -1 if found.group(1) else 1
        start = at
        if at and source.folded[at - 1] == "负":
            sign, start = -sign, at - 1
        text = "%" if code == "%" else "‰"
        return Found(start, number.end, number.start, number.end, sign * number.value,
                     high=None if number.high is None else sign * number.high, unit=code, unit_text=text,
                     bound="at_least" if number.more else None, direction="down" if sign < 0 else None, complete=True)  # fmt: skip
    return None


def tenths(source: Source, number: Numeral) -> Found | None:
    """三成, 七成六, 八折, 五五折: percent."""
    folded = source.folded
    if number.ascii and number.end - number.start == 1 and (second := _SPACED.match(folded, number.end)):
        # 7 2 折: the two digits of a discount set apart.
        number = replace(number, end=second.end(), value=number.value * 10 + int(second.group(1)))
    if found := _DISCOUNT.match(folded, number.end):
        tens = number.value
        if number.string or (number.ascii and tens > 10 and tens == tens.to_integral_value()) or 10 < tens < 100:
            tens /= 10
        if tens > 10:
            return None
        if (word := _idiom(source, number.start)) and word.end >= found.end():
            return None
        return Found(
            number.start,
            found.end(),
            number.start,
            number.end,
            tens * 10,
            scale=Decimal(10),
            unit="%",
            unit_text="%",
            complete=True,
        )
    if number.value > 100 or (number.string and number.high is None):
        return None
    found = _TENTHS.match(folded, number.end)
    if not found and folded[number.start - 1 : number.start] in _BOUNDED:
        found = _TENTHS_BECOME.match(folded, number.end)
    if not found:
        return None
    tail = Decimal(0)
    if found.group(1):
        tail = Decimal(5) if found.group(1) == "半" else numerals().digits[found.group(1)]
    value = number.value * 10 + tail
    high = None if number.high is None else number.high * 10
    bound = "at_least" if number.more else None
    if (word := _idiom(source, number.start)) and word.end >= found.end():
        return None
    return Found(number.start, found.end(), number.start, number.end, value, high=high, scale=Decimal(10), unit="%",
                 unit_text="%", bound=bound, complete=True)  # type: ignore[arg-type]  # fmt: skip


def _idiom(source: Source, position: int) -> Span | None:
    """The set phrase of four characters that holds the position: 一波三折."""
    at = source.tokens.index(position)
    return (
        source.tokens.span(at) if source.tokens.tags[at] in {"i", "l"} and len(source.tokens.words[at]) >= 4 else None
    )


def _folds(times: Decimal) -> Decimal:
    """翻两番 is four times as much, that is, three times more."""
    with localcontext(prec=30):
        return Decimal(2) ** times - 1
