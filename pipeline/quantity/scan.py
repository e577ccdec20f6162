"""One walk over the text: numerals with sign, unit and kind, and the numbers that are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Skipped, Span
from pipeline.quantity import amounts, exclude, fractions, names, shares
from pipeline.quantity.found import Found
from pipeline.quantity.numerals import CHINESE_CLASS, numeral
from pipeline.quantity.source import Source

_START = re.compile(rf"[0-9{CHINESE_CLASS}几数半翻过对打]|(?<!\.)\.(?=[0-9])")


def walk(source: Source, excluded: Sequence[Skipped]) -> Iterator[Found | Skipped]:
    """All numbers in order: read, or passed over with a reason. ``excluded`` stretches, in order, are passed over whole."""
    at, block = 0, 0
    size = len(source.folded)
    while at < size:
        start = _START.search(source.folded, at)
        if start is None:
            break
        at = start.start()
        while block < len(excluded) and excluded[block].span.end <= at:
            block += 1
        if block < len(excluded) and excluded[block].span.start <= at:
            yield excluded[block]
            at = excluded[block].span.end
            continue
        limit = excluded[block].span.start if block < len(excluded) else size
        step = _read(source, at)
        if step is None:
            at += 1
        elif isinstance(step, Found) and step.number_end > limit:
            at = max(limit, at + 1)
        else:
            yield step
            at = max(at + 1, step.end if isinstance(step, Found) else step.span.end)


def _read(source: Source, at: int) -> Found | Skipped | None:
    folded = source.folded
    char = folded[at]
    if char == "翻":
        return shares.doubling(source, at)
    if char in "半一过对" and (half := shares.half(source, at)):
        return half
    if char in "半过对打翻":
        return None
    if char in "百佰千仟" and (share := shares.share(source, at)):
        return share
    word = exclude.word_around(folded, at) if char in CHINESE_CLASS else None
    number = numeral(folded, at)
    if number is None:
        return Skipped(Span(at, word.end), "word") if word else None
    found = fractions.fraction(source, number) or fractions.ratio(source, number) or amounts.plain(source, number)
    # 一点 is a word, 一点五亿 is not; 三公 is one, 三公里 is not.
    reach = 0 if not isinstance(found, Found) else number.end if found.unit_text in names.nouns() else found.end
    if word and reach <= word.end and not _minutes(source, word, at):
        end = max(word.end, found.span.end) if isinstance(found, Skipped) else word.end
        return Skipped(Span(at, end), "word")
    return found


def _minutes(source: Source, word: Span, at: int) -> bool:
    """两小时十分: behind hours 十分 counts minutes."""
    return word.quote(source.folded) == "十分" and source.folded[at - 1 : at] == "时"
