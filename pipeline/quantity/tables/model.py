"""A table and its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.model import Span
from pipeline.quantity.headers import HeadUnit, for_column
from pipeline.quantity.tables.fields import Field, value_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table. ``span`` holds its brackets or sign, ``value`` is as printed, brackets making it negative.

    ``row_head`` and ``column_head`` are null where the table has none. ``row_over`` is the text in front of the row's
    head where rows have two (水泥 | 销售量), ``column_over`` the head above the column's (2022年 above 金额). ``unit`` is
    what the heads state, null where they state none; ``printed`` is true where the cell has a unit of its own
    (``15.7%``), and then ``value`` is null.
    """

    span: Span
    row_head: Span | None
    column_head: Span | None
    value: Decimal | None
    unit: HeadUnit | None = None
    printed: bool = False
    row_over: Span | None = None
    column_over: Span | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``span`` runs from the caption or first head to the last cell; ``caption`` is the line in front of the heads, or null.

    ``heads`` are the heads of the columns, upper ones first.
    """

    span: Span
    caption: Span | None
    heads: tuple[Span, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """What heads a cell: the texts, and the units that its column, its row and the lines above state."""

    row: Span | None
    column: Span | None
    column_units: tuple[HeadUnit, ...]
    row_unit: HeadUnit | None
    notes: tuple[HeadUnit, ...]
    row_over: Span | None = None
    column_over: Span | None = None

    def cell(self, text: str, field: Field) -> Cell:
        """The number in ``field`` under these heads."""
        cell = Cell(field.number, self.row, self.column, None, row_over=self.row_over, column_over=self.column_over)
        if field.kind == "o":
            return replace(cell, printed=True)
        head = self.column.quote(text) if self.column else ""
        unit = for_column(head, self.column_units, self.row_unit, self.notes)
        return replace(cell, value=value_of(field.number.quote(text)), unit=unit)
