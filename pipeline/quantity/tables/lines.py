"""The lines of a text as fields, and what each field holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.model import Span
from pipeline.quantity.headers import parse
from pipeline.quantity.width import fold

Kind = Literal["n", "o", "y", "x", "u", "t"]
"""n number, o number with its own unit, y time, x nothing, u unit, t text."""

_NUMBER = re.compile(r"(\()?([-+]?)((?:[0-9]{1,3}(?:,[0-9]{3}){1,8}|[0-9]{1,15})(?:\.[0-9]{1,10})?)(\))?$")
_OWN = re.compile(
    r"(?P<turn>(?:增加|减少|上升|下降|提高|降低|增长|提升|减|增)了?)?"
    r"(?P<number>\(?[-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?[ ]?[^0-9\s]{1,8}\)?)$"
)
# 3.4 贷款质量分析, 2022年度报告: titles that begin with a number.
_TITLE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2} [一-鿿]{3,}|(?:19|20)\d\d年[一-鿿]{3,}")
_NOTHING = frozenset({"", "-", "—", "——", "--", "/", "N/A", "n/a", "NA", "…", "...", "不适用", "*", "–"})
_TIME = re.compile(
    r"(?:19|20)[0-9]{2}(?: ?(?:[AEF]|年[一-鿿]{0,4}|年 ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?))?$|[0-9]{1,2}(?:[-—~至][0-9]{1,2})?月份?$|[1-4]季度$"
)
_BARS = re.compile(r"[-:| +]+$")
_WIDE = re.compile(r"\S+(?: \S+){0,20}")
_PAIR = re.compile(r"([^\s，。；,;:：0-9]{1,20}) ([-+(]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?\)?)$")
_LEAD = re.compile(r"(?P<no>n(?=[tx]*t))?(?P<names>(?:x*t){0,3}|[xyu])(?P<unit>u?)(?=[noyxu]*(?:nt)?$)")
_WORD = re.compile(r"\S+")
# 2023 年, 2023 年 6 月 30 日: a time is one head, whatever blanks are in it.
_HEAD = re.compile(
    r"(?:19|20)\d\d ?年(?:度|末|底)?(?: ?\d{1,2} ?[-—~至] ?\d{1,2} ?月| ?\d{1,2} ?月(?:末|底)?(?: ?\d{1,2} ?日)?)?(?= |$)|\S+"
)
_GROUPS = re.compile("(?:[一-鿿]{0,4}分类|类[别型]|分?行业|分?产品|分?地区|板块|业务|品种)")
_MOST_GROUPS = 2
_CELL = re.compile(r"[-+(]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?[%％)]{0,2}|[-—–]")
# 增加 2.26 个百分点 at the end of a row whose cells stand one blank apart, its unit maybe on the next line.
_MOVES = r"(?:增加|减少|上升|下降|提高|降低) ?(?P<number>[0-9][0-9.]{0,8} ?(?:个)?(?:百分点|pct)?)"
_MOVED = re.compile(_MOVES)
_WORDS = re.compile(rf"{_MOVES}(?= |$)|\S+")
_REST_OF_UNIT = re.compile(r"百?分点$")
# How a head goes on that the page's width has broken: (%) and 上年增减 behind 营业收入比.
_GOES_ON = re.compile(
    r"[(（][^()（）]{1,8}[)）]$|(?:上年|上期|去年|同期|期末|期初|增减|变动|比例|年增减)[^,，。;；]{0,8}$"
)
_BROKEN_OFF = re.compile("(?:[比较占]|[比较]上年|[比较]上期|同比|年同期|[(（][^()（）]*)$")
# 单位:百万元 over the names of the rows.
_UNIT_HEAD = re.compile(
    "[(（]?(?:金额)?单位[:：][^,，。;；:：]{1,12}|[(（](?:以|除|人民币|港币|美元)?[^()（）。]{0,12}[百千万亿]元[^()（）。]{0,14}[)）]"
)
# Cells that stand further apart than words do: 玉米    元/吨.
_PARTED = re.compile(r"\S\s{2,}\S")
_HEAD_PIECES = 14
_HEAD_LINES = 2
_LEAST_CELLS = 2
_MOST_NAMES = 3
_LONGEST_UNIT = 10
_LONGEST_COLUMN = 14
_SAYS = re.compile("[,，。;；:：!?！？]")
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Field:
    """A field without the blanks around it; ``number`` is its number with sign, brackets and own unit, without 减少."""

    span: Span
    kind: Kind
    number: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``bordered`` where tabs or bars part its fields. Empty fields behind the last full one are left out."""

    span: Span
    fields: tuple[Field, ...]
    bordered: bool

    @property
    def kinds(self) -> str:
        """A letter a field."""
        return "".join(field.kind for field in self.fields)

    @property
    def lead(self) -> re.Match[str] | None:
        """The fields in front of a row's numbers: a running number, up to three names, a unit; null where it is no row."""
        found = _LEAD.match(self.kinds)
        plain = found is not None and not found["no"] and found["names"].count("t") <= 1
        return found if found and (self.bordered or plain) else None

    @property
    def data(self) -> bool:
        """Whether the line is a row of numbers."""
        lead = self.lead
        return lead is not None and any(kind in "no" for kind in self.kinds[lead.end() :])

    @property
    def label(self) -> bool:
        """Whether the line is words alone, in one field."""
        return len(self.fields) == 1 and self.kinds in {"t", "u", "y"}


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold something, but for the rule under the head of a Markdown table."""
    folded = fold(text)
    found = _unbroken(folded, list(_read(text, folded)))
    for at, line in enumerate(found):
        row = _first_row(found, at + 1)
        yield _head_of(folded, line, row) if row is not None else line


def _first_row(lines: Sequence[Line], start: int) -> Line | None:
    """The first row at or behind ``start``, over the names of a group or two that stand above it."""
    for line in lines[start : start + _MOST_GROUPS + 1]:
        if line.data:
            return line
        if not line.label or len(line.span) > _LONGEST_COLUMN:
            break
    return None


def _unbroken(folded: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with the heads and last cells of a table in one piece where the width of the page has broken them."""
    done: list[Line] = []
    for line in lines:
        row = done[-1] if done else None
        if (
            row is not None
            and row.data
            and not row.bordered
            and _REST_OF_UNIT.fullmatch(line.span.quote(folded).strip())
        ):
            last = row.fields[-1]
            if last.kind == "o" and last.span.quote(folded).rstrip().endswith(("个", "個")):
                longer = Field(Span(last.span.start, line.span.end), "o", Span(last.number.start, line.span.end))
                done[-1] = Line(Span(row.span.start, line.span.end), (*row.fields[:-1], longer), bordered=False)
                continue
        if line.data and not line.bordered and len(line.fields) > _LEAST_CELLS + 1 and row is not None and not row.data:
            if not _part_two_heads(folded, done, len(line.fields) - 1):
                _join_head(folded, done, len(line.fields))
        done.append(line)
    return done


def _part_two_heads(folded: str, lines: list[Line], numbers: int) -> bool:
    """Part the last two lines where they are wide heads over the narrow ones of a row with so many numbers."""
    if len(lines) < _HEAD_LINES or any(line.bordered or line.data for line in lines[-2:]):
        return False
    upper, lower = (
        [Span(*word.span()) for word in _HEAD.finditer(folded, line.span.start, line.span.end)] for line in lines[-2:]
    )
    if not heads_each(len(upper), len(lower), numbers) or not all(_heads(word.quote(folded)) for word in upper + lower):
        return False
    for at, words in ((-2, upper), (-1, lower)):
        fields = tuple(_field(folded, word, first=False) for word in words)
        lines[at] = Line(lines[at].span, fields, bordered=False)
    return True


def heads_each(upper: int, lower: int, numbers: int) -> int:
    """How many narrow heads each wide one has, where those without any stand behind the others; 0 where they do not fit.

    >>> heads_each(3, 4, 5), heads_each(3, 4, 6)
    (2, 0)
    """
    return next(
        (
            each
            for each in (2, 3)
            if lower % each == 0 and 1 < lower // each <= upper and numbers == lower + upper - lower // each
        ),
        0,
    )


def _join_head(folded: str, lines: list[Line], width: int) -> None:
    """Put one line in the place of the last lines if they are the ``width`` heads of a row, broken to several lines."""
    words: list[tuple[Span, bool]] = []  # with whether it begins a line
    for count in range(1, min(_HEAD_PIECES, len(lines)) + 1):
        line = lines[-count]
        if line.bordered or line.data or _SAYS.search(line.span.quote(folded)) or len(line.fields) == width:
            return
        parts = [field.span for field in line.fields]
        if len(parts) == 1:
            parts = [Span(*word.span()) for word in _WORD.finditer(folded, line.span.start, line.span.end)]
        words[:0] = [(part, not at) for at, part in enumerate(parts)]
        heads = _rejoined(folded, words)
        if len(heads) == width:
            fields = tuple(_field(folded, head, first=not at) for at, head in enumerate(heads))
            lines[-count:] = [Line(Span(heads[0].start, heads[-1].end), fields, bordered=False)]
        if len(heads) >= width:
            return


def _rejoined(folded: str, words: Sequence[tuple[Span, bool]]) -> list[Span]:
    """The heads that the words make, those at the beginning of a line joined to what the line before broke off."""
    heads: list[Span] = []
    for word, begins in words:
        broken = heads and (_GOES_ON.fullmatch(word.quote(folded)) or _BROKEN_OFF.search(heads[-1].quote(folded)))
        if begins and broken:
            heads[-1] = Span(heads[-1].start, word.end)
        else:
            heads.append(word)
    return heads


def _head_of(folded: str, line: Line, row: Line) -> Line:
    """A line of as many words, one blank apart, as the row below it has fields is that row's head."""
    if len(line.fields) > 1 or not row.data or row.bordered or len(row.fields) <= _LEAST_CELLS:
        return line
    words = [Span(*word.span()) for word in _HEAD.finditer(folded, line.span.start, line.span.end)]
    if len(words) == len(row.fields) + 1 and _GROUPS.fullmatch(words[0].quote(folded)):
        words = words[1:]  # 行业分类 stands over the names of the groups
    if len(words) not in (len(row.fields) - 1, len(row.fields)) or not all(
        _heads(word.quote(folded)) or (not at and _UNIT_HEAD.fullmatch(word.quote(folded)))
        for at, word in enumerate(words)
    ):
        return line
    return Line(line.span, tuple(_field(folded, word, first=not at) for at, word in enumerate(words)), bordered=False)


def _read(text: str, folded: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        span = Span(start, start + len(raw))
        start += len(raw) + 1
        if raw.strip() and not ("|" in raw and _BARS.match(raw.strip())):
            pieces, bordered = _pieces(folded, span)
            fields = [_field(folded, piece, first=not at) for at, piece in enumerate(pieces)]
            while len(fields) > 1 and not len(fields[-1].span):
                fields.pop()
            yield Line(span, tuple(fields), bordered)


def value_of(number: str) -> Decimal | None:
    """The value of a number as a table prints it, null for anything else.

    >>> value_of("(1,250.5)"), value_of("12.5%")
    (Decimal('-1250.5'), None)
    """
    found = _NUMBER.match(fold(number))
    if not found:
        return None
    value = Decimal(found.group(3).replace(",", ""))
    return -value if found.group(1) or found.group(2) == "-" else value


def _pieces(folded: str, span: Span) -> tuple[list[Span], bool]:
    line = span.quote(folded)
    if len(line) > _LONGEST_LINE:
        return [span], False
    separator = "|" if "|" in line else "\t" if "\t" in line.strip() else None
    if separator:
        inner = line.strip().removeprefix("|").removesuffix("|") if separator == "|" else line
        at = span.start + line.index(inner)
        spans = []
        for piece in inner.split(separator):
            left = len(piece) - len(piece.lstrip())
            spans.append(Span(at + left, at + left + len(piece.strip())) if piece.strip() else Span(at, at))
            at += len(piece) + 1
        return spans, True
    if pair := _PAIR.match(line.strip()):
        offset = span.start + len(line) - len(line.lstrip())
        return [Span(offset + pair.start(group), offset + pair.end(group)) for group in (1, 2)], False
    if row := _narrow(line):
        return [Span(span.start + start, span.start + end) for start, end in row], False
    found = [(piece.start(), piece.end()) for piece in _WIDE.finditer(line)]
    numbers = any(_NUMBER.match(line[start:end]) for start, end in found[1:])
    if len(found) > 1 and not numbers and not all(_heads(line[start:end]) for start, end in found):
        left = len(line) - len(line.lstrip())
        found = [(left, left + len(line.strip()))]
    return [Span(span.start + start, span.start + end) for start, end in found], False


def _narrow(line: str) -> list[tuple[int, int]]:
    """The fields of a row whose cells stand one blank apart: words, then two numbers or more to its end; empty for any other line."""
    words = [(word.start(), word.end()) for word in _WORDS.finditer(line)]
    numbers = 0
    while numbers < len(words) and _is_cell(line, *words[-1 - numbers]):
        numbers += 1
    names = words[: len(words) - numbers]
    if _PARTED.search(line, 0, words[len(names)][0] if numbers else len(line)):
        return []
    if numbers < _LEAST_CELLS or not 1 <= len(names) <= _MOST_NAMES or _SAYS.search(line[: words[-numbers][0]]):
        return []
    unit = names[-1] if len(names) > 1 and _is_unit(line[slice(*names[-1])]) else None
    named = (names[0][0], names[-2][1] if unit else names[-1][1])
    return [named, *([unit] if unit else []), *words[-numbers:]]


def _is_cell(line: str, start: int, end: int) -> bool:
    """A number, nothing, or 增加3.93个百分点."""
    return _CELL.fullmatch(line, start, end) is not None or _MOVED.fullmatch(line, start, end) is not None


def _is_unit(word: str) -> bool:
    """GWh, 万元: a word of a column of units, which no property is called."""
    return len(word) <= _LONGEST_UNIT and parse(word) is not None and not word.strip("()（）%％").isdigit()


def _heads(piece: str) -> bool:
    """A word or two that may stand over a column: no part of a sentence, no label with what it labels, no half of 粮  食."""
    return 1 < len(piece) <= _LONGEST_COLUMN and not _SAYS.search(piece)


def _field(folded: str, span: Span, *, first: bool) -> Field:
    text = span.quote(folded)
    if text in _NOTHING:
        return Field(span, "x", span)
    if _TIME.match(text):
        return Field(span, "y", span)
    moved = _MOVED.fullmatch(text)
    if moved:
        return Field(span, "o", Span(span.start + moved.start("number"), span.end))
    number = _NUMBER.match(text)
    if number and bool(number.group(1)) == bool(number.group(4)):
        return Field(span, "n", span)
    if (own := _OWN.match(text)) and not _TITLE.match(text):
        return Field(span, "o", Span(span.start + own.start("number"), span.end))
    # Only a column of units, never the first one, needs to be told from text.
    unit = not first and len(text) <= _LONGEST_UNIT and parse(text)
    return Field(span, "u" if unit else "t", span)
