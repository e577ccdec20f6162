"""Words that stand between who and the property's word, and belong to the property: 平均, 年末, 专利申请."""

from __future__ import annotations

import re

from pipeline.observation.tokens import Tokens
from pipeline.observation.words import words

MODIFIERS = frozenset(words("measures.modifiers"))
_JOINTS = re.compile("[及和与、]")
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


def are_joined(words: str) -> bool:
    """销售及市场推广, 一般和行政: two modifiers or more, and nothing else.

    >>> are_joined("销售及管理"), are_joined("销售"), are_joined("苹果和销售")
    (True, False, False)
    """
    parts = _JOINTS.split(words)
    return len(parts) > 1 and all(composed(part) for part in parts)
