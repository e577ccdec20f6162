"""Where a text speaks of a time, and which; which figure it governs is decided elsewhere. Periods are in SDMX-like notation."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Span
from pipeline.observation import minguo
from pipeline.observation.expressions import RULES
from pipeline.observation.stamps import Stamp

_COMPILED = tuple((kind, re.compile(source), make) for kind, source, make in RULES)
_SHORT = 200
_NAME_YEAR = re.compile(r"《[^》]{0,80}》")
# 2024 年 8 月 16 日, 7 月末: PDFs print such spaces, which part no time.
_SPACED = re.compile(
    r"(?<=[\d一二三四五六七八九十〇零上前])[ \u00a0](?=[年月日号季])|(?<=[年月]) (?=[\d一二三四上下前末底初])|(?<=\d) (?=财年)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed expression of time; ``kind`` names the rule that read it."""

    span: Span
    stamp: Stamp
    kind: str


def mentions(text: str, span: Span) -> list[Mention]:
    """Every expression of time that lies in ``text[span]``, in order and without overlap, the longest at each place.

    Titles in 《》 are passed over: a year inside a name dates nothing. The text is read once, however many spans are asked for.
    """
    starts, found = _index(text) if len(text) > _SHORT else _scan(text)
    first = bisect_left(starts, span.start)
    last = bisect_left(starts, span.end, first)
    return [mention for mention in found[first:last] if mention.span.end <= span.end]


def _scan(text: str) -> tuple[list[int], list[Mention]]:
    """The mentions of a text and where each starts, read without the spaces inside a time."""
    spaces = {match.start() for match in _SPACED.finditer(text)}
    if not spaces:
        return _read(text)
    places = [at for at in range(len(text)) if at not in spaces]
    _, found = _read("".join(text[at] for at in places))
    placed = [
        Mention(Span(places[mention.span.start], places[mention.span.end - 1] + 1), mention.stamp, mention.kind)
        for mention in found
    ]
    return [mention.span.start for mention in placed], placed


def _read(text: str) -> tuple[list[int], list[Mention]]:
    masked = [match.span() for match in _NAME_YEAR.finditer(text)]
    found: list[tuple[int, int, int, Mention]] = []
    rules = (*minguo.RULES, *_COMPILED) if minguo.TAIWANESE.search(text) else _COMPILED
    for rank, (kind, pattern, make) in enumerate(rules):
        for match in pattern.finditer(text):
            start, end = match.span()
            found.append((start, -end, rank, Mention(Span(start, end), make(match), kind)))
    found.sort(key=lambda entry: entry[:3])
    chosen: list[Mention] = []
    at = mask = 0
    for start, end, _, mention in found:
        while mask < len(masked) and masked[mask][1] <= start:
            mask += 1
        inside = mask < len(masked) and masked[mask][0] < -end
        if start >= at and not inside:
            chosen.append(mention)
            at = -end
    return [mention.span.start for mention in chosen], chosen


@lru_cache(maxsize=4)
def _index(text: str) -> tuple[list[int], list[Mention]]:
    return _scan(text)
