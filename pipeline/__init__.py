"""Every figure that a Chinese report states: value, unit, bound, period, subject, and the exact place in the text.

Four functions are all that a program needs:

- :func:`quantities`: every number of a text with its unit
- :func:`extract`: the observations of a text, that is, what its figures say
- :func:`load`: a published table
- :func:`convert`: its amounts in another unit
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

__all__ = ["convert", "extract", "load", "quantities"]


def quantities(text: str) -> pl.DataFrame:
    """Every number of ``text`` with its unit, and every bare numeral: one row a quantity, in text order.

    Columns: start, end, text (number and unit, bound words outside), number_start, number_end (the number phrase), value,
    value_low, value_high (in units of unit_text, multiplier expanded), unit (code, null where not known), unit_text (as
    printed), bound. Offsets are half-open and count code points of ``text``. Raises InputError where ``text`` is empty.

    The number phrase is the numeral with its multiplier and the words beside it that the bound is read from, without the unit
    of a count: ``至少有10`` in 至少有10次攻击, ``五百以上``, ``≥50``, ``大于20并小于50``, ``20–100``. A measure or an amount of
    money that such a word touches is in it with its unit (``3亿元以上``, ``约5公里``), and so is what closes an age or a sum
    (``十个月大``). Without such words it is the numeral; 约 beside a range lies outside it.

    >>> quantities("降幅约为3亿元").select("text", "value", "unit", "bound").rows()
    [('3亿元', 300000000.0, 'CNY', 'approx')]
    """
    from pipeline import quantity, tables
    from pipeline import text as texts

    document = texts.read(text)
    return tables.quantities_frame(document, quantity.read(document.clean.text))


def extract(
    text: str, *, document_id: str = "document", document_date: str | None = None, reporting_period: str | None = None
) -> pl.DataFrame:
    """The observations of ``text``: a row a figure, with the columns of the table metrics, in text order.

    ``document_date`` (YYYY, YYYY-MM or YYYY-MM-DD) dates 今年, 7月 and the like; ``reporting_period`` is the period that the
    report declares. Raises InputError where ``text`` is empty or a date is malformed.
    """
    from pipeline import corpus, origin

    dates = (origin.check_date(document_date), origin.check_period(reporting_period))
    return corpus.extract_one(corpus.Source(document_id, text, *dates))


def load(table: str, root: str | Path = ".") -> pl.DataFrame:
    """A published table (metrics, changes, series, sections, sources, units, issues) of the project folder ``root``.

    Raises InputError where there is none.
    """
    from pipeline import io

    return io.read_table(table, root)


def convert(frame: pl.DataFrame, *, to: str) -> pl.DataFrame:
    """Rows of metrics or of series with value, value_low and value_high in the unit ``to``, a code of the table units.

    Within a dimension only: raises InputError for per cent and percentage points, two currencies, days and months, and for rows
    without a unit code. ``unit_text`` and ``text`` stay as printed.

    >>> convert(extract("审核时效为3天。"), to="h").select("text", "value", "unit").rows()
    [('3天', 72.0, 'h')]
    """
    from pipeline import conversion

    return conversion.convert(frame, to=to)
