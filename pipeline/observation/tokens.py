"""Words with part-of-speech tags and their places, from rjieba, once per document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import rjieba

from pipeline.declarations import read
from pipeline.model import Span

_LONG = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word; ``tag`` follows the ICTCLAS letters (n noun, v verb, ns place, nt organisation, m number …)."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of a text in order; look-ups by position take logarithmic time."""

    all: tuple[Token, ...]
    starts: tuple[int, ...]

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
    """A document's text twice, character for character: folded for matching, and as printed for quoting."""

    text: str
    printed: str
    tokens: Tokens

    def quote(self, span: Span | None) -> str | None:
        """The printed characters of a span; null for none and for an empty one."""
        return span.quote(self.printed) if span is not None and len(span) else None


@cache
def _tagger() -> rjieba.Jieba:
    """The tagger with the words of reports that its dictionary lacks, and the names of coded metrics.

    Names in 规模 stay cut: 贷款规模 is the 规模 of 贷款.
    """
    tagger = rjieba.Jieba()
    for tag, words in read("vocabulary/context.yml")["words"].items():
        for word in words:
            tagger.add_word(word, None, tag)
    for *_, surfaces in read("vocabulary/metrics.yml").values():
        for surface in surfaces:
            known = len(surface) < _LONG or surface.isascii() or rjieba.has_word(surface)
            if not known and not surface.endswith("规模"):
                tagger.add_word(surface, None, "n")
    return tagger


def tokenize(text: str) -> Tokens:
    """Cut the (folded) text into words.

    >>> [(token.start, token.text) for token in tokenize("费用率降低").all]
    [(0, '费用率'), (3, '降低')]
    """
    found = []
    at = 0
    for word, tag in _tagger().tag(text):
        found.append(Token(at, at + len(word), word, tag))
        at += len(word)
    return Tokens(tuple(found), tuple(token.start for token in found))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[tuple[str, str], ...]:
    """Word and tag of every word of a short text by itself."""
    return tuple(_tagger().tag(text))
