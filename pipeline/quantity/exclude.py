"""Numbers that are no quantities, found once a text: years, dates, times, ordinals, labels, codes, addresses, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Skipped, Span
from pipeline.quantity import codes, dates, ordinals
from pipeline.quantity.written import Excluded, First
from pipeline.vocabulary import exclusions

# Where two begin at one place the first listed wins.
_ALL = (
    codes.ADDRESSES, codes.CODES, codes.LABELLED, codes.LATIN_LABELLED, codes.STANDARDS, codes.TITLES, codes.NAMES, codes.PROPORTIONS,
    dates.DIGITS, dates.RUN_TOGETHER, dates.LETTERS, dates.WORDS, dates.TIMES, dates.TIMES_IN_WORDS, ordinals.PAGES, ordinals.LABELS,
    ordinals.LATIN_LABELS, ordinals.FEET, ordinals.RANKS, ordinals.LATIN_RANKS, ordinals.ORDINALS, ordinals.MARKS, ordinals.BRACKETED,
)  # fmt: skip
_WORDS = "".join(sorted({word[0] for key in ("labels", "codes") for word in exclusions(key) if not word.isascii()}))
_FIRST: dict[First, str] = {
    "digit": "(?=[0-9])(?<![0-9])",
    "inner_digit": "(?=[12])(?<=[0-9])",
    "letter": "(?=[A-Za-z])(?<![A-Za-z])",
    "other": rf"(?=[{_WORDS}零〇一二两三四五六七八九十多百千正腊第前首半排位倒《双民光乾康昭平令初大年星礼周上中下凌清傍早晚深时今请敬\[〔【( \t])",
}


def _pattern(excluded: Sequence[Excluded]) -> re.Pattern[str]:
    """One pattern of all; most characters begin none of them, and those that do begin only some."""
    branches: list[str] = []
    for first, opening in _FIRST.items():
        groups = [
            f"(?P<{group.reason}_{number}_{first}>{'|'.join(group.patterns)})"
            for number, group in enumerate(excluded)
            if first in group.first
        ]
        branches.append(f"{opening}(?:{'|'.join(groups)})")
    return re.compile("|".join(branches), re.MULTILINE)


_PATTERN = _pattern(_ALL)


@cache
def _words() -> tuple[frozenset[str], int]:
    words = frozenset(exclusions("words"))
    return words, max(map(len, words))


def word_around(folded: str, position: int) -> Span | None:
    """The longest word of the exclusion list that covers ``position``, beginning at most four characters in front.

    >>> word_around("进一步统一标准", 4)
    Span(start=3, end=5)
    """
    words, longest = _words()
    best: Span | None = None
    for start in range(max(0, position - 4), position + 1):
        for end in range(min(len(folded), start + longest), position, -1):
            if folded[start:end] in words:
                if best is None or end - start > len(best):
                    best = Span(start, end)
                break
    return best


def find(folded: str, skip: Sequence[tuple[Span, str]] = ()) -> tuple[Skipped, ...]:
    """Every excluded stretch in order, without overlap; ``skip`` adds stretches that the caller knows, and they win."""
    known = sorted(skip, key=lambda pair: (pair[0].start, -pair[0].end))
    merged: list[Skipped] = []
    for piece in _merge(known, _matches(folded)):
        if not merged or piece.span.start >= merged[-1].span.end:
            merged.append(piece)
    return tuple(merged)


def _matches(folded: str) -> Iterator[Skipped]:
    for found in _PATTERN.finditer(folded):
        reason = str(found.lastgroup).partition("_")[0]
        start, end = found.span()
        if reason == "time" and "比" in folded[max(0, start - 5) : start] + folded[end : end + 3]:
            # 比例为1:15 and 1:15的比例 are ratios.
            continue
        if reason == "date" and folded[end - 1] == "A" and "电" in folded[max(0, start - 6) : start]:
            # 额定电流16A is no year.
            continue
        yield Skipped(Span(start, end), reason)


def _merge(known: Sequence[tuple[Span, str]], found: Iterator[Skipped]) -> Iterator[Skipped]:
    taken = [Skipped(span, reason) for span, reason in known if len(span)]
    ends = [piece.span for piece in taken]
    at = 0
    for piece in found:
        while at < len(taken) and taken[at].span.start <= piece.span.start:
            yield taken[at]
            at += 1
        if any(piece.span.overlaps(span) for span in ends[max(0, at - 1) : at + 1]):
            continue
        yield piece
    yield from taken[at:]
