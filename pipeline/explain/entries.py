"""Where the vocabularies hold the words that a text prints; an entry is written ``file.yml key: word``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.declarations import read
from pipeline.model import Span
from pipeline.text.fold import fold

_AROUND = 8


@cache
def words_of_file(file: str) -> tuple[tuple[str, str], ...]:
    """Every word of a vocabulary with the key of the list that holds it, the longest first."""
    found = set(_walk(read(f"vocabulary/{file}.yml"), ""))
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _walk(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """The words below a key; an entry of a list of units goes by its code."""
    if isinstance(value, str):
        yield value, key
    elif isinstance(value, Mapping):
        if "surfaces" in value:
            yield from _walk(value["surfaces"], str(value["code"]))
        else:
            for name, inner in value.items():
                yield from _walk(inner, f"{key}.{name}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, key)


def holding(word: str, *files: str) -> tuple[str, ...]:
    """Where the vocabularies hold exactly this word."""
    same = {word, fold(word)}
    return tuple(f"{file}.yml {key}: {held}" for file in files for held, key in words_of_file(file) if held in same)


def within(stretch: str, file: str, keys: Sequence[str] | None = None) -> tuple[str, ...]:
    """The words of a vocabulary in a stretch of folded text, in its order; a word inside a longer one does not count."""
    taken: dict[int, tuple[int, str]] = {}
    for word, key in words_of_file(file):
        asked = keys is None or any(key == each or key.startswith(f"{each}.") for each in keys)
        at = stretch.find(word) if word and asked else -1
        if at >= 0 and all(at >= end or at + len(word) <= start for start, (end, _) in taken.items()):
            taken[at] = at + len(word), f"{file}.yml {key}: {word}"
    return tuple(entry for _, (_, entry) in sorted(taken.items()))


def ending(phrase: str | None, file: str, key: str) -> tuple[str, ...]:
    """The longest word of a list that ends the phrase, else the longest one in it."""
    folded = fold(phrase or "")
    held = [word for word, name in words_of_file(file) if name == key]
    ending = next((word for word in held if folded.endswith(word)), None)
    inside = ending or next((word for word in held if word in folded), None)
    return (f"{file}.yml {key}: {inside}",) if inside else ()


def excluded(text: str, span: Span) -> tuple[str, ...]:
    """The exclusions whose word covers a character of the number."""
    start = max(0, span.start - _AROUND)
    held = []
    for word, key in words_of_file("exclusions"):
        at = text.find(word, start)
        while at >= 0 and not Span(at, at + len(word)).overlaps(span):
            at = text.find(word, at + 1)
        if at >= 0:
            held.append(f"exclusions.yml {key}: {word}")
    return tuple(held)
