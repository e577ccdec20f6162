"""What became of a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule, in words, and whether it held. ``failed`` counts rows; a rule of the whole table fails in one or none.

    ``engine`` is ``pandera``, ``great_expectations`` or ``pipeline``; ``severity`` is that of its findings.
    """

    engine: str
    table: str
    column: str | None
    rule: str
    meaning: str
    severity: str
    passed: bool
    failed: int
