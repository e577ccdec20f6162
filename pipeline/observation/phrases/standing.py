"""Whether a phrase names somebody or something, and whether that stands by itself."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

# Tags, as ICTCLAS has them; those of morphemes are nouns where the word is longer than one character.
_NOUN = ("n", "s", "eng", "j", "l", "i", "vn", "an", "b", "t")
_MORPHEMES = ("vg", "zg", "ng", "ag", "tg", "dg")
_NAMES = ("nr", "ns", "nt", "nz", "nrt", "eng")
_HOLDER = re.compile(f"(?:{alternation('context.holders')})$")
# A phrase of so many characters that is no name leans on another: 租金|收缴率.
_WEAK = 2
_NOBODY = frozenset(words("context.never_subject"))
_NEVER_LEADS = frozenset(words("context.never_leads"))
_NEVER_ENDS = frozenset(words("context.never_ends"))
_WHEN = words("context.ends_of_time")


def is_noun(token: Token) -> bool:
    """Nouns, names, abbreviations, verbal and adjectival nouns, latin words, and words the dictionary does not know."""
    return token.tag.startswith(_NOUN) or token.tag == "g" or (token.tag in _MORPHEMES and len(token.text) > 1)


def stands_alone(text: str, span: Span, tokens: Tokens) -> bool:
    """The noun phrase names somebody or something by itself (居民, 第二产业), not only what part or side of it (租金|收缴率)."""
    inside = tokens.within(span)
    if _HOLDER.search(text, span.start, span.end) or any(token.tag in _NAMES for token in inside):
        return True
    return len(span) > _WEAK


def names_somebody(text: str, span: Span, tokens: Tokens) -> bool:
    """The phrase holds a noun and is none of the words that only look like a subject (其中, 累计, 上年同期)."""
    if text[span.start : span.end].strip("的 ") in _NOBODY:
        return False
    first = tokens.at(span.start)
    inside = tokens.within(span)
    partial = first is not None and first.end > span.end
    unknown = len(inside) > 1 and all(len(token.text) == 1 and token.tag[0] not in "mxqtr" for token in inside)
    return (
        partial
        or unknown
        or any(is_noun(token) or token.tag[0] in "sxm" for token in inside if token.text not in _NOBODY)
    )


def says_something(span: Span, tokens: Tokens) -> bool:
    """The phrase begins or ends like a clause, and so names nobody: 向全体股东…, 经营活动产生."""
    inside = tokens.within(span)
    if not inside:
        return False
    return inside[0].text in _NEVER_LEADS or never_ends(inside[-1]) or inside[-1].text.endswith(_WHEN)


def never_ends(token: Token) -> bool:
    """No name ends in this word: 秋粮|已, 经营活动|产生."""
    return token.text in _NEVER_ENDS
