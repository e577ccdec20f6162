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
    no per cent, counted things are not each other, and currencies need a dated rate.

    >>> int(factor("t", to="kg"))
    1000
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


def convert(frame: pl.DataFrame, *, to: str) -> pl.DataFrame:
    """Observations with value, value_low and value_high in the unit ``to``; ``unit_text`` and ``text`` stay as printed.

    Raises InputError naming the unit of the first row that cannot be converted.

    >>> tonnes = pl.DataFrame({"value": [2.5], "value_low": [None], "value_high": [2.5], "unit": ["t"]})
    >>> convert(tonnes, to="kg").rows()
    [(2500.0, None, 2500.0, 'kg')]
    """
    units = frame["unit"].unique(maintain_order=True)
    if units.null_count():
        raise InputError("a row has no unit code; filter on 'unit' before converting")
    factors = {unit: float(factor(unit, to=to)) for unit in units}
    scale = pl.Series([factors[unit] for unit in frame["unit"]], dtype=pl.Float64)
    return frame.with_columns(pl.col(*_AMOUNTS).cast(pl.Float64) * scale).with_columns(unit=pl.lit(to, dtype=pl.String))
