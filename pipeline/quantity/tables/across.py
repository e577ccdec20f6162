"""Tables whose cells stand side by side, between tabs, bars or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.quantity.headers import HeadUnit, of_growth_row, parse, stated
from pipeline.quantity.tables.fields import Field, Line
from pipeline.quantity.tables.lines import heads_each
from pipeline.quantity.tables.model import Cell, Heads, Table
from pipeline.quantity.tables.words import LONGEST_HEAD, LONGEST_LABEL, SENTENCE
from pipeline.quantity.width import fold

_HEAD_LINES = 4
_PAIR = 2
# Behind this code point characters are two columns wide: CJK, kana and full-width forms.
_WIDE = "\u2e80"
_UNIT_HEADS = frozenset({"单位", "计量单位"})
_UNIT_LINES = ("单位", "單位", "金额")


def rows_end(lines: Sequence[Line], at: int) -> int:
    """Where the rows end that begin at ``at``; ``at`` itself where none begin there."""
    end = last = at
    while end < len(lines):
        line = lines[end]
        if line.data and len(line.fields) > 1:
            end = last = end + 1
        elif (
            line.label
            and last > at
            and len(line.fields[0].span) <= LONGEST_LABEL
            and end + 1 < len(lines)
            and lines[end + 1].data
            and len(lines[end + 1].fields) > 1
        ):
            end += 1
        else:
            break
    return last


def table(text: str, lines: Sequence[Line], at: int, end: int) -> Table | None:
    """The table of the rows ``at`` to ``end`` (exclusive) under the heads above them; null where it is no table."""
    rows = lines[at:end]
    above = _head_lines(text, lines, at)
    if len([row for row in rows if row.data]) < 2 and not above:
        return None
    columns = _columns(text, above, rows)
    notes: tuple[HeadUnit, ...] = ()
    for line in above:
        if line not in (columns.line, columns.upper):
            notes = stated(line.span.quote(text)) or notes
    if len(columns.heads) > 1:
        notes = notes or stated(columns.heads[0].quote(text))
    top = above[0].span.start if above else rows[0].span.start
    caption = above[0].span if above and above[0] not in (columns.line, columns.upper) else None
    heads = (*(columns.upper.fields if columns.upper else ()), *(columns.line.fields if columns.line else ()))
    return Table(
        Span(top, rows[-1].span.end),
        caption,
        tuple(field.span for field in heads if len(field.span)),
        tuple(_cells(text, rows, columns, notes)),
    )


def _head_lines(text: str, lines: Sequence[Line], start: int) -> list[Line]:
    """The lines above the first row that state heads, caption and unit, top first."""
    heads: list[Line] = []
    for line in reversed(lines[max(0, start - _HEAD_LINES) : start]):
        quoted = line.span.quote(text)
        many = len(line.fields) > 1
        if line.data and not all(kind in "yx" for kind in line.kinds[1:]):
            break
        if not many and (len(quoted) > LONGEST_HEAD or (SENTENCE.search(quoted) and not stated(quoted))):
            break
        heads.insert(0, line)
        if not many and any(len(head.fields) > 1 for head in heads) and not stated(quoted):
            break
    return heads


@dataclass(frozen=True, slots=True)
class _Columns:
    """The line that heads the columns, the line of wider heads above it, and the fields a full row has."""

    text: str
    line: Line | None
    upper: Line | None
    width: int
    each: int = 0
    """How many heads stand below each wide one where blanks do not align them; 0 elsewhere."""

    @property
    def heads(self) -> tuple[Span, ...]:
        fields = self.line.fields if self.line else ()
        alone = self.upper.fields[len(fields) // self.each :] if self.upper and self.each else ()
        return tuple(field.span for field in (*fields, *alone))

    @property
    def corner(self) -> bool:
        """Whether the first head stands over the names of the rows, so that heads and fields count alike."""
        return bool(self.line and self.line.bordered and (self.line.fields[0].kind == "x"))

    def over(self, row: Line, number: int) -> tuple[Span | None, Span | None]:
        """The head of field ``number`` of a row and the wider head above it, null where there is none."""
        if not row.bordered and len(row.fields) == _PAIR < len(self.heads):
            return None, None  # a row with a single number under the heads of another table
        at = number - self._offset(row)
        if not (0 <= at < len(self.heads) and len(self.heads[at])):
            return None, None
        if self.upper is None or self.line is None:
            return self.heads[at], None
        if self.each:
            below = at < len(self.line.fields)
            return self.heads[at], self.upper.fields[at // self.each].span if below else None
        if self.upper.bordered and (each := self._spanned()):
            return self.heads[at], self.upper.fields[1 + (at - 1) // each].span if at else None
        if self.upper.bordered:
            wide = [field.span for field in self.upper.fields[: at + 1] if len(field.span)]
        else:
            wide = sorted((field.span for field in self.upper.fields[1:]), key=lambda wider: self._apart(wider, at))[:1]
        return self.heads[at], wide[-1] if wide else None

    def _offset(self, row: Line) -> int:
        """How many fields of a row stand in front of the first head."""
        if self.corner:
            return 0
        last = len(row.fields)
        while last and row.kinds[last - 1] == "t":
            last -= 1  # the words behind the numbers, as a rating, which the heads may leave out
        lead = row.lead
        if lead is not None and not row.bordered and last < len(row.fields) and last - lead.end() == len(self.heads):
            return lead.end()
        return max(0, (self.width if row.bordered else len(row.fields)) - len(self.heads))

    def _spanned(self) -> int:
        """How many heads each wide one spans where the tabs behind it were left out; 0 where they were not."""
        wide = self.upper.fields[1:] if self.upper is not None else ()
        narrow = len(self.heads) - 1
        packed = len(wide) > 1 and all(len(field.span) for field in wide) and len(wide) < narrow
        return narrow // len(wide) if packed and narrow % len(wide) == 0 else 0

    def _apart(self, wider: Span, at: int) -> int:
        """How far the middle of a wider head is from that of a head below it, in columns of a fixed-width print."""
        return abs(self._middle(wider) - self._middle(self.heads[at]))

    def _middle(self, span: Span) -> int:
        start = self.text.rfind("\n", 0, span.start) + 1
        return 2 * _width(self.text[start : span.start]) + _width(span.quote(self.text))


def _width(printed: str) -> int:
    return sum(2 if char > _WIDE else 1 for char in printed)


def _columns(text: str, above: Sequence[Line], rows: Sequence[Line]) -> _Columns:
    width = max(len(row.fields) for row in rows if row.data)
    at = next((at for at in reversed(range(len(above))) if len(above[at].fields) > 1), None)
    if at is not None:
        line = above[at]
        wider = above[at - 1] if at else None
        two = wider is not None and len(wider.fields) > 1
        ruled = two and wider is not None and wider.bordered and "x" in (line.fields[0].kind, wider.fields[0].kind)
        times = two and not line.bordered and all(field.kind == "y" for field in line.fields)
        plain = two and wider is not None and not (line.bordered or wider.bordered)
        each = heads_each(len(wider.fields), len(line.fields), width - 1) if plain and wider is not None else 0
        return _Columns(text, line, wider if ruled or times or each else None, width, each)
    lone = above[-1].span.quote(text) if above and len(above[-1].fields) == 1 else ""
    heads = width <= 2 and bool(stated(lone)) and not lone.strip(" (（").startswith(_UNIT_LINES)
    return _Columns(text, above[-1] if heads else None, None, width)


def _cells(text: str, rows: Sequence[Line], columns: _Columns, notes: tuple[HeadUnit, ...]) -> Iterator[Cell]:
    heads = columns.heads
    units = next((at for at, head in enumerate(heads) if fold(head.quote(text)).strip() in _UNIT_HEADS), None)
    # A lone head heads rows as much as the column: a later one of its kind takes its place.
    lasting = next(iter(stated(heads[0].quote(text))), None) if len(heads) == 1 else None
    over: Span | None = None
    for row in rows:
        lead = row.lead
        if not row.data or lead is None:
            lasting = next(iter(stated(row.span.quote(text))), lasting)
            continue
        names = [field for field in row.fields[lead.start("names") : lead.end("names")] if len(field.span)]
        skip = max(lead.end(), 1) if lead.end() or len(row.fields) > len(heads) > 0 else 0
        dated = row.kinds[0] == "y"  # 1990年  70.2
        head = names[-1].span if names else row.fields[0].span if skip or dated else None
        if len(names) > 1:
            over = names[-2].span
        elif "x" not in lead["names"]:
            over = None
        own = next(iter(stated(head.quote(text))), None) or of_growth_row(head.quote(text)) if head else None
        if own and not own.percent and not notes:
            lasting = own
        if unit := _unit_field(row, lead, units):
            own = lasting = parse(unit.span.quote(text))
        for number, field in enumerate(row.fields[skip:], skip):
            if field.kind not in ("noy" if number else "no"):
                continue
            column, wide = columns.over(row, number)
            told = () if len(heads) == 1 or column is None else stated(column.quote(text))
            if not told and wide is not None:
                told = stated(wide.quote(text))
            yield Heads(head, column, told, own or lasting, notes, over, wide).cell(text, field)


def _unit_field(row: Line, lead: re.Match[str], units: int | None) -> Field | None:
    if units is not None:
        return row.fields[units] if units < len(row.fields) else None
    return row.fields[lead.start("unit")] if lead["unit"] else None
