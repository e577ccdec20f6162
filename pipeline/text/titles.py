"""Where a title ends that was run together with the text below it and lost its colon.

Every word boundary at the start of the line is a place where the title may end. What speaks for one and against another
is general: how titles end, how a first sentence begins, that it takes up the words of the title, that quotes and
brackets are closed, how long titles are. The place with most in its favour wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.declarations import read
from pipeline.text.furniture import BREAKS
from pipeline.text.words import Word, words

#: No title is longer, and so far into the line nothing else is looked at.
_LONGEST = 44
_WINDOW = 96
_SHORTEST = 4
_USUAL = 15.0
_STOP = re.compile("[,，。;；!！?？]")
_PAIRS = {"“": "”", "‘": "’", "(": ")", "（": "）", "《": "》", "【": "】", "「": "」", "[": "]", '"': '"'}
#: Parts of speech that no title ends with: prepositions, conjunctions, particles, adverbs, pronouns, numbers, classifiers.
_NO_END = frozenset({"p", "c", "uj", "ul", "uz", "ug", "ud", "uv", "d", "r", "f", "zg"})
_NO_START = frozenset({"uj", "ul", "uz", "ug", "ud", "uv", "c", "y", "e"})
_COMPARES = re.compile("(?:与|和)[^,，。;；]{2,14}相比|从[^,，。;；]{1,10}看|对[^,，。;；]{2,12}(?:而言|来说)")
_SUFFIXES = frozenset("化性率型式者们度类群界业感力的")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")


def title_end(text: str, start: int, end: int, breaks: Sequence[int] = ()) -> int:
    """Where the title that begins at ``start`` ends; ``end`` is where its line ends.

    ``breaks`` are positions at which something was taken out of the line, a page footer for example: no page ends inside a
    heading. A line that is short and makes no statement is a title as a whole.

    >>> line = "储能的商业模式储能电站通过容量租赁获得稳定收入,收入占比超过六成"
    >>> line[: title_end(line, 0, len(line))]
    '储能的商业模式'
    """
    part = text[start : min(end, start + _WINDOW)]
    if not part:
        return start
    whole_line = end - start <= _LONGEST and not _STOP.search(part)
    found = words(part)
    cut = [position - start for position in breaks if _SHORTEST <= position - start <= _LONGEST]
    best, best_score = min(len(part), _LONGEST), float("-inf")
    if whole_line:
        best, best_score = len(part), _length(len(part)) + _ending(part, found) + _AT_LINE_END
    for index in range(1, len(found)):
        at = found[index].start
        if at > _LONGEST:
            break
        if at >= _SHORTEST and _closed(part[:at]):
            score = _score(part, found, index) + (_AT_BREAK if at in cut else 0.0)
            if score > best_score:
                best, best_score = at, score
    return start + len(part[:best].rstrip())


def alone(rests: Sequence[str]) -> bool:
    """Whether titles stand alone on their lines, judged by what follows the heading numbers of a whole text.

    >>> (
    ...     alone(["背景", "现状与问题", "规模"]),
    ...     alone(["背景本报告以调研为基础,样本来自二十个城市", "现状近年来,行业增长放缓"]),
    ... )
    (True, False)
    """
    short = sum(len(rest) <= _LONGEST and not _STOP.search(rest) for rest in rests)
    return short * 3 >= len(rests) * 2


# What each sign is worth.
_AT_BREAK = 6.0
_AT_LINE_END = 4.0
_ENDS_LIKE_TITLE = 2.0
_ENDS_OTHERWISE = 1.0
_OF_PHRASE = 1.0
_NEVER = 6.0
_BODY_START = 2.0
_MAY_START = 0.5
_GOES_ON = 3.0
_REPEATED = 0.7
_TAKEN_UP = 0.5
_REPEATS_START = 1.0
_STATES = 1.5
_STARTS_LATER = 1.5
_STATEMENT_INSIDE = 2.0
_TWICE = 0.8


def _score(part: str, found: Sequence[Word], index: int) -> float:
    at = found[index].start
    predicate = _predicate(found, index)
    score = _length(at) + _ending(part, found[:index]) + _beginning(part, found, index)
    if predicate > at + 1:
        score += _STATES
    return score + _repetition(part, at, predicate if predicate > at else at + 9)


def _length(at: int) -> float:
    return -(((at - _USUAL) / 9.0) ** 2)


def _ending(part: str, title: Sequence[Word]) -> float:
    score = 0.0
    printed = part[: title[-1].end]
    last = title[-1]
    if printed.endswith(_any("title_ends")):
        score += _ENDS_LIKE_TITLE
    elif last.text not in _PAIRS.values():
        score -= _ENDS_OTHERWISE
    if last.text in _words("body_starts"):
        score -= _NEVER
    if last.tag in _NO_END:
        score -= _NEVER
    elif last.tag in {"m", "q", "t", "b"}:
        score -= _NEVER / 2
    near = printed[-8:-1]
    if "的" in near[:-1] and last.text != "的":
        score += _OF_PHRASE
    if _STOP.search(printed) or (last.tag == "x" and last.text not in _PAIRS.values()):
        score -= _NEVER
    score -= _TWICE * (printed.count("的") > 1) + _TWICE * _repeats(title)
    score -= _STATEMENT_INSIDE * sum(word.text in _words("statements") for word in title)
    return score


def _repeats(title: Sequence[Word]) -> bool:
    """Whether a word of two characters or more stands in the title twice: then the text below has begun."""
    long = [word.text for word in title if len(word.text) > 1]
    return len(set(long)) < len(long)


def _beginning(part: str, found: Sequence[Word], index: int) -> float:
    score = 0.0
    first = found[index]
    behind = part[first.start :]
    starts = behind.startswith(_any("body_starts")) or bool(_YEAR.match(behind))
    if starts:
        score += _BODY_START
    elif behind.startswith(_any("may_start")):
        score += _MAY_START
    elif first.text in {"与", "和", "及", "从", "到", "向", "对", "中", "下", "之"} and not _COMPARES.match(behind):
        score -= _GOES_ON
    elif first.tag in _NO_START or (first.tag == "x" and first.text not in _PAIRS):
        score -= _NEVER
    elif first.text in _words("title_ends"):
        score -= _TWICE
    elif first.text in _words("predicates"):
        score -= _NEVER / 2
    elif first.tag in {"v", "f", "q", "k", "d", "ng", "vg"}:
        score -= 1.0
    if first.text in _SUFFIXES:
        score -= _NEVER
    if index + 1 < len(found) and not starts and found[index + 1].text in _words("body_starts"):
        score -= _STARTS_LATER
    return score


def _predicate(found: Sequence[Word], index: int) -> int:
    """Where what begins here makes a statement, after a subject of a few words; -1 where it does not soon."""
    at = found[index].start
    depth = 0
    for word in found[index:]:
        if word.start - at > 24 or (depth <= 0 and _STOP.match(word.text)):
            return -1
        if word.text in _PAIRS and word.text != '"':
            depth += 1
        elif word.text in _PAIRS.values():
            depth -= 1
        elif depth <= 0 and (word.text in _words("predicates") or word.tag == "d"):
            return word.start
    return -1


def _repetition(part: str, at: int, subject_end: int) -> float:
    """The subject of the first sentence takes up words of the title: best at its very beginning, and best the title's first."""
    title = part[:at]
    best = 0.0
    for begin in range(at, min(at + 9, subject_end, len(part) - 1)):
        size = _common(title, part[begin : begin + 12])
        if size < 2:
            continue
        place = title.find(part[begin : begin + size])
        if begin == at and place and title[place - 1] == part[at - 1]:
            return 0.0  # the boundary would stand inside of what is repeated
        share = 1.0 if begin == at else _TAKEN_UP
        best = max(best, share * (_REPEATED * size + (_REPEATS_START if place == 0 else 0.0)))
    return best


def _common(title: str, behind: str) -> int:
    """How many characters ``behind`` begins with stand side by side in the title."""
    size = 0
    while size < len(behind) and behind[size] not in BREAKS and behind[: size + 1] in title:
        size += 1
    return size


def _closed(printed: str) -> bool:
    """Whether every quote and bracket that is opened is closed."""
    return all(
        printed.count(left) == printed.count(right) if left != right else printed.count(left) % 2 == 0
        for left, right in _PAIRS.items()
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(str, read("vocabulary/text.yml")[key]))


@cache
def _any(key: str) -> tuple[str, ...]:
    """The words as ``startswith`` and ``endswith`` take them."""
    return tuple(_words(key))
