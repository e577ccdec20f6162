"""Tables in plain text: cells between tabs or bars, or one cell a line; for each number its row head, column head and unit.

``find`` gives what the quantities of a table are read from; who binds figures to what they say reads the heads.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.quantity.tables import across, down
from pipeline.quantity.tables.lines import lines_of
from pipeline.quantity.tables.model import Cell, Table

__all__ = ["Cell", "Table", "find"]


@lru_cache(maxsize=1)  # asked for twice a text: by who reads quantities and by who binds them
def find(text: str) -> tuple[Table, ...]:
    r"""The tables of a text, in order.

    >>> text = "单位：亿元\n项目\t2021年\n收入\t12.5\n成本\t(8)"
    >>> [
    ...     (c.span.quote(text), c.row_head.quote(text), c.column_head.quote(text), c.unit.unit_text)
    ...     for c in find(text)[0].cells
    ... ]
    [('12.5', '收入', '2021年', '元'), ('(8)', '成本', '2021年', '元')]
    """
    if "\n" not in text:
        return ()
    lines = list(lines_of(text))
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        end = across.rows_end(lines, at)
        if end > at:
            made = across.table(text, lines, at, end)
        else:
            end = down.rows_end(lines, at)
            made = down.table(text, lines, at, end) if end > at else None
        if made and made.cells:
            tables.append(made)
        at = max(end, at + 1)
    return tuple(tables)
