"""Numbers printed one against the other, as run-together tables and chart axes leave them: 5%10%15%, 2.0%-91.6%8.0%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.quantity.found import Found

_SHORTEST = 3


def split(folded: str, numbers: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The numbers, those of a run with the flag ``run_together`` and their minus signs; and the ticks of axes taken out.

    In a run a hyphen is a minus, never a range. Three and more equal steps are an axis.
    """
    kept: list[Found] = []
    ticks: list[Found] = []
    for group in _groups(folded, numbers):
        if len(group) < _SHORTEST:
            kept.extend(group)
            continue
        signed = [_signed(folded, number) if at else number for at, number in enumerate(group)]
        signed[0] = _first(folded, signed)
        axis = _axis(signed)
        for at, number in enumerate(signed):
            if axis[at]:
                ticks.append(number)
            else:
                kept.append(replace(number, flags=number.flags | {"run_together"}))
    return kept, ticks


def _groups(folded: str, numbers: Sequence[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    for number in numbers:
        if group and not _touch(folded, group[-1], number):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _touch(folded: str, first: Found, second: Found) -> bool:
    if (
        not (first.ascii and second.ascii)
        or first.unit != second.unit
        or first.unit is None
        or first.high
        or second.high
    ):
        return False
    return folded[first.end : second.start] in {"", "-"}


def _signed(folded: str, number: Found) -> Found:
    if folded[number.start - 1] != "-" or number.value < 0:
        return number
    return replace(number, start=number.start - 1, number_start=number.number_start - 1, value=-number.value,
                   direction="down" if number.value else None)  # fmt: skip


def _first(folded: str, group: Sequence[Found]) -> Found:
    """The first number, with the hyphen in front as its minus where that makes it the first tick: 净利润（亿元）-10%-5%0%."""
    first, step = group[0], group[2].value - group[1].value
    minus = folded[first.start - 1 : first.start] == "-" and step and group[1].value + first.value == step
    return _signed(folded, first) if minus else first


def _axis(group: Sequence[Found]) -> list[bool]:
    """For each number whether it is a tick: one of four and more equal steps, or of three that go through zero."""
    on = [False] * len(group)
    start = 0
    while start < len(group) - 1:
        step = group[start + 1].value - group[start].value
        end = start + 1
        while end + 1 < len(group) and group[end + 1].value - group[end].value == step:
            end += 1
        steps = end - start
        if step and (
            steps >= _SHORTEST or (steps == 2 and any(number.value == Decimal(0) for number in group[start : end + 1]))
        ):
            on[start : end + 1] = [True] * (steps + 1)
        start = end
    return on
