"""Where a cell stands: its table, the caption and the line that heads its group of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.cells.words import grows
from pipeline.quantity.tables import Cell, Table

_NOT_CAPTION = re.compile(
    r"[(（]?(?:金额)?单位|人民币|指\s*标|项\s*目|(?:指标)?名\s*称|[-\d.,%]+$|类\s*别|品\s*种|地\s*区"
)
_CAPTION_LINES = 5
_CAPTION_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its table, with the line that heads its group of rows and the number of its row."""

    table: Table
    cell: Cell
    caption: Span | None
    group: Span | None
    row: int
    above: Span | None = None
    """The head of the nearest row above that states no change."""


def places(text: str, tables: Sequence[Table]) -> dict[int, Place]:
    """Every cell by the clean position at which it starts; ``text`` is folded."""
    found: dict[int, Place] = {}
    for table in tables:
        heads = {cell.row_head for cell in table.cells if cell.row_head is not None}
        labels = _group_lines(text, table, heads)
        caption = caption_of(text, table)
        row, last = -1, None
        above: Span | None = None
        for cell in table.cells:
            if cell.row_head != last or cell.row_head is None:
                row, last = row + 1, cell.row_head
                if cell.row_head and not grows(text, cell.row_head):
                    above = cell.row_head
            at = cell.row_head.start if cell.row_head else cell.span.start
            group = next((label for label in reversed(labels) if label.end <= at), None)
            signed = text[cell.span.start] == "+"  # a plus may be left outside of the quantity
            for start in (cell.span.start, cell.span.start + 1)[: 1 + signed]:
                found[start] = Place(table, cell, caption, group, row, above)
    return found


def caption_of(text: str, table: Table) -> Span | None:
    """The line that says what the table shows: the nearest above its heads that is neither unit, corner nor sentence."""
    first = min([head.start for head in table.heads] or [cell.span.start for cell in table.cells])
    end = text.rfind("\n", 0, first)
    for _ in range(_CAPTION_LINES):
        if end <= 0:
            return None
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        stripped = line.strip()
        if stripped and not _NOT_CAPTION.match(stripped) and Span(start, end) not in table.heads:
            left = start + len(line) - len(line.lstrip())
            return (
                Span(left, left + len(stripped)) if len(stripped) <= _CAPTION_LENGTH and "。" not in stripped else None
            )
        end = start - 1
    return None


def _group_lines(text: str, table: Table, heads: set[Span]) -> list[Span]:
    """Lines among the rows that hold words alone: 期末畜禽存栏."""
    first = min((cell.row_head.start if cell.row_head else cell.span.start for cell in table.cells), default=0)
    start = max([table.span.start, *(head.end for head in table.heads)])
    labels: list[Span] = []
    at = min(start, first)
    for line in text[at : table.span.end].split("\n"):
        end = at + len(line)
        stripped = line.strip()
        span = Span(at + len(line) - len(line.lstrip()), at + len(line) - len(line.lstrip()) + len(stripped))
        filled = any(cell.span.start < end and at < cell.span.end for cell in table.cells)
        if stripped and not filled and span not in heads and span != table.caption and span not in table.heads:
            labels.append(span)
        at = end + 1
    return [label for label in labels if not re.search(r"\d", label.quote(text))]
