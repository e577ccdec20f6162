"""Tables in plain text: cells between tabs, or one cell a line; for each number its row head, column head and unit.

``find`` gives what the quantities of a table are read from; who binds figures to what they say reads the heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Span
from pipeline.quantity.headers import HeadUnit, for_column, parse, stated
from pipeline.quantity.width import fold

_NUMBER = re.compile(r"(\()?([-+]?)((?:[0-9]{1,3}(?:,[0-9]{3}){1,8}|[0-9]{1,15})(?:\.[0-9]{1,10})?)(\))?$")
_OWN = re.compile(r"\(?[-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?[ ]?[^0-9\s]{1,8}\)?$")
_NOTHING = frozenset({"", "-", "—", "——", "--", "/", "N/A", "n/a", "NA", "…", "...", "不适用", "*", "–"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[AEF]|年[一-鿿]{0,4})?$")
_FIELD = re.compile(r"[^\t|]+")
_WIDE = re.compile(r"\S+(?: \S+){0,20}")
_PAIR = re.compile(r"([^\s，。；,;:：0-9]{1,20}) ([-+(]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?\)?)$")
_SENTENCE = re.compile(r"[。；！？]|，[^，]{0,40}，")
_CORNER = re.compile(
    r"(?:主要)?(?:指\s*标|项\s*目|名\s*称|地\s*区|类\s*别|品\s*种|产\s*品|科\s*目|年\s*份|行\s*业|分\s*部|业\s*务|类\s*型)(?:\s*名\s*称)?$"
)
_HEAD_LINES = 4
_LONGEST_LABEL = 36
_LONGEST_UNIT = 10
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table. ``span`` holds its brackets or sign, ``value`` is as printed, brackets making it negative.

    ``unit`` is what its heads state, null where they state none; ``printed`` is true where the cell has a unit of its own
    (``15.7%``), and then ``value`` is null. ``row_head`` and ``column_head`` are null where the table has none.
    """

    span: Span
    row_head: Span | None
    column_head: Span | None
    value: Decimal | None
    unit: HeadUnit | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``span`` runs from the caption or first head to the last cell; ``caption`` is the line in front of the heads, or null."""

    span: Span
    caption: Span | None
    heads: tuple[Span, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    fields: tuple[Span, ...]
    kinds: str
    """A letter a field: n number, o number with its own unit, y year, x nothing, u unit, t text."""

    @property
    def data(self) -> bool:
        return any(kind in "no" for kind in self.kinds) and "t" not in self.kinds[1:]

    @property
    def label(self) -> bool:
        return len(self.fields) == 1 and self.kinds in {"t", "u", "y"}


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
    lines = list(_lines(text))
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        end = _across(lines, at)
        if end > at:
            made = _table_across(text, lines, at, end)
        else:
            end = _down(lines, at)
            made = _table_down(text, lines, at, end) if end > at else None
        if made and made.cells:
            tables.append(made)
        at = max(end, at + 1)
    return tuple(tables)


def _lines(text: str) -> Iterator[_Line]:
    folded = fold(text)
    start = 0
    for raw in text.split("\n"):
        span = Span(start, start + len(raw))
        start += len(raw) + 1
        if not raw.strip():
            continue
        fields = tuple(_fields(folded, span))
        yield _Line(span, fields, "".join(_kind(field.quote(folded), first=not at) for at, field in enumerate(fields)))


def _fields(folded: str, span: Span) -> Iterator[Span]:
    line = span.quote(folded)
    if len(line) > 400:
        yield span
        return
    if "\t" in line.strip() or "|" in line:
        pieces = [(found.start(), found.end()) for found in _FIELD.finditer(line)]
    elif pair := _PAIR.match(line.strip()):
        offset = len(line) - len(line.lstrip())
        pieces = [(offset + pair.start(1), offset + pair.end(1)), (offset + pair.start(2), offset + pair.end(2))]
    else:
        pieces = [(found.start(), found.end()) for found in _WIDE.finditer(line)]
        if len(pieces) > 1 and not any(_NUMBER.match(line[start:end]) for start, end in pieces[1:]):
            pieces = [(0, len(line))]
    for start, end in pieces:
        piece = line[start:end]
        left = len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        if stripped or len(pieces) > 1:
            yield Span(span.start + start + left, span.start + start + left + len(stripped))


def _kind(field: str, *, first: bool) -> str:
    if field in _NOTHING:
        return "x"
    if _YEAR.match(field):
        return "y"
    number = _NUMBER.match(field)
    if number and bool(number.group(1)) == bool(number.group(4)):
        return "n"
    if _OWN.match(field):
        return "o"
    # Only a column of units, never the first one, needs to be told from text.
    return "u" if not first and len(field) <= _LONGEST_UNIT and parse(field) else "t"


# -- cells side by side ----------------------------------------------------------------------------------------------


def _across(lines: Sequence[_Line], at: int) -> int:
    """Where the rows end that begin at ``at``; ``at`` itself where none begin there."""
    end = last = at
    while end < len(lines):
        line = lines[end]
        if line.data and len(line.fields) > 1:
            end = last = end + 1
        elif (
            line.label
            and last > at
            and len(line.span) <= _LONGEST_LABEL
            and end + 1 < len(lines)
            and lines[end + 1].data
            and len(lines[end + 1].fields) > 1
        ):
            end += 1
        else:
            break
    return last


def _head_lines(text: str, lines: Sequence[_Line], start: int) -> list[_Line]:
    """The lines above the first row that state heads, caption and unit, top first."""
    heads: list[_Line] = []
    for line in reversed(lines[max(0, start - _HEAD_LINES) : start]):
        quoted = line.span.quote(text)
        many = len(line.fields) > 1
        if line.data and not all(kind in "yx" for kind in line.kinds[1:]):
            break
        if not many and (len(quoted) > _LONGEST_HEAD or (_SENTENCE.search(quoted) and not stated(quoted))):
            break
        heads.insert(0, line)
        if not many and any(len(head.fields) > 1 for head in heads) and not stated(quoted):
            break
    return heads


def _table_across(text: str, lines: Sequence[_Line], at: int, end: int) -> Table | None:
    heads = _head_lines(text, lines, at)
    rows = lines[at:end]
    width = max(len(row.fields) for row in rows if row.data)
    column_line = next((line for line in reversed(heads) if len(line.fields) > 1), None)
    if (
        column_line is None
        and heads
        and len(heads[-1].fields) == 1
        and width <= 2
        and stated(heads[-1].span.quote(text))
    ):
        column_line = (
            heads[-1] if not heads[-1].span.quote(text).strip(" (（").startswith(("单位", "單位", "金额")) else None
        )
    notes: tuple[HeadUnit, ...] = ()
    for line in heads:
        if line is not column_line:
            notes = stated(line.span.quote(text)) or notes
    if column_line:
        notes = notes or stated(column_line.fields[0].quote(text)) if len(column_line.fields) > 1 else notes
    if len([row for row in rows if row.data]) < 2 and not heads:
        return None
    columns = column_line.fields if column_line else ()
    unit_column = next(
        (number for number, span in enumerate(columns) if fold(span.quote(text)).strip() in {"单位", "计量单位"}), None
    )
    cells: list[Cell] = []
    # A lone head heads rows as much as the column: a later one of its kind takes its place.
    row_unit = next(iter(stated(columns[0].quote(text))), None) if len(columns) == 1 else None
    for row in rows:
        if not row.data:
            row_unit = next(iter(stated(row.span.quote(text))), row_unit)
            continue
        headed = row.kinds[0] in "tuyx" or len(row.fields) > len(columns) > 0
        row_head = row.fields[0] if headed else None
        own_row = next(iter(stated(row_head.quote(text))), None) if row_head else None
        row_unit = own_row or row_unit
        if unit_column is not None and unit_column < len(row.fields):
            row_unit = parse(row.fields[unit_column].quote(text))
        for number, (field, kind) in enumerate(zip(row.fields, row.kinds, strict=True)):
            if (number == 0 and headed) or kind not in "noy" or (kind == "y" and number == 0):
                continue
            column = _aligned(columns, len(row.fields), number)
            cells.append(_cell(text, field, kind, row_head, column, row_unit, notes=notes, alone=len(columns) == 1))
    top = heads[0].span.start if heads else rows[0].span.start
    caption = heads[0].span if heads and heads[0] is not column_line else None
    return Table(Span(top, rows[-1].span.end), caption, tuple(columns), tuple(cells))


def _aligned(columns: Sequence[Span], width: int, number: int) -> Span | None:
    at = number - (width - len(columns)) if len(columns) < width else number
    return columns[at] if 0 <= at < len(columns) and len(columns[at]) else None


def _cell(
    text: str,
    field: Span,
    kind: str,
    row_head: Span | None,
    column: Span | None,
    row: HeadUnit | None,
    *,
    notes: tuple[HeadUnit, ...],
    alone: bool = False,
) -> Cell:
    if kind == "o":
        return Cell(field, row_head, column, None, printed=True)
    head = column.quote(text) if column else ""
    unit = for_column(head, () if alone else stated(head), row, notes)
    return Cell(field, row_head, column, _value(fold(field.quote(text))), unit)


def _value(field: str) -> Decimal | None:
    found = _NUMBER.match(field)
    if not found:
        return None
    number = Decimal(found.group(3).replace(",", ""))
    return -number if found.group(1) or found.group(2) == "-" else number


# -- one cell a line -------------------------------------------------------------------------------------------------


def _single(line: _Line) -> bool:
    return len(line.fields) == 1 and line.kinds in {"n", "o", "x"}


def _down(lines: Sequence[_Line], at: int) -> int:
    """Where the run of label and number lines ends that begins with a row label at ``at``; ``at`` where none begins."""
    rows, end = 0, at
    cursor = at
    while cursor < len(lines) and lines[cursor].label and len(lines[cursor].span) <= _LONGEST_LABEL:
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


def _table_down(text: str, lines: Sequence[_Line], at: int, end: int) -> Table | None:
    width = max(_streaks(lines[at:end]))
    above: list[_Line] = []
    for line in reversed(lines[max(0, at - width - _HEAD_LINES) : at]):
        if not line.label or len(line.span) > _LONGEST_HEAD or _SENTENCE.search(line.span.quote(text)):
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
            row_head, number = line.fields[0], 0
            row_unit = next(iter(stated(line.span.quote(text))), row_unit)
            continue
        column = columns[number].fields[0] if number < len(columns) else None
        number += 1
        if line.kinds in "no":
            cells.append(_cell(text, line.fields[0], line.kinds, row_head, column, row_unit, notes=notes))
    top = above[0].span.start if above else lines[at].span.start
    caption = above[0].span if above and above[0] not in columns else None
    return Table(Span(top, lines[end - 1].span.end), caption, tuple(line.fields[0] for line in columns), tuple(cells))


def _column_heads(text: str, above: Sequence[_Line], width: int) -> list[_Line]:
    """The ``width`` lines that head the columns: behind the corner (指标, 项目) and stating units, if there are such."""
    best: tuple[int, int] | None = None
    for start in range(len(above) - width + 1):
        units = sum(bool(stated(line.span.quote(text))) for line in above[start : start + width])
        corner = start > 0 and bool(_CORNER.match(above[start - 1].fields[0].quote(text)))
        score = 2 * units + 3 * corner
        if score and (best is None or score >= best[0]):
            best = (score, start)
    if best is None:
        return list(above[-width:]) if 1 < width <= len(above) else []
    return list(above[best[1] : best[1] + width])


def _streaks(lines: Sequence[_Line]) -> list[int]:
    streaks, count = [0], 0
    for line in lines:
        count = count + 1 if _single(line) else 0
        streaks.append(count)
    return streaks
