"""The words of heads: what a head says without its unit, marks and time, and which heads say nothing or a change."""

from __future__ import annotations

import re

from pipeline.model import Span

CHANGE = re.compile(
    "同比|环比|[年月季][增减]|增长|增减|增[(]减[)]|变动|增速|变化|涨跌|升跌|[增降涨跌变升]幅|增加|减少|[±]|YoY|QoQ",
    re.IGNORECASE,
)
GROWTH = re.compile(
    "(?=.)(?:同比|环比)?(?:增长|增速|增减|变动|变化)?(?:率|幅度|百分比|比例)?(?:[Yy][Oo][Yy]|[Qq][Oo][Qq])?$"
)
# (+/-)%, 同比+/-%: a row of changes by their signs alone.
SIGNS = re.compile(r"(?:同比|环比)?\(?\+/?[-–]\)?,?(?:\(?[%％]\)?|pct)?$")
YEAR = re.compile(
    r"(?<!\d)(?P<digits>(?:19|20)\d\d)(?!\d)|(?P<numerals>[一二][九〇零○][一二三四五六七八九〇零○]{2})(?=年)"
)
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_GENERIC = re.compile(
    "(?:指标值|数值|绝对[数量值]|数量|金额|合计|总计|小计|实绩|实际数?|完成|累计|单位|数|数据|比例|[AEF]|[周月日年季])?$"
)
_TIME = re.compile(
    r"(?:[一二][九〇零○][一二三四五六七八九〇零○]{2}年(?:末|底|度)?|(?:19|20)\d\d(?:\s?年?(?:末|底|度|[AEF](?![A-Za-z]))|\s?年)?|\d{1,2}月(?:\d{1,2}日|份|末|底)?|\d{1,2}月?[-—~至]\d{1,2}月份?"
    r"|(?:第?[一二三四1-4]季度?|[上下]半年|[1-4]Q|Q[1-4])末?|(?:本|上|去|当)(?:年|期|报告期)(?:度|末|初|同期)*|报告期末?|[期年][末初]|全年|同期)(?:累计)?"
)
UNIT = re.compile(r"[(（][^()（）]{0,14}[)）]|/[^/\s]{1,4}$")
MARKS = re.compile(
    r"^(?:[#*·\-—]+|其中[:：]?|减[:：]|加[:：]|[一二三四五六七八九十]+、|\d+[.、])|[\s　]+|\(\d\)$|（\d）$"
)
_ROW_MARKS = re.compile(r"[#*·\-—\s]+|其中[:：]?|[减加][:：]")


def years_of(head: str) -> list[int]:
    """The years of a head, in digits or in Chinese numerals.

    >>> years_of("2023年末 二零二二年末")
    [2023, 2022]
    """
    return [
        int(match["digits"] or "".join(str(_NUMERALS[char]) for char in match["numerals"]))
        for match in YEAR.finditer(head)
    ]


def grows(text: str, row: Span) -> bool:
    """增长率(%), YoY, (+/-)%: the row states the change of the row above it."""
    return GROWTH.match(plain(text, row)) is not None or SIGNS.match(text, row.start, row.end) is not None


def plain(text: str, head: Span | None) -> str:
    """A head without its unit, marks and inner spaces."""
    return MARKS.sub("", UNIT.sub("", head.quote(text))).strip("：: ") if head is not None else ""


def row_name(text: str, head: Span) -> Span:
    """The row head up to its unit."""
    match = UNIT.search(text, head.start, head.end)
    start = head.start
    marks = _ROW_MARKS.match(text, head.start, head.end)
    if marks:
        start = marks.end()
    return Span(start, match.start() if match and match.start() > start else head.end)


def measure(text: str, head: Span | None) -> Span | None:
    """The property that a column's head states: 营业收入 of 2024年营业收入(万元); null for a time, a unit or 金额."""
    if head is None:
        return None
    name = row_name(text, head)
    start, end = name.start, name.end
    while (time := _TIME.match(text, start, end)) and time.end() > start:
        start = time.end()
    rest = Span(start, end)
    return None if _GENERIC.match(plain(text, rest)) else rest


def only_time(text: str, head: Span) -> bool:
    """The head is a time and nothing else."""
    return measure(text, head) is None and bool(_TIME.match(text, head.start, head.end))
