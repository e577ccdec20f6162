"""Words that stand between who and the property's word, and belong to the property: 平均, 年末, 专利申请."""

from __future__ import annotations

from pipeline.observation.tokens import Tokens
from pipeline.observation.words import words

MODIFIERS = frozenset(words("measures.modifiers"))
_LONGEST = max(map(len, MODIFIERS))


def composed(word: str) -> bool:
    """A modifier, or a word made of two: 专利申请."""
    return word in MODIFIERS or any(word[:cut] in MODIFIERS and word[cut:] in MODIFIERS for cut in range(1, len(word)))


def longest_before(text: str, floor: int, end: int, tokens: Tokens) -> int | None:
    """Where the longest listed modifier of two characters or more begins that ends at ``end`` and cuts no word."""
    for size in range(min(_LONGEST, end - floor), 1, -1):
        if text[end - size : end] in MODIFIERS:
            word = tokens.at(end - size)
            if word is None or word.start == end - size or composed(word.text):
                return end - size
    return None
