"""Words with their parts of speech, by position."""

from __future__ import annotations

import re
from typing import NamedTuple

import rjieba

_SURROGATES = re.compile("[\ud800-\udfff]")


class Word(NamedTuple):
    """A word of the text it was cut from: ``text[start:end]``, and its part of speech as the jieba dictionary tags it.

    A tuple, since a text has hundreds of thousands and frozen dataclasses take three times as long to make.
    """

    start: int
    end: int
    text: str
    tag: str


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; positions count in ``text``. Together they cover the slice without a gap.

    >>> [(word.text, word.tag, word.start) for word in words("约为3亿元", 1)]
    [('为', 'p', 1), ('3', 'm', 2), ('亿元', 'm', 3)]
    """
    part = _SURROGATES.sub("\ufffd", text[start:end])
    found: list[Word] = []
    at = start
    for word, tag in rjieba.tag(part):
        found.append(Word(at, at + len(word), word, tag))
        at += len(word)
    return found
