"""A text cut into words, once per document."""

from __future__ import annotations

from pipeline.observation.recurring import with_recurring_names
from pipeline.observation.tagging import tagged
from pipeline.observation.tokens import Token, Tokens


def tokenize(text: str) -> Tokens:
    """Cut the (folded) text into words.

    >>> [(token.start, token.text) for token in tokenize("费用率降低").all]
    [(0, '费用率'), (3, '降低')]
    """
    found = []
    at = 0
    for word, tag in tagged(text):
        found.append(Token(at, at + len(word), word, tag))
        at += len(word)
    found = with_recurring_names(text, found)
    return Tokens(tuple(found), tuple(token.start for token in found))
