"""Bound words beside a number: 超, 约, 不足 in front of it, 以上, 左右 behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.model import Bound
from pipeline.quantity.trie import alternation
from pipeline.quantity.width import fold
from pipeline.vocabulary import bounds, unit_table

_STRENGTH: dict[Bound, int] = {"range": 4, "at_most": 3, "at_least": 3, "approx": 2, "exact": 1}
# These reach over the verb phrase: 最多新增支出4亿元.
_ADVERBS: dict[str, Bound] = {"最多": "at_most", "至多": "at_most", "最少": "at_least", "至少": "at_least"}
_ADVERB = re.compile(rf"({'|'.join(_ADVERBS)})[一-鿿]{{1,7}}$")
_PARTS: dict[str, Bound] = {"约": "approx", "大约": "approx", "近": "approx", "接近": "approx", "超过": "at_least",
                            "不超过": "at_most", "不低于": "at_least", "不少于": "at_least",
                            "不足": "at_most", "不到": "at_most"}  # fmt: skip
_OF_ANOTHER = re.compile(
    r"(?<![节契公签最附])(?P<word>不超过|不低于|不少于|大约|接近|(?<!不)超过|不足|不到|约|近(?![年月日期来几两三]))(?:为|是|占|占到|相当于|达)?[一-鿿A-Za-z0-9]{1,14}的$"
)
_RELATIVE = re.compile(r"[0-9][0-9.]{0,6}(?:倍|%|/[0-9])|[一二两三四五六七八九十百半]{1,3}(?:倍|成|半|分之)")
_FILLED = frozenset({"超", "约", "近"})


@dataclass(frozen=True, slots=True)
class BoundMatch:
    """A bound word in ``[start, end)``."""

    start: int
    end: int
    bound: Bound


@cache
def _before() -> dict[str, tuple[tuple[str, Bound], ...]]:
    """The bound words in front of a number by their last character, longest first."""
    ending: dict[str, list[tuple[str, Bound]]] = {}
    for kind, words in bounds()["before"].items():
        for word in map(fold, words):
            ending.setdefault(word[-1], []).append((word, kind))
    return {
        last: tuple(sorted(set(words), key=lambda pair: (-len(pair[0]), pair[0]))) for last, words in ending.items()
    }


@cache
def _fillers() -> dict[str, tuple[str, ...]]:
    """The words that may stand between a bound word and its number, by their last character, longest first."""
    ending: dict[str, list[str]] = {}
    for word in map(fold, bounds()["fillers"]):
        ending.setdefault(word[-1], []).append(word)
    return {last: tuple(sorted(words, key=len, reverse=True)) for last, words in ending.items()}


@cache
def _after_pattern() -> tuple[re.Pattern[str], dict[str, Bound]]:
    kinds: dict[str, Bound] = {fold(word): kind for kind, words in bounds()["after"].items() for word in words}
    return re.compile(rf"[ ]?({alternation(kinds)})"), kinds


@cache
def _comparisons() -> tuple[re.Pattern[str], dict[str, Bound]]:
    kinds: dict[str, Bound] = {fold(word): kind for kind, words in bounds()["compared"].items() for word in words}
    return re.compile(rf" ?({alternation(kinds)})(?=一[些点]|的|[，。,;；)）\n ]|$)"), kinds


@cache
def _between() -> tuple[re.Pattern[str], re.Pattern[str]]:
    front = re.compile(rf"(?:{alternation(map(fold, bounds()['between_front']))})$")
    return front, re.compile(rf" ?的?{alternation(map(fold, bounds()['between']))}")


def stronger(first: Bound | None, second: Bound | None) -> Bound | None:
    """Of two bounds the one that says more; of two that say the same much, the first."""
    if first is None or second is None:
        return first or second
    return first if _STRENGTH[first] >= _STRENGTH[second] else second


def around(folded: str, start: int, end: int) -> tuple[BoundMatch | None, BoundMatch | None]:
    """The bound words in front of ``[start, end)`` and behind; a comparison has both (比三十大 is more than 30).

    >>> around("比三十大一些", 1, 3)[1]
    BoundMatch(start=3, end=4, bound='at_least')
    """
    front, back = in_front(folded, start), behind(folded, end)
    if front is None and back is None and folded[start - 1 : start] in {"比", " "}:
        pattern, kinds = _comparisons()
        first = start - 1 if folded[start - 1] == "比" else start - 2
        if first >= 0 and folded[first] == "比" and (found := pattern.match(folded, end)):
            bound = kinds[found.group(1)]
            return BoundMatch(first, start, bound), BoundMatch(found.start(1), found.end(), bound)
    return front, back


def between(folded: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a range with the words that make it one: 位于20和30之间.

    >>> between("介于20和30之间", 2, 7)
    (0, 9)
    """
    opening, closing = _between()
    first, last = opening.search(folded, max(0, start - 3), start), closing.match(folded, end)
    return (first.start() if first else start), (last.end() if last else end)


@cache
def _closing() -> dict[str, re.Pattern[str]]:
    return {
        dimension: re.compile(rf" ?(?:{alternation(words)})(?![一-鿿]|[0-9])|{alternation(words)}(?=的)")
        for dimension, words in bounds()["closing"].items()
    }


def closing(folded: str, position: int, code: str | None) -> int | None:
    """Where the word ends that closes an age or a sum behind its unit, null where there is none.

    >>> closing("十个月大的时候", 3, "mo"), closing("四百万圆整", 4, "CNY"), closing("三天大涨", 2, "d")
    (4, 5, None)
    """
    pattern = _closing().get(unit_table()[code].dimension) if code in unit_table() else None
    found = pattern.match(folded, position) if pattern else None
    return found.end() if found else None


def in_front(folded: str, position: int) -> BoundMatch | None:
    """The bound words that end where the number begins, a filler (超过了, 至少有) between; two may follow each other.

    >>> in_front("总计超过约13亿", 5)
    BoundMatch(start=2, end=5, bound='at_least')
    """
    first = _one_in_front(folded, position)
    if first is None:
        last = folded[position - 1 : position]
        adverb = _ADVERB.search(folded, max(0, position - 10), position) if "一" <= last <= "鿿" else None
        if adverb is None:
            return _of_another(folded, position)
        return BoundMatch(adverb.start(), position, _ADVERBS[adverb.group(1)])
    second = _one_in_front(folded, first.start)
    if second is None:
        return first
    bound = stronger(first.bound, second.bound) or first.bound
    return BoundMatch(second.start, first.end, bound)


def _of_another(folded: str, position: int) -> BoundMatch | None:
    """不足美国的1/10, 约为全球的2.9倍: a multiple or part of something that stands between; the words are not the number's."""
    found = (
        _OF_ANOTHER.search(folded, max(0, position - 16), position) if folded[position - 1 : position] == "的" else None
    )
    if found is None or not _RELATIVE.match(folded, position):
        return None
    return BoundMatch(position, position, _PARTS[found["word"]])


def _one_in_front(folded: str, position: int) -> BoundMatch | None:
    at = position
    while at > 0 and folded[at - 1] == " " and position - at < 2:
        at -= 1
    if found := _word_ending(folded, at, filled=False):
        return found
    for filler in _fillers().get(folded[at - 1 : at], ()):
        if (
            at > len(filler)
            and folded.startswith(filler, at - len(filler))
            and (found := _word_ending(folded, at - len(filler), filled=True))
        ):
            return found
    return None


def _word_ending(folded: str, end: int, *, filled: bool) -> BoundMatch | None:
    """The longest bound word that ends at ``end``; of one character only some stand in front of a filler."""
    for word, bound in _before().get(folded[end - 1 : end], ()):
        start = end - len(word)
        if start < 0 or not folded.startswith(word, start) or (filled and len(word) == 1 and word not in _FILLED):
            continue
        return None if _blocked(folded, start, word) else BoundMatch(start, end, bound)
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
