"""Word boundaries and part-of-speech tags of a text, computed once and looked up by position."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a folded text in order; ``starts[i]`` is where word ``i`` begins."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]

    def index(self, position: int) -> int:
        """Number of the word that holds ``position``; -1 in front of the first."""
        return bisect_right(self.starts, position) - 1

    def span(self, index: int) -> Span:
        start = self.starts[index]
        return Span(start, start + len(self.words[index]))

    def __len__(self) -> int:
        return len(self.words)


def tokenize(folded: str) -> Tokens:
    """Words and tags; the words joined are the text.

    >>> tokens = tokenize("惠及农村学生")
    >>> tokens.words[tokens.index(4)], tokens.tags[tokens.index(4)]
    ('学生', 'n')
    """
    pairs = rjieba.tag(folded) if folded else []
    if not pairs:
        return Tokens((), (), ())
    words, tags = zip(*pairs, strict=True)
    return Tokens(words, tags, tuple(accumulate(map(len, words[:-1]), initial=0)))
