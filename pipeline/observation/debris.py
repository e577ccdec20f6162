"""Numbers of tables and chart axes whose cells ran together, so that no reader can tell what they measure.

In prose no two figures touch, and no figure touches a digit unless the next sentence begins with a date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from pipeline.model import Quantity

_DATE = re.compile(r"(?:19|20)?\d{2}\s?(?:年|[QqHhE]|-\d\d-\d\d)|\d{1,2}月|[12]H\d\d|[1-4]Q\d\d|\d{1,2}M\d\d")
_TOUCHES_BEFORE = re.compile(r"\d[-+.,]?$|\d\.$|[%％][-+]?$")
_FUSED = re.compile(r"\d{7,}")
_COUNTED_ALL = ("{person}", "{household}", "CNY", "USD", "HKD")
_LOOK = 3


def debris(text: str, quantities: Sequence[Quantity], readable: Collection[int]) -> frozenset[int]:
    """Clean positions of the figures that are debris; those at ``readable`` positions (cells of a table that was read) are not."""
    found: set[int] = set()
    for before, after in pairwise(quantities):
        if before.span.end == after.span.start:
            found.update((before.span.start, after.span.start))
    for quantity in quantities:
        behind = text[quantity.span.end : quantity.span.end + 1]
        runs_on = behind.isdigit() and not _DATE.match(text, quantity.span.end)
        fused = _FUSED.fullmatch(quantity.number.quote(text)) and quantity.unit not in _COUNTED_ALL
        if runs_on or fused or _TOUCHES_BEFORE.search(text, max(0, quantity.span.start - _LOOK), quantity.span.start):
            found.add(quantity.span.start)
    return frozenset(found.difference(readable))
