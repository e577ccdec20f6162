"""Two numbers that name the ends of one: 3-7天, 2-2.5亿台, 十八至三十万, 20和30之间."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.quantity import bounds as bound_words
from pipeline.quantity.found import Found
from pipeline.quantity.trie import alternation
from pipeline.quantity.width import fold
from pipeline.vocabulary import bounds

_JOINT = re.compile(rf" {{0,3}}(?:\(含\)|含)? ?(?:{alternation(bounds()['joints'])}) {{0,3}}\+?$")
_AND = re.compile(r" {0,2}[，,、]? {0,2}(?:的?同时|并且?|且|而|又|或)? {0,2}$")
_PAIR = re.compile(r" {0,2}[和与] {0,2}$")
_BETWEEN = re.compile(rf" ?的?(?:{alternation(bounds()['between'])})")
# 从2元到3元不等 names a range, not a movement.
_VARIES = re.compile("(?:之间|左右)?[，,]?不等")
_FROM = re.compile(
    rf"(?:{alternation(bounds()['from'])})(?:约|近|大约|超|超过|不足|最初的|原来的|目前的|当前的|现有的|[0-9]{{4}}年的)?(?:人民币|\$|¥)?$"
)

_CHANGED = re.compile(
    rf"{alternation(map(fold, bounds()['changed']))}(?:了|约|近|超过|逾)?$|(?:净增|净减|增加|减少|裁减|裁员)[一-鿿]{1, 4}$"
)
# 从20万到30万辆, 从20万增至30万辆
_ARRIVING = re.compile(r" ?[一-鿿]{0,4}[至到]约? ?$")
_ARRIVES = frozenset({"至", "到"})
_SHARES = frozenset({"%", "[ppth]", "{pp}", "{bp}", "1"})


def join(folded: str, numbers: Sequence[Found]) -> list[Found]:
    """The numbers with every two ends of a range made one."""
    joined: list[Found] = []
    for number in numbers:
        if joined and (pair := _one(folded, joined[-1], number)):
            joined[-1] = pair
        else:
            if joined:
                joined[-1] = _from(folded, joined[-1], number)
            joined.append(_minus(folded, joined[-1], number) if joined else number)
    return joined


def _from(folded: str, low: Found, high: Found) -> Found:
    """从20万到30万辆: where it came from has the unit of where it arrived."""
    arrives = _ARRIVING.match(folded[low.end : high.start]) and _FROM.search(folded, max(0, low.start - 10), low.start)
    if not arrives or not low.bare or high.bare or low.high is not None or high.complete:
        return low
    times = _given(low, high)
    return replace(low, value=low.value * times, scale=low.scale * times, unit=high.unit, unit_text=high.unit_text,
                   flags=low.flags | {"unit_from_list"})  # fmt: skip


def _minus(folded: str, low: Found, high: Found) -> Found:
    """7.42-2%: a hyphen between a number and a smaller share is no range, so it is the share's minus."""
    if (
        folded[low.end : high.start] != "-"
        or high.unit != "%"
        or not high.ascii
        or not high.value
        or high.high is not None
    ):
        return high
    if not low.ascii or (low.high is None and abs(low.value) < high.value) or low.unit not in {None, "%"}:
        return high
    return replace(high, start=high.start - 1, number_start=high.number_start - 1, value=-high.value, direction="down")


def _one(folded: str, low: Found, high: Found) -> Found | None:
    gap = folded[low.end : high.start]
    if len(gap) > 16 or low.high is not None or high.high is not None:
        return None
    negative = folded[high.start] == "-" and not gap and high.direction == "down"
    if (not gap.strip() and not negative) or "run_together" in low.flags | high.flags:
        return None
    if negative:
        high = replace(
            high, start=high.start + 1, number_start=high.number_start + 1, value=-high.value, direction=None
        )
        gap = "-"
    if _JOINT.match(gap):
        if (
            gap.strip() in {"至", "到", "→", "—", "——"}
            and _FROM.search(folded, max(0, low.start - 10), low.start)
            and not _BETWEEN.match(folded, high.end)
            and not _VARIES.match(folded, high.end)
        ):
            return None
        if gap.strip() in _ARRIVES and not low.bare and _arrival(folded, low):
            return None
    elif _PAIR.match(gap) and high.unit_text == "间" and low.bare:
        high = replace(high, end=high.number_end, unit=None, unit_text="")
    elif not (_PAIR.match(gap) and _BETWEEN.match(folded, high.end)):
        return two_sided(folded, low, high)
    if "ratio" in low.flags or (low.complete != high.complete and not (low.bare or high.bare)):
        return None
    return _ends(low, high)


def _arrival(folded: str, low: Found) -> bool:
    """减少8,600人至12.4万人: the first is a change, the second where it arrived."""
    return low.unit not in _SHARES and bool(_CHANGED.search(folded, max(0, low.start - 6), low.start))


def _ends(low: Found, high: Found) -> Found | None:
    value = low.value
    per = bool(low.unit_text) and high.unit_text.startswith((f"{low.unit_text}每", f"{low.unit_text}/"))
    if per:
        # 1元到2元每小时: what it is per stands once.
        low = replace(low, unit=high.unit, unit_text=high.unit_text)
    if low.bare or (low.end == low.number_end and (high.bare or low.unit == high.unit)):
        # 人民币5-8亿元: a currency in front leaves the multiplier to the end.
        given = _given(low, high)
        value = low.value * given
    elif (high.bare and low.unit is None) or (
        not high.bare and (low.unit != high.unit or _family(low) != _family(high))
    ):
        return None
    if value > high.value and low.bare:
        value = low.value
    if value >= high.value:
        return None
    unit, unit_text = (high.unit, high.unit_text) if not high.bare else (low.unit, low.unit_text)
    return replace(
        high, start=low.start, number_start=low.number_start, value=value, high=high.value, unit=unit, unit_text=unit_text,
        direction=low.direction or high.direction, bound=None, flags=low.flags | high.flags, complete=high.complete or low.complete,
    )  # fmt: skip


def _family(number: Found) -> bool:
    """Points and shares are printed alike by pct, and do not make one range."""
    return number.unit_text.lower() in {"pct", "个点", "pp"}


def _given(low: Found, high: Found) -> Decimal:
    """The multiplier that the upper end gives the lower: 亿 in 2-2.5亿台; none in 800-1万."""
    if low.scale != 1:
        # 七千到九千亿: the thousand is part of both, the 亿 belongs to both.
        return high.scale if high.scale > low.scale and low.value < high.value / high.scale else Decimal(1)
    if high.scale == 1:
        return Decimal(1)
    return high.scale if abs(low.value) <= abs(high.value / high.scale) else Decimal(1)


def two_sided(folded: str, first: Found, second: Found) -> Found | None:
    """大于10且小于20, 1000以上、1500以下: a lower and an upper bound printed of one number, whose unit stands once at most.

    Where both have a unit of their own they are two quantities (不低于1亿元且不超过2亿元).
    """
    one, other = _bounded(folded, first), _bounded(folded, second)
    if one is None or other is None or {one.bound, other.bound} != {"at_least", "at_most"}:
        return None
    if not _AND.match(folded[one.end : other.start]) or not (first.bare or first.complete):
        return None
    low, high = (first, second) if one.bound == "at_least" else (second, first)
    if low.value >= high.value or first.complete != second.complete:
        return None
    united = _ends(low, high)
    if united is None:
        return None
    number_end = other.end if other.end > second.end == second.number_end else second.number_end
    return replace(
        united,
        start=first.start,
        end=second.end,
        number_start=min(one.start, first.number_start),
        number_end=number_end,
    )


def _bounded(folded: str, number: Found) -> bound_words.BoundMatch | None:
    """The number with its bound words, as a stretch; null where it has none or two that differ."""
    front, back = bound_words.around(folded, number.start, number.end)
    first = front or back
    if first is None or (front and back and front.bound != back.bound):
        return None
    start, end = (front.start if front else number.start), (back.end if back else number.end)
    return bound_words.BoundMatch(start, end, first.bound)
