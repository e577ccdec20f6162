"""分别为1.2、3.4和5.6亿元: the unit and multiplier at the end of a list belong to every number of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.quantity.found import Found

# 分别下降0.4和|上升0.9个百分点: each number with its own way to go.
_OTHER_WAY = re.compile(
    " ?(?:、|,|，|和|及|与) ?(?:上升|下降|提升|降低|提高|增长|减少|增加|上涨|下跌|回升|回落|收窄|扩大) ?$"
)
_CLOSED = re.compile(r" ?[)）] ?(?:、|和|及|与|以及) ?$")
_LINK = re.compile(r" ?(?:、|/|,|，|和|及|与|以及|;|或) ?$")


def share(folded: str, numbers: Sequence[Found]) -> list[Found]:
    """The numbers, those of a list with the unit that only its last one prints."""
    done = list(numbers)
    for at in range(len(done) - 2, -1, -1):
        after = done[at + 2] if at + 2 < len(done) and _over_bracket(folded, *done[at : at + 3]) else None
        later = after or done[at + 1]
        number = _pointed(folded, done[at], later)
        if not number.bare or (number.high is not None and later.high is None):
            continue
        if not later.unit_text or "ratio" in number.flags or not (after or _linked(folded, number, later)):
            continue
        if later.unit == "mo" or later.complete:
            continue
        if (
            folded[number.end : later.start].strip() in {",", "，"}
            and "unit_from_list" not in later.flags
            and not _series(folded, done, at)
        ):
            continue
        given, times = _given(number, later)
        done[at] = replace(
            number,
            value=number.value * times,
            high=None if number.high is None else number.high * times,
            scale=given,
            unit=later.unit,
            unit_text=later.unit_text,
            flags=number.flags | {"unit_from_list"},
        )
    return done


def _over_bracket(folded: str, number: Found, inside: Found, later: Found) -> bool:
    """112万(+73%)、139万(+179%)、59万支: the change in a bracket stands between two numbers of the list."""
    opened, closed = folded[number.end : inside.start], folded[inside.end : later.start]
    return opened.strip(" +-") in {"(", "（"} and _CLOSED.match(closed) is not None


def _linked(folded: str, number: Found, later: Found) -> bool:
    between = folded[number.end : later.start]
    if _LINK.match(between):
        return True
    apart = "分别" in folded[max(0, number.start - 8) : number.start]
    return apart and later.unit in {"{pp}", "{bp}", "%"} and _OTHER_WAY.match(between) is not None


def _pointed(folded: str, number: Found, later: Found) -> Found:
    """0.5个和0.3个百分点: 个 is the beginning of the unit that only the last one prints in full."""
    if number.unit_text not in {"个", "個"} or later.unit not in {"{pp}", "{bp}"} or number.unit == later.unit:
        return number
    if number.ascii and later.unit_text[:1] in {"个", "個"} and _LINK.match(folded[number.end : later.start]):
        return replace(number, unit=None, unit_text="")
    return number


def _given(number: Found, later: Found) -> tuple[Decimal, Decimal]:
    """The multiplier that a number of the list has in the end, and what it still lacks: 三百、五百亿 are both 亿."""
    if number.scale == 1:
        return later.scale, later.scale
    if number.scale < 10000 <= later.scale and not number.ascii:
        return later.scale, later.scale
    return number.scale, Decimal(1)


def _series(folded: str, numbers: Sequence[Found], at: int) -> bool:
    """A comma alone joins a list only behind 分别."""
    return "分别" in folded[max(0, numbers[at].start - 16) : numbers[at].start]
