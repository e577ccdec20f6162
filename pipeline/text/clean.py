"""Taking characters out of a text without losing the way back to the raw file."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Clean, Span


def whole(raw: str) -> Clean:
    """The raw text as it is, nothing taken out yet."""
    return Clean(raw=raw, text=raw, offsets=tuple(range(len(raw))))


def without(clean: Clean, spans: Iterable[Span]) -> Clean:
    """The text less some spans of it, in any order; they may touch and overlap.

    >>> less = without(whole("1.8万亿第7页共19页元"), [Span(5, 12)])
    >>> less.text, less.offsets[-1]
    ('1.8万亿元', 12)
    """
    texts: list[str] = []
    offsets: list[int] = []
    at = 0
    for span in sorted(spans):
        if span.start > at:
            texts.append(clean.text[at : span.start])
            offsets.extend(clean.offsets[at : span.start])
        at = max(at, span.end)
    if not texts and at == 0:
        return clean
    texts.append(clean.text[at:])
    offsets.extend(clean.offsets[at:])
    return Clean(raw=clean.raw, text="".join(texts), offsets=tuple(offsets))
