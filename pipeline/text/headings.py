"""Headings of texts without a dotted outline: lines that stand alone and name what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.text.furniture import lines

_MARKS = (
    (1, re.compile(r"第 ?[一二三四五六七八九十0-9]{1,3} ?[章篇编編部]分?")),
    (2, re.compile(r"第 ?[一二三四五六七八九十0-9]{1,3} ?[节節]")),
    (3, re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")),
    (4, re.compile(r"[（(] ?[一二三四五六七八九十]{1,3} ?[）)]")),
    (5, re.compile(r"[0-9]{1,2}(?:[、．]|[.](?![0-9]))")),
    (6, re.compile(r"[（(] ?[0-9]{1,2} ?[）)]")),
)
_PLAIN = 7
_HASHES = re.compile(r"(#{1,6})[ \t]+")
_STOP = re.compile("[。！？!?]")
_CLOSED = re.compile("[。！？!?；;：:][”’\"')）】》*]{0,4}\\Z")
_COUNTED = re.compile("[0-9０-９]")
_NOT_A_NAME = re.compile("[,，。;；:：!！?？|=<>\t]")
#: Longer lines are text, however they begin. A marked heading may be a sentence; a plain one is a few words.
_MARKED = 60
_BARE = 24
#: A line of text, as against a heading or a cell.
_TEXT = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens what follows it; ``rank`` orders the kinds of mark, the least being the highest."""

    span: Span
    label: Span
    title: Span
    rank: int


def headings(text: str) -> list[Heading]:
    r"""The headings of the text, in order: ``### 市场``, ``一、综合``, ``（二）消费``, and short plain lines above a paragraph.

    >>> text = "一、综合\n全年生产总值比上年增长百分之六，增速比上年同期有所加快，结构继续优化。\n"
    >>> [heading.title.quote(text) for heading in headings(text)]
    ['综合']
    """
    rows = [row for row in lines(text) if row.quote(text).strip()]
    found: list[Heading] = []
    for index, row in enumerate(rows):
        following = rows[index + 1].quote(text).strip() if index + 1 < len(rows) else ""
        before = rows[index - 1].quote(text).strip() if index else ""
        heading = _marked(text, row, following) or _plain(text, row, before, following)
        if heading:
            found.append(heading)
    return found


def _visible(text: str, row: Span) -> Span:
    start, end = row.start, row.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _marked(text: str, row: Span, following: str) -> Heading | None:
    line = _visible(text, row)
    hashes = _HASHES.match(text, line.start, line.end)
    if hashes:
        label = Span(line.start, hashes.end())
        return Heading(line, label, _title(text, label.end, line.end), len(hashes[1]) - 6)
    if len(line) > _MARKED or not following:
        return None
    start = line.start + (2 if text.startswith("**", line.start) else 0)
    for rank, mark in _MARKS:
        match = mark.match(text, start, line.end)
        if not match:
            continue
        title = _title(text, match.end(), line.end)
        printed = title.quote(text)
        if not printed or _STOP.search(printed):
            return None
        # Items of a list begin as headings do; they are longer, hold figures, or stand above the next item.
        if rank >= 5 and (
            _NOT_A_NAME.search(printed) or len(printed) > _BARE or _is_item(following, mark) or len(following) < _TEXT
        ):
            return None
        return Heading(line, Span(match.start(), match.end()), title, rank)
    return None


def _is_item(following: str, mark: re.Pattern[str]) -> bool:
    return bool(mark.match(following))


def _plain(text: str, row: Span, before: str, following: str) -> Heading | None:
    """A few words alone on a line, below the end of a paragraph and above the beginning of another."""
    line = _visible(text, row)
    printed = line.quote(text)
    if not 2 <= len(printed) <= _BARE or _NOT_A_NAME.search(printed) or text[row.start].isspace():
        return None
    if sum(char.isalpha() for char in printed) < 2 or printed[0] in "*#-•·(（[【" or _COUNTED.match(printed[-1]):
        return None
    if (
        before
        and not _CLOSED.search(before)
        and len(before) > len(printed)
        and len(before) < _TEXT
        and "\t" not in before
    ):
        return None
    if len(following) < _TEXT or "\t" in following or not _NOT_A_NAME.search(following):
        return None
    return Heading(line, Span(line.start, line.start), line, _PLAIN)


def _title(text: str, start: int, end: int) -> Span:
    """The title without the emphasis and the stop around it."""
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*。：:"):
        end -= 1
    return Span(start, end)


def levels(found: Sequence[Heading]) -> Iterator[int]:
    """Depth of each heading, from 1: kinds of mark are ranked among those that the text uses."""
    ranks = sorted({heading.rank for heading in found})
    return (ranks.index(heading.rank) + 1 for heading in found)
