"""What every grammar of this room reads from."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quantity.tokens import Tokens, tokenize
from pipeline.quantity.width import fold


@dataclass(frozen=True, slots=True)
class Source:
    """A text as printed, folded, and as words; offsets hold in all three."""

    text: str
    folded: str
    tokens: Tokens


def source_of(text: str) -> Source:
    """Fold and tokenize once.

    >>> source_of("３萬人").folded
    '3万人'
    """
    folded = fold(text)
    return Source(text, folded, tokenize(folded))
