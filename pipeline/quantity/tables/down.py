"""Tables that a text prints one cell a line."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Span
from pipeline.quantity.headers import HeadUnit, stated
from pipeline.quantity.tables.fields import Line
from pipeline.quantity.tables.model import Cell, Heads, Table
from pipeline.quantity.tables.words import CORNER, LONGEST_HEAD, LONGEST_LABEL, SENTENCE

_HEAD_LINES = 4


def _single(line: Line) -> bool:
    return len(line.fields) == 1 and line.kinds in {"n", "o", "x"}


def rows_end(lines: Sequence[Line], at: int) -> int:
    """Where the run of label and number lines ends that begins with a row label at ``at``; ``at`` where none begins."""
    rows, end = 0, at
    cursor = at
    while cursor < len(lines) and lines[cursor].label and len(lines[cursor].span) <= LONGEST_LABEL:
        below = cursor + 1
        while below < len(lines) and _single(lines[below]):
            below += 1
        if below > cursor + 1:
            rows, end = rows + 1, below
        elif (
            rows and below < len(lines) and lines[below].label and below + 1 < len(lines) and _single(lines[below + 1])
        ):
            pass
        else:
            break
        cursor = below
    return end if rows >= 2 else at


def table(text: str, lines: Sequence[Line], at: int, end: int) -> Table | None:
    """The table of the lines ``at`` to ``end`` (exclusive) under the heads above them."""
    width = max(_streaks(lines[at:end]))
    above: list[Line] = []
    for line in reversed(lines[max(0, at - width - _HEAD_LINES) : at]):
        if not line.label or len(line.span) > LONGEST_HEAD or SENTENCE.search(line.span.quote(text)):
            break
        above.insert(0, line)
    columns = _column_heads(text, above, width)
    notes: tuple[HeadUnit, ...] = ()
    for line in above:
        if line not in columns:
            notes = stated(line.span.quote(text)) or notes
    cells: list[Cell] = []
    row_unit: HeadUnit | None = None
    row_head: Span | None = None
    number = 0
    for line in above[len(above) if not columns else above.index(columns[-1]) + 1 :]:
        row_unit = next(iter(stated(line.span.quote(text))), row_unit)
    for line in lines[at:end]:
        if line.label:
            row_head, number = line.fields[0].span, 0
            row_unit = next(iter(stated(line.span.quote(text))), row_unit)
            continue
        column = columns[number].fields[0].span if number < len(columns) else None
        number += 1
        if line.kinds in "no":
            units = stated(column.quote(text)) if column else ()
            cells.append(Heads(row_head, column, units, row_unit, notes).cell(text, line.fields[0]))
    top = above[0].span.start if above else lines[at].span.start
    caption = above[0].span if above and above[0] not in columns else None
    return Table(
        Span(top, lines[end - 1].span.end), caption, tuple(line.fields[0].span for line in columns), tuple(cells)
    )


def _column_heads(text: str, above: Sequence[Line], width: int) -> list[Line]:
    """The ``width`` lines that head the columns: behind the corner (指标, 项目) and stating units, if there are such."""
    best: tuple[int, int] | None = None
    for start in range(len(above) - width + 1):
        units = sum(bool(stated(line.span.quote(text))) for line in above[start : start + width])
        corner = start > 0 and bool(CORNER.match(above[start - 1].fields[0].span.quote(text)))
        score = 2 * units + 3 * corner
        if score and (best is None or score >= best[0]):
            best = (score, start)
    if best is None:
        return list(above[-width:]) if 1 < width <= len(above) else []
    return list(above[best[1] : best[1] + width])


def _streaks(lines: Sequence[Line]) -> list[int]:
    streaks, count = [0], 0
    for line in lines:
        count = count + 1 if _single(line) else 0
        streaks.append(count)
    return streaks
