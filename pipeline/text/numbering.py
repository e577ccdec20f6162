"""Which numbers at the start of a line number a heading: those that count on from one another.

A dump that breaks the line before every decimal number prints ``1.2万家供应商`` and ``1.2跨界的必然性`` alike. Neither looks
decide nor any one line: the heading numbers of a report are the chain of candidates that counts on best from its start
to its end, and a figure has no place in that chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import vocabulary
from pipeline.declarations import read
from pipeline.model import Span
from pipeline.text.furniture import BREAKS
from pipeline.text.words import words

Number = tuple[int, ...]

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_START = f"(?:(?<![^{BREAKS}])[ \t\u3000]{{0,8}}(?:#{{1,6}} )?(?:\\*\\*)?)"
#: ``1.2``, ``1.2.3``; a line may have been broken before the last pair, as before any decimal: ``1.\n2.3``.
_DOTTED = re.compile(
    _START
    + r"(?P<number>[0-9]{1,2}(?:[.．][0-9]{1,2}){0,2}[.．](?:(?<=[.．])[\r\n]{1,2}[0-9]{1,2}[.．])?[0-9]{1,2})(?![0-9])[.．、]?"
)
_CHAPTER = re.compile(
    _START
    + "(?P<number>第 ?[一二三四五六七八九十0-9]{1,3} ?[章篇编編部]分?|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,2}(?:[、．]|[.](?![0-9])|(?= [^0-9\\s])))"
)
_LINE_END = re.compile(f"[{BREAKS}]")
#: How a line of a table of contents ends.
_LEADER = re.compile("(?:[.…·]{3}|[.…·] ?[.…·] ?[.…·]|\\t) ?[0-9]{1,3} *\\Z")
_SCALE = re.compile("[万萬亿億千百%％‰]")
# A chain is worth the sum of its headings; what a figure has about it costs more than counting on brings.
_WORTH = 2.0
_LOOKS_LIKE_FIGURE = 4.0
_MAY_BE_UNIT = 1.5
_HANGS = 1.0
_GAP = 1.5
_JUMP = 3.0
_EXCERPT = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """The printed number of a heading, ``span`` of the text it was found in; breaks inside it are part of the span."""

    span: Span
    number: Number


@dataclass(frozen=True, slots=True)
class _Candidate:
    label: Label
    worth: float


def numbered_labels(text: str) -> list[Label]:
    r"""The heading numbers of the document's dotted outline, in order: ``1.1``, ``1.1.1`` and the chapters above them.

    Chapters may be printed ``一、``, ``第一章`` or ``1、``. A text without dotted headings has none: its headings are found line by
    line, see :mod:`pipeline.text.outline`.

    >>> text = "一、市场\n1.1规模持续扩大\n去年售出\n1.2万家门店\n1.2格局渐趋稳定"
    >>> [label.span.quote(text) for label in numbered_labels(text)]
    ['一、', '1.1', '1.2']
    """
    dotted = list(_dotted(text))
    if not dotted:
        return []
    chain = _best_chain(sorted([*dotted, *_chapters(text)], key=lambda candidate: candidate.label.span))
    deep = [label for label in chain if len(label.number) > 1]
    if not deep or len(chain) < 2:
        return []
    # A chapter that nothing hangs under is an item of some list, unless chapters are printed like no list is.
    parents = {label.number[0] for label in deep}
    kept = [
        label
        for label in chain
        if len(label.number) > 1 or label.number[0] in parents or not label.span.quote(text)[0].isdigit()
    ]
    return kept if len(kept) > 1 else []


def _dotted(text: str) -> Iterator[_Candidate]:
    for match in _DOTTED.finditer(text):
        span = Span(*match.span("number"))
        number = tuple(int(part) for part in re.split(r"[.．]\s*", match["number"]))
        if 0 in number or not _has_title(text, match.end()):
            continue
        yield _Candidate(Label(span, number), _WORTH + (len(number) > 2) - _doubt(text, match))


def _chapters(text: str) -> Iterator[_Candidate]:
    for match in _CHAPTER.finditer(text):
        span = Span(*match.span("number"))
        value = _value(match["number"])
        if value and _has_title(text, match.end()):
            worth = _WORTH / 2 if match["number"][0].isdigit() else _WORTH
            yield _Candidate(Label(span, (value,)), worth - _doubt(text, match))


def _value(printed: str) -> int:
    """The number in ``第十二章``, ``十二、`` or ``12、``; 0 where it is none.

    >>> _value("第十二章"), _value("二十、"), _value("3、")
    (12, 20, 3)
    """
    digits = "".join(char for char in printed if char.isdigit() and char.isascii())
    if digits:
        return int(digits)
    numeral = "".join(char for char in printed if char in _DIGITS or char == "十")
    if "十" not in numeral:
        return _DIGITS.get(numeral, 0)
    tens, _, ones = numeral.partition("十")
    return _DIGITS.get(tens, 0 if tens else 1) * 10 + _DIGITS.get(ones, 0)


def _has_title(text: str, at: int) -> bool:
    """Whether words follow on the same line: a number alone is a cell of a table or a broken figure."""
    rest = text[at : at + 30].lstrip(" \t\u3000*")
    words_behind: str = _LINE_END.split(rest, maxsplit=1)[0][:12]
    if not words_behind or words_behind[0] in "%％‰,，。;；、)）】》~～—-+*/=:：":
        return False
    return sum(char.isalpha() for char in words_behind) >= 2


def _doubt(text: str, match: re.Match[str]) -> float:
    """What speaks for a figure: a unit behind the number, and in front of it a sentence that is not closed."""
    end = match.end()
    three_deep = len(re.findall("[.．]", match["number"])) > 1  # no decimal number has two points
    doubt = 0.0 if three_deep else _unit_doubt(text[end : end + 8])
    if _LEADER.search(_LINE_END.split(text[end : end + 80], maxsplit=1)[0]):
        doubt += _HANGS
    before = text[max(0, match.start() - 12) : match.start()].rstrip(BREAKS + " \t\u3000")
    if hangs(before):
        doubt += _HANGS
    if before and match["number"][0] in "一二三四五六七八九十":
        tail = before[-3:] + match["number"][0]
        last = words(tail)[-1]
        if last.end - last.start > 1:
            doubt += _LOOKS_LIKE_FIGURE
    return doubt


def _unit_doubt(behind: str) -> float:
    """How much the characters behind the number look like its unit: ``%`` and ``万家`` surely, a lone ``本`` may begin a title."""
    if not behind or behind[0] in "%％‰":
        return _LOOKS_LIKE_FIGURE
    scaled = bool(_SCALE.match(behind))
    rest = behind[1:] if scaled else behind
    first = next((word.text for word in words(rest)), "")
    longest = max((size for size in range(1, 5) if rest[:size] in vocabulary.surfaces()), default=0)
    if scaled:
        return _LOOKS_LIKE_FIGURE if longest or not rest[:1].isalpha() or _SCALE.match(rest) else 0.0
    if longest > 1 and vocabulary.unit(vocabulary.surfaces()[rest[:longest]]).system != "count":
        return _LOOKS_LIKE_FIGURE
    if first not in vocabulary.surfaces():
        return 0.0
    return _MAY_BE_UNIT if rest[len(first) : len(first) + 1].isalpha() else _LOOKS_LIKE_FIGURE


def hangs(before: str) -> bool:
    """Whether a line that ends so waits for a number.

    >>> hangs("坏账率控制在"), hangs("坏账率较低。")
    (True, False)
    """
    return before.endswith(_hanging())


@cache
def _hanging() -> tuple[str, ...]:
    return tuple(read("vocabulary/text.yml")["hanging"])


def _best_chain(candidates: Sequence[_Candidate]) -> list[Label]:
    """The chain of candidates, rising in outline order, that is worth most; of two equal ones the later, since a table of
    contents stands in front of what it lists. Linear in the number of candidates.
    """
    best: dict[Number, tuple[float, int]] = {}  # prefix -> worth of the best chain that ends below it, and where
    previous: list[int] = []
    end, end_worth = -1, 0.0
    for position, candidate in enumerate(candidates):
        number = candidate.label.number
        worth, back = _best_before(best, number)
        total = worth + candidate.worth
        previous.append(back)
        if total <= 0:
            continue
        for depth in range(1, len(number) + 1):
            prefix = number[:depth]
            if total >= best.get(prefix, (0.0, -1))[0]:
                best[prefix] = (total, position)
        exact = (*number, 0)
        if total >= best.get(exact, (0.0, -1))[0]:
            best[exact] = (total, position)
        if total >= end_worth:
            end, end_worth = position, total
    chain: list[Label] = []
    while end >= 0:
        chain.append(candidates[end].label)
        end = previous[end]
    return chain[::-1]


def _best_before(best: dict[Number, tuple[float, int]], number: Number) -> tuple[float, int]:
    """The best chain that ``number`` may count on, less what a gap costs; the entry ``(*n, 0)`` is for ``n`` itself."""
    *above, last = number
    parent = tuple(above)
    options: list[tuple[float, int]] = [(-_EXCERPT if max(number) > 1 else 0.0, -1)]

    def consider(prefix: Number, cost: float) -> None:
        if prefix in best:
            worth, position = best[prefix]
            options.append((worth - cost, position))

    if last > 1:
        consider((*parent, last - 1), 0.0)
        if last > 2:
            consider((*parent, last - 2), _GAP)
        if parent:
            consider((*parent, 0), _GAP * (last - 1))
    elif parent:
        consider((*parent, 0), 0.0)
    for depth in range(len(parent)):
        if parent[depth] > 1:
            consider((*parent[:depth], parent[depth] - 1), _GAP * (1 + last - 1))
    for step in range(2, 6):
        if number[0] - step > 0:
            consider((number[0] - step,), _JUMP)
    return max(options)
