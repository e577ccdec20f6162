"""Words with part-of-speech tags and their places, from rjieba, once per document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import rjieba

from pipeline.declarations import read
from pipeline.model import Span

_LONG = 3
# A unit that the dictionary joins to the word behind: 5个|区, 3天|降至, 20种|贝伐珠单抗.
_UNITS = "个天种款例"


class Token(NamedTuple):
    """A word; ``tag`` follows the ICTCLAS letters (n noun, v verb, ns place, nt organisation, m number …).

    A tuple, since a text has hundreds of thousands and frozen dataclasses take twice as long to make.
    """

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of a text in order; look-ups by position take logarithmic time.

    ``peeled`` remembers the phrases of the text that were peeled once: several rules ask for the same clause.
    """

    all: tuple[Token, ...]
    starts: tuple[int, ...]
    peeled: dict[Span, Span] = field(default_factory=dict, compare=False, repr=False)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The words that lie wholly inside the span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        while last > first and self.all[last - 1].end > span.end:
            last -= 1
        return self.all[first:last]

    def at(self, position: int) -> Token | None:
        """The word that covers the position."""
        index = bisect_right(self.starts, position) - 1
        return self.all[index] if index >= 0 and position < self.all[index].end else None


@dataclass(frozen=True, slots=True)
class Script:
    """A document's text twice, character for character: folded for matching, and as printed for quoting."""

    text: str
    printed: str
    tokens: Tokens

    def quote(self, span: Span | None) -> str | None:
        """The printed characters of a span; null for none and for an empty one."""
        return span.quote(self.printed) if span is not None and len(span) else None


# Ideographs, and none at the beginning or the end that belongs to the words around: 较去年, 约占.
_IDEOGRAPHS = re.compile(
    "(?![较约同将也还已仅均未不又再更最各每其该此于在从由与和及或以为是有占达至到超近逾可能会要就都被把向对按单新惟拟尚首累增减升降涨跌大小多少高低])[一-鿿]+(?<![了的着过于至到为达是有占超近在比较将已增减升降涨跌多少出起入])"
)
UNKNOWN = "nz"
_IDIOMS = ("l", "i")
_IDIOM = 4
_PER_HEAD = "人户"
_PAIR = 2
_COPULAS = "是为占"
_ENDS_OF_NAMES = ("zg", "ng", "g", "tg")
_NAMES = ("nr", "nz", "nrt", "nt", "ns")
_NAME_ENDS = re.compile(r"[,。、;:]|\(\d")
# 95天|下降, which the dictionary cuts 天下|降.
_WHERE = ("上", "下", "内", "前", "后")


@cache
def _tagger() -> rjieba.Jieba:
    """The tagger with the words of reports that its dictionary lacks, and the names of coded metrics.

    Names in 规模 stay cut: 贷款规模 is the 规模 of 贷款.
    """
    tagger = rjieba.Jieba()
    for tag, words in read("vocabulary/context.yml")["words"].items():
        for word in words:
            tagger.add_word(word, None, tag)
    for *_, surfaces in read("vocabulary/metrics.yml").values():
        for surface in surfaces:
            known = len(surface) < _LONG or surface[0].isascii() or rjieba.has_word(surface)
            if not known and not surface.endswith("规模"):
                tagger.add_word(surface, None, "n")
    return tagger


@cache
def _retagged() -> dict[str, str]:
    """The tags that the vocabulary gives; the tagger keeps its own for a word that it knew."""
    return {word: tag for tag, words in read("vocabulary/context.yml")["words"].items() for word in words}


def _tagged(text: str) -> list[tuple[str, str]]:
    tags = _retagged()
    found: list[tuple[str, str]] = []
    opens = True  # behind a mark
    for word, tag in _tagger().tag(text):
        if word == "均" and found and len(found[-1][0]) > _PAIR and found[-1][0][-1] in _PER_HEAD:
            before, kind = found.pop()
            found += [(before[:-1], kind), (before[-1] + word, "j")]  # 贫困户|人均, and not 贫困户人|均
        elif tag in _IDIOMS and len(word) == _IDIOM:
            found.append((word, tags.get(word) or _of_idiom(word, tag)))
        else:
            found.append((word, tags.get(word) or (_guessed(word, tag) if opens else tag)))
        opens = tag == "x"
    return found


@lru_cache(maxsize=4096)
def _of_idiom(word: str, tag: str) -> str:
    """如期完成, 稳步发展: an adverb and a verb that the dictionary has as one word are a verb."""
    front, back = word[:2], word[2:]
    pair = _tagger().tag(front) + _tagger().tag(back)
    known = rjieba.has_word(front) and rjieba.has_word(back) and len(pair) == _PAIR
    return "v" if known and pair[0][1] in ("d", "ad", "a") and pair[1][1] == "v" else tag


@lru_cache(maxsize=65536)
def _guessed(word: str, tag: str) -> str:
    """A word of two or three characters that no dictionary has is a name, whatever the tagger makes of it: 晶拓, 兆易, 远大."""
    if tag[0] not in "vadbi" or not 2 <= len(word) <= 3 or not _IDEOGRAPHS.fullmatch(word):
        return tag
    return tag if rjieba.has_word(word) else UNKNOWN


def tokenize(text: str) -> Tokens:
    """Cut the (folded) text into words.

    >>> [(token.start, token.text) for token in tokenize("费用率降低").all]
    [(0, '费用率'), (3, '降低')]
    """
    found = []
    at = 0
    for word, tag in _tagged(text):
        if word[0] in _UNITS:
            parts = _parted(text[at - 1 : at], word, tag)
        elif len(word) == _PAIR and word[1] in _COPULAS:
            parts = _without_copula(word, tag)
        else:
            parts = ((word, tag),)
        for part, kind in parts:
            found.append(Token(at, at + len(part), part, kind))
            at += len(part)
    found = _with_names_in_and(text, _with_cut_names(found))
    return Tokens(tuple(found), tuple(token.start for token in found))


@lru_cache(maxsize=4096)
def _without_copula(word: str, tag: str) -> tuple[tuple[str, str], ...]:
    """芬|是 of 某某芬是: the tagger made a word of the end of a name and the verb behind it."""
    return ((word, tag),) if rjieba.has_word(word) else ((word[0], "zg"), (word[1], "v"))


def _with_cut_names(found: list[Token]) -> list[Token]:
    """比洛|芬 is one name throughout a text that has it more than once: a morpheme behind a name is the end of that name."""
    pairs = Counter(
        (before.text, token.text)
        for before, token in pairwise(found)
        if token.tag in _ENDS_OF_NAMES and len(token.text) == 1 and before.tag in _NAMES
    )
    names = {pair for pair, times in pairs.items() if times > 1}
    if not names:
        return found
    merged: list[Token] = []
    for token in found:
        if merged and (merged[-1].text, token.text) in names:
            before = merged.pop()
            token = Token(before.start, token.end, before.text + token.text, UNKNOWN)
        merged.append(token)
    return merged


def _with_names_in_and(text: str, found: list[Token]) -> list[Token]:
    """养天|和 is one name throughout a text that has a mark behind it once: no mark stands behind the 和 of a list."""
    names = {
        before.text
        for before, token in pairwise(found)
        if token.text == "和" and before.tag in _NAMES and _NAME_ENDS.match(text, token.end)
    }
    if not names:
        return found
    merged: list[Token] = []
    for token in found:
        if token.text == "和" and merged and merged[-1].text in names:
            before = merged.pop()
            token = Token(before.start, token.end, before.text + token.text, UNKNOWN)
        merged.append(token)
    return merged


def _parted(before: str, word: str, tag: str) -> tuple[tuple[str, str], ...]:
    """The word that begins like a unit, or unit and word where the dictionary joins them behind a digit: 5|个|区."""
    joined = len(word) > 1 and before.isdigit()
    if not joined or rjieba.has_word(before + word):
        return ((word, tag),)
    rest = word[1:]
    return (word[0], "q"), (rest, "f" if rest in _WHERE else "n" if tag.startswith("n") else tag)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[tuple[str, str], ...]:
    """Word and tag of every word of a short text by itself."""
    return tuple(_tagged(text))
