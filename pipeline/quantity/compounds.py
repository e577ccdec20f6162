"""8天20小时, 五元六角, 3斤5两: two amounts of one kind said together are one amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from pipeline.quantity.found import Found
from pipeline.vocabulary import Unit, unit_table

_LINK = re.compile(r" ?(?:零|又|多|余|加)? ?$")
# Months and days do not convert as such; where somebody adds them up, a month is a twelfth of 365.25 days.
_MONTH = Decimal(2629800)


def merge(folded: str, numbers: Sequence[Found]) -> list[Found]:
    """The numbers with every compound made one, in its larger unit where that is exact in decimals, else in its smaller.

    The smaller unit is the one printed last, so that value and ``unit_text`` agree: 8天20小时 is 212 小时. Years and months
    said together with days count 365.25 and 30.4375 of them.
    """
    merged: list[Found] = []
    for number in numbers:
        if merged and (sum_ := _sum(folded, merged[-1], number)):
            merged[-1] = sum_
        else:
            merged.append(number)
    return merged


def _sum(folded: str, large: Found, small: Found) -> Found | None:
    if (
        large.high is not None
        or small.high is not None
        or small.scale != 1
        or not _LINK.match(folded[large.end : small.start])
    ):
        return None
    small = _as_part(large, small)
    first, second = unit_table().get(large.unit or ""), unit_table().get(small.unit or "")
    if not first or not second or first.dimension != second.dimension or first.code == second.code:
        return None
    large_size, small_size = _size(first), _size(second)
    if large_size is None or small_size is None or large_size[1] != small_size[1] or small_size[0] >= large_size[0]:
        return None
    if first.system == second.system == "iso4217" or small.value < 0:
        return None
    with localcontext(prec=30):
        ratio = large_size[0] / small_size[0]
        exact = ratio in {Decimal(10), Decimal(100), Decimal(1000)}
        sign = -1 if large.value < 0 else 1
        if exact:
            return replace(
                large, end=small.end, number_end=small.number_end, value=large.value + sign * small.value / ratio
            )
        return replace(small, start=large.start, number_start=large.number_start, value=large.value * ratio + sign * small.value,
                       bound=large.bound or small.bound, direction=large.direction)  # fmt: skip


def _size(unit: Unit) -> tuple[Decimal, str | None] | None:
    """How much of its base the unit is, and the base; null where it converts to nothing."""
    if unit.factor is None:
        return None
    return (unit.factor * _MONTH, "s") if unit.base_unit == "mo" else (unit.factor, unit.base_unit)


def _as_part(large: Found, small: Found) -> Found:
    """分 behind 元 or 角 is money, behind 小时 it is time."""
    if small.unit != "{score_point}":
        return small
    code = {"CNY": "{fen}", "{jiao}": "{fen}", "h": "min", "d": "min"}.get(large.unit or "")
    return replace(small, unit=code) if code else small
