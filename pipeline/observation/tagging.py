"""Words and their parts of speech, from rjieba, with the words of reports that its dictionary lacks and what it gets wrong mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import rjieba

from pipeline.declarations import read

# The tag of a name that no dictionary has.
UNKNOWN = "nz"

Tagged = tuple[str, str]
"""A word and its tag."""

_LONG = 3
_PAIR = 2
_IDIOM = 4
_IDIOMS = ("l", "i")
# Behind a mark and behind a place a name may begin: 云南|晟某.
_OPENERS = ("x", "ns")
_ADVERBS = ("d", "ad", "a")
# A unit that the dictionary joins to the word behind: 5个|区, 3天|降至, 20种|贝伐珠单抗.
_UNITS = "个天种款例"
# 95天|下降, which the dictionary cuts 天下|降.
_WHERE = ("上", "下", "内", "前", "后")
_COPULAS = "是为占"
# 2021年|拓某科技, which the tagger cuts 年拓|某.
_TIMES = "年月日"
_WITH_TIMES = "中化报起晚晨夜全新"
_RUN = re.compile("[一-鿿A-Za-z]+")
_TIME_AND_NAME = re.compile(r"\d[年月日][一-鿿]")
_EACH = "均"
_HEADS = "人户"
# Ideographs, and none at the beginning or the end that belongs to the words around: 较去年, 约占.
_IDEOGRAPHS = re.compile(
    "(?![较约同将也还已仅均未不又再更最各每其该此于在从由与和及或以为是有占达至到超近逾可能会要就都被把向对按单新惟拟尚首累增减升降涨跌大小多少高低])[一-鿿]+(?<![了的着过于至到为达是有占超近在比较将已增减升降涨跌多少出起入])"
)


def tagged(text: str) -> list[Tagged]:
    """The words of the (folded) text in order, each with its tag.

    >>> [word for word, _ in tagged("贫困户人均自筹5个区")]
    ['贫困户', '人均', '自筹', '5', '个', '区']
    """
    tags = _retagged()
    found: list[Tagged] = []
    opens = True
    before = ""
    for word, tag in _words(text):
        if word == _EACH and found and _holds_head(found[-1][0]):
            name, kind = found.pop()
            found += [(name[:-1], kind), (name[-1] + word, "j")]  # 贫困户|人均, and not 贫困户人|均
        elif word[0] in _UNITS and before.isdigit():
            found += _behind_digit(before, word, tags.get(word) or tag)
        elif len(word) == _PAIR and word[1] in _COPULAS:
            found += _without_copula(word, tags.get(word) or tag)
        elif tag in _IDIOMS and len(word) == _IDIOM:
            found.append((word, tags.get(word) or _of_idiom(word, tag)))
        else:
            found.append((word, tags.get(word) or (_guessed(word, tag) if opens else tag)))
        opens = tag in _OPENERS
        before = word[-1]
    return found


def _words(text: str) -> Iterable[Tagged]:
    """The tagger's words; behind a time that it joined to a name, it is asked again for what the name begins."""
    found = _tagger().tag(text)
    return _without_times(text, found) if _TIME_AND_NAME.search(text) else found


def _without_times(text: str, found: Iterable[Tagged]) -> Iterator[Tagged]:
    at = done = 0
    before = ""
    for word, tag in found:
        start, at = at, at + len(word)
        if at <= done:
            continue
        joined = word[0] in _TIMES and before.isdigit() and len(word) > 1 and word[1] not in _WITH_TIMES
        if joined and not rjieba.has_word(word):
            run = _RUN.match(text, start + 1)
            done = run.end() if run is not None else at
            yield word[0], "m"
            yield from _tagger().tag(text[start + 1 : done])
        elif start < done:
            yield from _tagger().tag(text[done:at])
        else:
            yield word, tag
        before = word[-1]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Tagged, ...]:
    """Word and tag of every word of a short text by itself."""
    return tuple(tagged(text))


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


def _holds_head(word: str) -> bool:
    return len(word) > _PAIR and word[-1] in _HEADS


def _behind_digit(before: str, word: str, tag: str) -> tuple[Tagged, ...]:
    """The word that begins like a unit, or unit and word where the dictionary joins them behind a digit: 5|个|区."""
    if len(word) == 1 or rjieba.has_word(before + word):
        return ((word, tag),)
    rest = word[1:]
    return (word[0], "q"), (rest, "f" if rest in _WHERE else "n" if tag.startswith("n") else tag)


@lru_cache(maxsize=4096)
def _without_copula(word: str, tag: str) -> tuple[Tagged, ...]:
    """芬|是 of 某某芬是: the tagger made a word of the end of a name and the verb behind it."""
    return ((word, tag),) if rjieba.has_word(word) else ((word[0], "zg"), (word[1], "v"))


@lru_cache(maxsize=4096)
def _of_idiom(word: str, tag: str) -> str:
    """如期完成, 稳步发展: an adverb and a verb that the dictionary has as one word are a verb."""
    front, back = word[:_PAIR], word[_PAIR:]
    pair = _tagger().tag(front) + _tagger().tag(back)
    known = rjieba.has_word(front) and rjieba.has_word(back) and len(pair) == _PAIR
    return "v" if known and pair[0][1] in _ADVERBS and pair[1][1] == "v" else tag


@lru_cache(maxsize=65536)
def _guessed(word: str, tag: str) -> str:
    """A word of two or three characters that no dictionary has is a name, whatever the tagger makes of it: 晶拓, 兆易, 远大."""
    if tag[0] not in "vadbi" or not _PAIR <= len(word) <= _LONG or not _IDEOGRAPHS.fullmatch(word):
        return tag
    return tag if rjieba.has_word(word) else UNKNOWN
