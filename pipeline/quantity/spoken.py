"""Amounts whose leading one is left out, as southern speech has them: 個半, 米九, 個九, 分半鐘."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantity.found import Found
from pipeline.quantity.numerals import Numeral
from pipeline.quantity.source import Source

# Between other words 个九 and 米九 are no amounts; a range may go on behind them.
_OPEN = re.compile(r"[^一-鿿0-9A-Za-z]|[至到]|$")
_BEFORE = re.compile(r"[一-鿿0-9A-Za-z]")
_UNITS: dict[str, str | None] = {"米": "m", "个": None}


def half(source: Source, at: int) -> Found | None:
    """One and a half with the one left out: 個半, 分半鐘; ``at`` is where 半 stands."""
    folded, text = source.folded, source.text
    start = at - 1
    if start < 0 or (start and _BEFORE.match(folded[start - 1])):
        return None
    if folded[start] == "个" and _OPEN.match(folded, at + 1):
        return Found(start, at + 1, start, at + 1, Decimal("1.5"), unit="1", complete=True)
    if folded[start] == "分" and folded.startswith("钟", at + 1):
        return Found(start, at + 2, start, at + 1, Decimal("1.5"), unit="min", unit_text=text[start] + text[at + 1])
    return None


def unit_first(source: Source, number: Numeral) -> Found | None:
    """米九 is 1.9 m, 個九 is 1.9: a lone digit behind a unit counts its tenths."""
    folded, start = source.folded, number.start - 1
    if start < 0 or number.ascii or number.end - number.start != 1 or not 0 < number.value < 10:
        return None
    if folded[start] not in _UNITS or (start and _BEFORE.match(folded[start - 1]) and folded[start - 1] not in "至到"):
        return None
    if not _OPEN.match(folded, number.end):
        return None
    unit = _UNITS[folded[start]]
    unit_text = source.text[start] if unit else ""
    return Found(start, number.end, start, number.end, 1 + number.value / 10, unit=unit, unit_text=unit_text)
