"""Names that only the whole text shows to be names: the dictionary cuts them, and they come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipeline.observation.tagging import UNKNOWN
from pipeline.observation.tokens import Token

_NAMES = ("nr", "nz", "nrt", "nt", "ns")
_MORPHEMES = ("zg", "ng", "g", "tg")
_AND = "和"
_NUMERALS = "一二三四五六七八九十"
_LIST = "、"
# Behind the 和 of a list stands no mark.
_ENDS = re.compile(r"[,。、;:]|\(\d")


def with_recurring_names(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens of the (folded) text with such names in one piece: 比洛|芬, 养天|和, 八|因子."""
    found = _merged(tokens, _cut(tokens) | _numbered(tokens))
    return _merged(found, _ending_in_and(text, found))


def _cut(tokens: list[Token]) -> AbstractSet[tuple[str, str]]:
    """比洛|芬, more than once: a morpheme behind a name is the end of that name."""
    pairs = Counter(
        (before.text, token.text)
        for before, token in pairwise(tokens)
        if token.tag in _MORPHEMES and len(token.text) == 1 and before.tag in _NAMES
    )
    return {pair for pair, times in pairs.items() if times > 1}


def _numbered(tokens: list[Token]) -> AbstractSet[tuple[str, str]]:
    """八|因子, more than once and once in a list: a numeral that no unit follows is part of a name."""
    pairs: Counter[tuple[str, str]] = Counter()
    listed = set()
    for place, (before, token) in enumerate(pairwise(tokens)):
        if before.text in _NUMERALS and len(before.text) == 1 and len(token.text) > 1 and token.tag == "n":
            pairs[before.text, token.text] += 1
            around = (
                tokens[place - 1].text if place else "",
                tokens[place + 2].text if place + 2 < len(tokens) else "",
            )
            if _LIST in around:
                listed.add((before.text, token.text))
    return {pair for pair in listed if pairs[pair] > 1}


def _ending_in_and(text: str, tokens: list[Token]) -> AbstractSet[tuple[str, str]]:
    """养天|和, with a mark behind it once."""
    return {
        (before.text, token.text)
        for before, token in pairwise(tokens)
        if token.text == _AND and before.tag in _NAMES and _ENDS.match(text, token.end)
    }


def _merged(tokens: list[Token], pairs: AbstractSet[tuple[str, str]]) -> list[Token]:
    if not pairs:
        return tokens
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if before is not None and (before.text, token.text) in pairs:
            merged[-1] = Token(before.start, token.end, before.text + token.text, UNKNOWN)
        else:
            merged.append(token)
    return merged
