"""Bound words beside a number: 超, 约, 不足 in front of it, 以上, 左右 behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.model import Bound
from pipeline.quantity.trie import alternation
from pipeline.quantity.width import fold
from pipeline.vocabulary import bounds

_STRENGTH: dict[Bound, int] = {"range": 4, "at_most": 3, "at_least": 3, "approx": 2, "exact": 1}
_LONGEST = 8
# These reach over the verb phrase: 最多新增支出4亿元.
_ADVERB = re.compile(r"(最多|至多|最少|至少)[一-鿿]{1,7}$")


@dataclass(frozen=True, slots=True)
class BoundMatch:
    """A bound word in ``[start, end)``."""

    start: int
    end: int
    bound: Bound


@cache
def _before() -> dict[str, Bound]:
    return {fold(word): kind for kind, words in bounds()["before"].items() for word in words}


@cache
def _after_pattern() -> tuple[re.Pattern[str], dict[str, Bound]]:
    kinds: dict[str, Bound] = {fold(word): kind for kind, words in bounds()["after"].items() for word in words}
    return re.compile(rf"[ ]?({alternation(kinds)})"), kinds


@cache
def _fillers() -> tuple[str, ...]:
    return tuple(sorted(map(fold, bounds()["fillers"]), key=len, reverse=True))


@cache
def _bare_ends() -> frozenset[str]:
    """Punctuation that no bound word ends in: where it stands in front of a number there is nothing to look for."""
    used = {word[-1] for word in (*_before(), *_fillers())}
    return frozenset(set("，。、；：:;,()（）[]/-+%\n\t0123456789") - used) | {""}


def stronger(first: Bound | None, second: Bound | None) -> Bound | None:
    """Of two bounds the one that says more; of two that say the same much, the first."""
    if first is None or second is None:
        return first or second
    return first if _STRENGTH[first] >= _STRENGTH[second] else second


def in_front(folded: str, position: int) -> BoundMatch | None:
    """The bound words that end where the number begins, a filler (超过了, 至少有) between; two may follow each other.

    >>> in_front("总计超过约13亿", 5)
    BoundMatch(start=2, end=5, bound='at_least')
    """
    if folded[position - 1 : position] in _bare_ends():
        return None
    first = _one_in_front(folded, position)
    if first is None:
        adverb = _ADVERB.search(folded, max(0, position - 10), position)
        return BoundMatch(adverb.start(), position, _before()[adverb.group(1)]) if adverb else None
    second = _one_in_front(folded, first.start)
    if second is None:
        return first
    bound = stronger(first.bound, second.bound) or first.bound
    return BoundMatch(second.start, first.end, bound)


def _one_in_front(folded: str, position: int) -> BoundMatch | None:
    ends = [position]
    at = position
    while at > 0 and folded[at - 1] == " " and position - at < 2:
        at -= 1
    if at != position:
        ends = [at]
    for filler in _fillers():
        if folded.endswith(filler, max(0, at - 3), at) and at - len(filler) > 0:
            ends.append(at - len(filler))
    for end in ends:
        for length in range(min(_LONGEST, end), 0, -1):
            word = folded[end - length : end]
            bound = _before().get(word)
            if bound is None:
                continue
            if end != ends[0] and length == 1 and word not in {"超", "约", "近"}:
                continue
            if _blocked(folded, end - length, word):
                break
            return BoundMatch(end - length, end, bound)
    return None


def _blocked(folded: str, start: int, word: str) -> bool:
    before = folded[start - 1 : start]
    blocked: dict[str, list[str]] = bounds()["not_before"]
    return bool(before) and before in blocked.get(word, ())


def behind(folded: str, position: int) -> BoundMatch | None:
    """The bound word that begins where number and unit end.

    >>> behind("3分钟内完成", 3), behind("5元内地", 2)
    (BoundMatch(start=3, end=4, bound='at_most'), None)
    """
    pattern, kinds = _after_pattern()
    found = pattern.match(folded, position)
    if not found:
        return None
    word = found.group(1)
    if len(word) == 1 or word == "上下":
        after = folded[found.end() : found.end() + 1]
        if after and after in bounds()["not_after"].get(word, ()):
            return None
        if word == "+" and after.isdecimal():
            return None
    end, bound = found.end(), kinds[word]
    second = pattern.match(folded, end) if word.startswith("(") else None
    if second:
        end, bound = second.end(), kinds[second.group(1)]
    return BoundMatch(found.start(1), end, bound)
