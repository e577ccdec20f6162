"""Word lists of the language as compiled alternations, the longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.declarations import read


@cache
def words(name: str) -> tuple[str, ...]:
    """A list by ``file.key``, longest first, ``words("change.up")`` for example."""
    file, _, key = name.partition(".")
    return tuple(sorted(set(read(f"vocabulary/{file}.yml")[key]), key=lambda word: (-len(word), word)))


def alternation(*names: str) -> str:
    """The words of all the lists as one regular expression source without groups of its own."""
    found: Iterable[str] = {word for name in names for word in words(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
