"""What the words in front of a figure come down to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Comparison, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.predicate import Predicate

# Units in which one amount is told by another.
RELATIVE = ("%", "{pp}", "{bp}", "1", "{times}")


@dataclass(frozen=True, slots=True)
class Head:
    """``phrase`` is the noun phrase in front of the predicate; ``comparison`` and ``reference`` a base inside it."""

    figure: Figure
    predicate: Predicate
    phrase: Span
    comparison: Comparison | None = None
    reference: str | None = None
