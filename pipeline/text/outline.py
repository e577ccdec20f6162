"""The outline: headings, what they are called, and what each of them opens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.model import Section, Span
from pipeline.text.furniture import BREAKS
from pipeline.text.headings import headings, levels
from pipeline.text.numbering import Label
from pipeline.text.titles import alone, title_end


def outline(text: str, labels: Sequence[Label], breaks: Sequence[int] = ()) -> tuple[Section, ...]:
    """The sections of the clean text.

    ``labels`` are its dotted heading numbers; ``breaks`` the positions in it, in order, where furniture was taken out. A
    text without dotted numbers has the headings that :func:`~pipeline.text.headings.headings` finds, without a number.
    """
    return _numbered(text, labels, breaks) if labels else _unnumbered(text)


def _numbered(text: str, labels: Sequence[Label], breaks: Sequence[int]) -> tuple[Section, ...]:
    stops = [label.span.start for label in labels[1:]] + [len(text)]
    spans = [_line(text, label.span.end, stop) for label, stop in zip(labels, stops, strict=True)]
    whole = alone([line.quote(text) for line in spans])
    found: list[Section] = []
    for label, line, stop in zip(labels, spans, stops, strict=True):
        inside = breaks[bisect_left(breaks, line.start) : bisect_right(breaks, line.end)]
        end = line.end if whole and len(line) <= _LONGEST_LINE else title_end(text, line.start, line.end, inside)
        while end > line.start and text[end - 1].isspace():
            end -= 1
        found.append(
            Section(
                number=".".join(map(str, label.number)),
                level=len(label.number),
                title=text[line.start : end].strip("*：: \t"),
                label=label.span,
                heading=Span(label.span.start, end),
                body=Span(end, stop),
            )
        )
    return tuple(found)


_LONGEST_LINE = 60


def _line(text: str, start: int, stop: int) -> Span:
    """The rest of a line behind a number, spaces in front left out."""
    while start < stop and text[start] in " \t\u3000.．、":
        start += 1
    end = start
    while end < stop and text[end] not in BREAKS:
        end += 1
    return Span(start, end)


def _unnumbered(text: str) -> tuple[Section, ...]:
    found = headings(text)
    stops = [heading.span.start for heading in found[1:]] + [len(text)]
    return tuple(
        Section(
            number="",
            level=level,
            title=heading.title.quote(text),
            label=heading.label,
            heading=heading.span,
            body=Span(heading.span.end, stop),
        )
        for heading, level, stop in zip(found, levels(found), stops, strict=False)
    )
