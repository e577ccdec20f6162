"""The lines of a text as fields, and what each field holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.model import Span
from pipeline.quantity.headers import parse
from pipeline.quantity.width import fold

Kind = Literal["n", "o", "y", "x", "u", "t"]
"""n number, o number with its own unit, y time, x nothing, u unit, t text."""

# 其中：|主营业务收入: what the row is one of.
_OF_WHICH = re.compile("(?:其中|减|加)[:：] ?")
_NUMBER = re.compile(r"(\()?([-+]?)((?:[0-9]{1,3}(?:,[0-9]{3}){1,8}|[0-9]{1,15})(?:\.[0-9]{1,10})?)(\))?$")
_OWN = re.compile(
    r"(?P<turn>(?:增加|减少|上升|下降|提高|降低|增长|提升|减|增)了?)?"
    r"(?P<number>\(?[-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?[ ]?[^0-9\s]{1,8}\)?)$"
)
# 3.4 贷款质量分析, 2022年度报告: titles that begin with a number.
_TITLE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2} [一-鿿]{3,}|(?:19|20)\d\d年[一-鿿]{3,}")
_NOTHING = frozenset({"", "-", "—", "——", "--", "/", "N/A", "n/a", "NA", "…", "...", "不适用", "*", "–"})
_TIME = re.compile(
    r"[二一][〇零○九八一二][〇零○一二三四五六七八九]{2}年(?:度|末|底)?$|(?:19|20)[0-9]{2}(?: ?(?:[AEF]|年[一-鿿]{0,4}|年 ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?))?$|[0-9]{1,2}(?:[-—~至][0-9]{1,2})?月份?$|[1-4]季度$"
)
_BARS = re.compile(r"[-:| +]+$")
_WIDE = re.compile(r"\S+(?: \S+){0,20}")
_PAIR = re.compile(r"([^\s，。；,;:：0-9]{1,20}) ([-+(]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?\)?)$")
_LEAD = re.compile(r"(?P<no>n(?=[tx]*t))?(?P<names>(?:x*t){0,3}|[xyu])(?P<unit>u?)(?=[noyxu]*(?:nt)?$)")
_CELL = re.compile(r"[-+(]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?(?:[%％)]{0,2}|pp|pct|bps?|倍|个百分点)|[-—–]")
# 增加 2.26 个百分点 at the end of a row whose cells stand one blank apart, its unit maybe on the next line.
_MOVES = r"(?:增加|减少|上升|下降|提高|降低) ?(?P<number>[0-9][0-9.]{0,8} ?(?:个)?(?:百分点|pct)?)"
_MOVED = re.compile(_MOVES)
_WORDS = re.compile(rf"{_MOVES}(?= |$)|\S+")
# Cells that stand further apart than words do: 玉米    元/吨.
_PARTED = re.compile(r"\S\s{2,}\S")
LEAST_CELLS = 2
_MOST_NAMES = 3
_LONGEST_UNIT = 10
LONGEST_COLUMN = 14
SAYS = re.compile("[,，。;；:：!?！？]")
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


def read(text: str, folded: str) -> Iterator[Line]:
    """The lines of the text, as printed and folded, that hold something; no rule under the head of a Markdown table."""
    start = 0
    for raw in text.split("\n"):
        span = Span(start, start + len(raw))
        start += len(raw) + 1
        if raw.strip() and not ("|" in raw and _BARS.match(raw.strip())):
            pieces, bordered = _pieces(folded, span)
            fields = [field_of(folded, piece, first=not at) for at, piece in enumerate(pieces)]
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
    if len(found) > 1 and not numbers and not all(may_head(line[start:end]) for start, end in found):
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
    if (
        numbers < LEAST_CELLS
        or not 1 <= len(names) <= _MOST_NAMES
        or SAYS.search(_OF_WHICH.sub("", line[: words[-numbers][0]], count=1))
    ):
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


def may_head(piece: str) -> bool:
    """A word or two that may stand over a column: no part of a sentence, no label with what it labels, no half of 粮  食."""
    return 1 < len(piece) <= LONGEST_COLUMN and not SAYS.search(piece)


def field_of(folded: str, span: Span, *, first: bool) -> Field:
    """What the field at the span holds; the ``first`` of its line is no unit."""
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
