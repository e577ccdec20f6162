"""The words of a text with their parts of speech and places, and the text itself, folded and as printed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import Span

# Names are counted so far, so that a text of any length is read in time that grows with it.
_COUNTED = 200_000


class Token(NamedTuple):
    """A word; ``tag`` follows the ICTCLAS letters (n noun, v verb, ns place, nt organisation, m number …).

    A tuple, since a text has hundreds of thousands and frozen dataclasses take twice as long to make.
    """

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of a text in order; look-ups by position take logarithmic time.

    ``peeled`` remembers the phrases of the text that were peeled once: several rules ask for the same clause.
    """

    all: tuple[Token, ...]
    starts: tuple[int, ...]
    peeled: dict[Span, Span] = field(default_factory=dict, compare=False, repr=False)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The words that lie wholly inside the span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        while last > first and self.all[last - 1].end > span.end:
            last -= 1
        return self.all[first:last]

    def at(self, position: int) -> Token | None:
        """The word that covers the position."""
        index = bisect_right(self.starts, position) - 1
        return self.all[index] if index >= 0 and position < self.all[index].end else None


@dataclass(frozen=True, slots=True)
class Script:
    """A document's text twice, character for character: folded for matching, and as printed for quoting.

    ``run_together`` says that its line breaks are gone, see :mod:`pipeline.observation.doubts`.
    """

    text: str
    printed: str
    tokens: Tokens
    run_together: bool = False
    counts: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def quote(self, span: Span | None) -> str | None:
        """The printed characters of a span; null for none and for an empty one."""
        return span.quote(self.printed) if span is not None and len(span) else None

    def times(self, name: str) -> int:
        """How often the printed text has the name, in its first 200,000 characters."""
        found = self.counts.get(name)
        if found is None:
            found = self.counts[name] = self.printed.count(name, 0, _COUNTED)
        return found
