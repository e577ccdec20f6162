"""A number on its way through this room: what was read so far, and what the next step may still add."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Bound, Direction


@dataclass(frozen=True, slots=True)
class Found:
    """``[start, end)`` is number and unit, ``[number_start, number_end)`` the numeral with its multiplier.

    ``high`` is set where the number is a range, ``value`` being its lower end. ``scale`` is the multiplier at the end of the
    numeral, 1 where it has none; ``unit_end`` is where the number ends for what may stand behind it (``end``, but
    behind a bracketed remark).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str | None = None
    unit_text: str = ""
    bound: Bound | None = None
    direction: Direction | None = None
    ascii: bool = False
    complete: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def bare(self) -> bool:
        """True where no unit was read and none is missing, as one is for a fraction."""
        return not self.unit_text and not self.complete
