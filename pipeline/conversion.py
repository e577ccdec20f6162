"""Amounts in another unit of the same dimension; never from one dimension to another, nor between currencies."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from pipeline import vocabulary
from pipeline.errors import InputError

_AMOUNTS = ("value", "value_low", "value_high")


def factor(unit: str, *, to: str) -> Decimal:
    """What to multiply an amount in ``unit`` by to have it in ``to``.

    Raises InputError where one of the codes is not known, or where no factor leads from one to the other: percentage points are
    no per cent, counted things are not each other, currencies need a dated rate, and a month is no fixed number of days.

    >>> int(factor("d", to="h")), int(factor("a", to="mo"))
    (24, 12)
    >>> factor("{pp}", to="%")
    Traceback (most recent call last):
    pipeline.errors.InputError: cannot convert {pp} (percentage_points) to % (fraction); convert within one dimension
    """
    if unit == to:
        return Decimal(1)
    (scale, base), (wanted, wanted_base) = _to_base(unit), _to_base(to)
    if base != wanted_base:
        one, other = vocabulary.unit(unit), vocabulary.unit(to)
        why = (
            "convert within one dimension"
            if one.dimension != other.dimension
            else "no fixed factor leads from one to the other"
        )
        raise InputError(f"cannot convert {unit} ({one.dimension}) to {to} ({other.dimension}); {why}")
    return scale / wanted


def _to_base(code: str) -> tuple[Decimal, str]:
    """The factor of a unit to the last base it leads to, and that base; itself, where it leads nowhere."""
    try:
        unit = vocabulary.unit(code)
    except KeyError:
        raise InputError(f"no unit {code!r}; the codes are in the table units") from None
    scale = Decimal(1)
    seen = {code}
    while unit.factor is not None and unit.base_unit is not None and unit.base_unit not in seen:
        scale *= unit.factor
        seen.add(unit.base_unit)
        if unit.base_unit not in vocabulary.unit_table():
            return scale, unit.base_unit
        unit = vocabulary.unit(unit.base_unit)
    return scale, unit.code


def amount(value: float, unit: str, *, to: str) -> float:
    """One amount in another unit: the float64 nearest to the exact product.

    >>> amount(0.1, "d", to="h")
    2.4
    """
    return value if unit == to else float(Decimal(repr(value)) * factor(unit, to=to))


def convert(frame: pl.DataFrame, *, to: str) -> pl.DataFrame:
    """Observations, or cells of a series, with value, value_low and value_high in the unit ``to``.

    Those of the three columns that the frame has are converted, and ``unit`` says so; ``unit_text`` and ``text`` stay as printed.
    Raises InputError naming the first unit that cannot be converted; filter on ``unit`` or its dimension before.

    >>> tonnes = pl.DataFrame({"value": [2.5], "value_low": [None], "value_high": [2.5], "unit": ["t"]})
    >>> convert(tonnes, to="kg").rows()
    [(2500.0, None, 2500.0, 'kg')]
    """
    amounts = [name for name in _AMOUNTS if name in frame.columns]
    if not amounts or "unit" not in frame.columns:
        raise InputError("the frame has no columns value and unit; give rows of metrics or of series")
    units = frame["unit"]
    if units.null_count():
        raise InputError("a row has no unit code; filter on 'unit' before converting")
    factors = {unit: factor(unit, to=to) for unit in units.unique(maintain_order=True)}
    converted = [
        pl.Series(
            name,
            [
                None if value is None else float(Decimal(repr(float(value))) * factors[unit]) if unit != to else value
                for value, unit in zip(frame[name], units, strict=True)
            ],
            dtype=pl.Float64,
        )
        for name in amounts
    ]
    return frame.with_columns(*converted, unit=pl.lit(to, dtype=pl.String))
