"""A phrase that lists names, cut at its marks."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.phrases import peel

SEPARATELY = re.compile("分别|依次|依序|各")
_NAMES = re.compile("、|/|以及|和|及|与|,")


def pieces_of(text: str, phrase: Span) -> list[Span]:
    """The names between the marks of the phrase, peeled, the empty ones left out."""
    found: list[Span] = []
    at = phrase.start
    for mark in [*_NAMES.finditer(text, phrase.start, phrase.end), None]:
        end = mark.start() if mark else phrase.end
        piece = peel(text, Span(at, end)) if end > at else Span(at, at)
        if len(piece):
            found.append(piece)
        at = mark.end() if mark else end
    return found


def names_of(names: str | None) -> list[str]:
    """The same of a name that was read already."""
    return [name for name in _NAMES.split(names or "") if name]
