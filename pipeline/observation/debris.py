"""Numbers of tables and chart axes whose cells ran together, so that no reader can tell what they measure.

In prose no two figures touch, and no figure touches a digit unless the next sentence begins with a date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from pipeline.model import Quantity

# What may touch a figure in prose: the date of the next sentence, a term (2990亿元7天期), a name (200个5G基站, 300个4A景区).
_NEXT_TO_A_FIGURE = re.compile(
    r"(?:19|20)?\d{2}\s?(?:年|[QqHhE]|-\d\d-\d\d)|\d{1,2}月|[12]H\d\d|[1-4]Q\d\d|\d{1,2}M\d\d|\d{1,3}(?:天|个?月|年)期|\d{1,2}[A-Z](?![A-Za-z\d])|\d{1,3}(?:nm|英?寸|kV)"
)
_TOUCHES_BEFORE = re.compile(r"\d[-+.,]?$|\d\.$|[%％][-+]?$")
# EPS为0.69/0.86/1.10元 is a list of several years, each with its unit; where none has one, a stroke joins debris.
_STROKE_BEFORE = re.compile(r"\d/$")
# 营业收入2,0072,5703,130: a mark of thousands that goes on into the next column.
_RUNS_ON = re.compile(r",\d{3}(?:,|\.\d{1,4},)\d|,(?!(?:19|20)\d\d\D)\d{4}|\.\d")
_TIMES_BEFORE = re.compile(r"\d[*×±]$")
_TIMES_BEHIND = re.compile(r"[*×±]\d")
# Two columns that a hyphen joined, an index and its change for example: 上证综合指数0.80-8.83深证.
_TWO_COLUMNS = re.compile(r"-?\d+\.\d+--?\d+\.\d+万?")
_NOT_TOUCHING = frozenset("为达至到在约于是从由与和的占:")
_FUSED = re.compile(r"\d{7,}")
_COUNTED_ALL = ("{person}", "{household}", "CNY", "USD", "HKD")
_LOOK = 3
_PARTS_OF_PLACES = frozenset("区區县縣")
# 下辖|5区3镇
_DIVIDED = re.compile("[辖轄设設分有]为?$")
_NEAR = 8
_PAUSE = re.compile(r"[/，。；：、,;:()（）\n]")


def debris(text: str, quantities: Sequence[Quantity], readable: Collection[int]) -> frozenset[int]:
    """Clean positions of the figures that are debris; those at ``readable`` positions (cells of a table that was read) are not."""
    found: set[int] = set()
    twice: set[int] = set()
    for before, after in pairwise(quantities):
        if before.span.end == after.span.start:
            (twice if _counted_twice(text, before, after) else found).update((before.span.start, after.span.start))
    for quantity in quantities:
        together = quantity.span.start not in twice and _runs_together(text, quantity)
        if together or (_unitless(quantity) and _unitless_debris(text, quantity)):
            found.add(quantity.span.start)
    _spread(text, quantities, found)
    return frozenset(found.difference(readable))


def _counted_twice(text: str, before: Quantity, after: Quantity) -> bool:
    """道路46条127公里, 23个10亿元以上项目, 2990亿元7天期: two amounts of one thing, both with a printed unit."""
    units = before.unit_text[-1:].isalpha() and after.unit_text[-1:].isalpha() and before.unit_text != after.unit_text
    alone = (
        text[before.span.start - 1 : before.span.start].isalpha()
        and not text[after.span.end : after.span.end + 1].isdigit()
    )
    divided = _DIVIDED.search(text, max(0, before.span.start - _LOOK), before.span.start)
    return units and alone and (divided is not None or before.unit_text[-1:] not in _PARTS_OF_PLACES)


def _runs_together(text: str, quantity: Quantity) -> bool:
    """True where digits touch the figure, or too many stand in it."""
    behind = text[quantity.span.end : quantity.span.end + 1]
    runs_on = behind.isdigit() and not _NEXT_TO_A_FIGURE.match(text, quantity.span.end)
    fused = _FUSED.fullmatch(quantity.number.quote(text)) and quantity.unit not in _COUNTED_ALL
    start = quantity.span.start
    return bool(runs_on or fused or _TOUCHES_BEFORE.search(text, max(0, start - _LOOK), start))


def _unitless_debris(text: str, quantity: Quantity) -> bool:
    """True where a figure without a unit is multiplied, divided, between brackets, or goes on into the next column."""
    start, end = quantity.span.start, quantity.span.end
    stroke = "bare" in quantity.flags and _STROKE_BEFORE.search(text, max(0, start - 2), start)
    times = _TIMES_BEFORE.search(text, max(0, start - 2), start) or _TIMES_BEHIND.match(text, end)
    between = text[start - 1 : start] == ")" and text[end : end + 1] == "("
    return bool(stroke or times or between or _RUNS_ON.match(text, end)) or _joined_columns(text, quantity)


def _unitless(quantity: Quantity) -> bool:
    return quantity.unit is None and ("bare" in quantity.flags or "noun_unit" in quantity.flags)


def _joined_columns(text: str, quantity: Quantity) -> bool:
    before, after = text[quantity.span.start - 1 : quantity.span.start], text[quantity.span.end : quantity.span.end + 1]
    worded = before.isalpha() and before not in _NOT_TOUCHING and after.isalpha()
    return worded and _TWO_COLUMNS.fullmatch(quantity.span.quote(text)) is not None


def _spread(text: str, quantities: Sequence[Quantity], found: set[int]) -> None:
    """A number without a unit beside debris, no mark between them, is debris too."""
    for pairs in (pairwise(quantities), pairwise(reversed(quantities))):
        for one, other in pairs:
            first, second = sorted((one, other), key=lambda quantity: quantity.span)
            gap = text[first.span.end : second.span.start]
            if one.span.start in found and _unitless(other) and len(gap) <= _NEAR and not _PAUSE.search(gap):
                found.add(other.span.start)
