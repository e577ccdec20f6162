"""Years counted from 1912, as texts of Taiwan print them: 96年, 自96年起至105年止."""

from __future__ import annotations

import re

from pipeline.observation.expressions import DAY, MONTH, TO, month_of, number, run_of
from pipeline.observation.stamps import Stamp

_FIRST = 1911
# In texts of Taiwan a year of two or three digits counts from 1912 on: 自96年起至105年止.
TAIWANESE = re.compile("民国|新台币|新台幣|台币|行政院|立法院|司法院|监察院|宪法法庭|台北|新北市|高雄|国军")
_M = r"(?<![\d.第])(?P<{0}>[5-9]\d|1[0-3]\d)年度?"
_NO_SPAN = r"(?!以上|以下|以内|之内|内|间|来|期|后|前|龄|级|制|资|多|余|半|的|时间|历史|\d*个)"


def _year(match: re.Match[str]) -> Stamp:
    return Stamp(_FIRST + int(match["g"]))


def _years(match: re.Match[str]) -> Stamp:
    return run_of(Stamp(_FIRST + int(match["g"])), Stamp(_FIRST + int(match["h"])))


def _month(match: re.Match[str]) -> Stamp:
    return month_of(_FIRST + int(match["g"]), match["m"])


def _day(match: re.Match[str]) -> Stamp:
    return Stamp(_FIRST + int(match["g"]), f"-{number(match['m']):02d}-{number(match['d']):02d}")


RULES = tuple(
    (kind, re.compile(source), make)
    for kind, source, make in (
        ("day", rf"{_M.format('g')}(?P<m>{MONTH})月(?P<d>{DAY})[日号]", _day),
        ("month", rf"{_M.format('g')}(?P<m>{MONTH})月(?:份|末|底|初)?", _month),
        ("years", rf"{_M.format('g')}(?:起)?{TO}{_M.format('h')}(?:止|间)?", _years),
        ("year", rf"{_M.format('g')}(?:末|底|初|之年底|年底|起)?{_NO_SPAN}", _year),
    )
)
