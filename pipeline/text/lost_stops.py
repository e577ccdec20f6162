"""Sentence starts in a text whose full stops are gone.

Where the stops were deleted nothing stands between the last word of a sentence and the first of the next. A start is
found there by what plainly opens a sentence: a connective, a year with what it introduces, a word that points back, a
subject that the text has named before with something new said of it. Inside quotes and brackets no sentence starts.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from pipeline.declarations import read
from pipeline.text.words import Word, words

_PAIRS = {"“": "”", "‘": "’", "(": ")", "（": "）", "《": "》", "【": "】", "「": "」", "[": "]"}
_CLOSING = frozenset(_PAIRS.values())
_CLAUSE_MARKS = frozenset(",，;；:：")
_MARKS = _CLAUSE_MARKS | frozenset(_PAIRS) | frozenset("、。.！!？?—-…/+~·*|<>\t ")
#: 较快 and 更高 are tagged like adverbs and close a sentence like adjectives.
_DEGREES = frozenset("快慢高低大小多少强弱好差")
_TOPIC = frozenset("在从对就")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_OPENERS = ("openers", "openers_before_comma", "pointers")
_STOPS = re.compile("[。！？!?]")
#: A paragraph of running text is at least so long; a shorter one has no need of stops.
_LONG = 60
#: What stands in quotes or brackets is hardly longer.
_QUOTED = 120
#: So many words of a clause are looked back at.
_CLAUSE = 30
#: A subject is hardly longer.
_SUBJECT = 16


def stops_are_lost(text: str) -> bool:
    """Whether long paragraphs of running text hold commas and hardly a full stop.

    >>> stops_are_lost("第一句说完了,接着说" * 40), stops_are_lost("第一句说完了,接着说。" * 40)
    (True, False)
    """
    stops = commas = 0
    for line in text.split("\n"):
        if len(line) >= _LONG and "\t" not in line:
            stops += len(_STOPS.findall(line))
            commas += line.count(",") + line.count("，")
    return commas >= 3 and stops * 20 < commas


def subjects(texts: Iterable[str]) -> frozenset[str]:
    """What clauses begin with before something is said of it (``互联网金融`` in ``,互联网金融通过…``), from clauses that a mark opens."""
    named: set[str] = set()
    for text in texts:
        for clause in re.split("[,，;；。\n]", text):
            front = clause[: _SUBJECT + 6]
            if not _any("turns").search(front):
                continue
            for word in words(front):
                if word.text in _set("turns"):
                    named.add(clause[: word.start])
                    break
    return frozenset(name for name in named if 4 <= len(name) <= _SUBJECT)


def sentence_starts(text: str, start: int, end: int, named: frozenset[str] = frozenset()) -> list[int]:
    """Positions in ``text[start:end]`` where a sentence starts without any mark in front, in order; ``start`` is not one of them.

    ``named`` are the subjects that the text is known to speak of, see :func:`subjects`.

    >>> line = "效率低的问题依然存在2024年,处理量达3亿件例如,某仓库"
    >>> [line[at : at + 4] for at in sentence_starts(line, 0, len(line))]
    ['2024', '例如,某']
    """
    found: set[int] = set()
    behind = start
    clause: deque[Word] = deque(maxlen=_CLAUSE)  # the last words since the last mark or start
    said = False  # whether one of them makes a statement, the very last left out
    for word, fresh in _outside(words(text, start, end)):
        at = word.start
        if fresh and clause and at >= behind and clause[-1].text[0] not in _MARKS and word.text[0] not in _MARKS:
            length = _opener(text, clause[-1], word)
            if length or _new_subject(text, clause, word, named, said=said):
                found.add(_organisation(text, clause, at) if _YEAR.match(text, at) else at)
                behind = at + length
                clause.clear()
        if word.text[0] in _CLAUSE_MARKS:
            clause.clear()
        else:
            said = bool(clause) and (said or _predicates(clause[-1]))
            clause.append(word)
    return sorted(found - {start})


def _outside(found: Sequence[Word]) -> Iterator[tuple[Word, bool]]:
    """The words with whether a sentence may start there: outside of quotes and brackets, and no bracket that closes.

    A bracket that is not closed soon was never meant to hold what follows.
    """
    depths = [0] * (len(found) + 1)
    opened: list[int] = []
    for index, word in enumerate(found):
        if word.text in _PAIRS:
            opened.append(index)
        elif word.text in _CLOSING and opened and _PAIRS[found[opened[-1]].text] == word.text:
            first = opened.pop()
            if word.start - found[first].start <= _QUOTED:
                depths[first + 1] += 1
                depths[index + 1] -= 1
    for word, depth in zip(found, accumulate(depths), strict=False):
        yield word, depth == 0 and word.text not in _CLOSING


def _opener(text: str, before: Word, word: Word) -> int:
    """Length of the words that open a sentence here; 0 where none do."""
    at = word.start
    if text[at] not in _openings():
        return 0
    opener = _any("openers").match(text, at) or _any("openers_before_comma").match(text, at)
    if opener:
        comma = text[opener.end() : opener.end() + 1] in {",", "，"}
        if comma or opener[0] in _set("openers"):
            opens = not _holds(before) if comma else not _governs(before)
            return len(opener[0]) if opens else 0
    pointer = _any("pointers").match(text, at)
    if pointer:
        return 0 if _governs(before) or before.tag == "v" else len(pointer[0])
    year = _YEAR.match(text, at)
    return len(year[0]) if year and not _governs(before) else 0


def _holds(before: Word) -> bool:
    """Whether the word in front belongs to whatever follows: 的, or the end of a date."""
    return before.tag == "uj" or before.text[-1] in "年月日度"


def _governs(before: Word) -> bool:
    """Whether the word in front needs what follows: a preposition, a particle, a conjunction, a verb that takes a date."""
    if before.text[-1] in _DEGREES:
        return False
    return _holds(before) or before.tag in {"p", "c", "d", "r", "zg"} or before.text in _set("takes_year")


def _organisation(text: str, clause: Sequence[Word], year: int) -> int:
    """Where the sentence starts that names an organisation right in front of its year: ``证监会2024年发布``; else the year."""
    behind = words(text, year, year + 14)
    verb = next((word for word in behind if word.tag not in {"m", "x", "t"}), None)
    if verb is None or not verb.tag.startswith("v") or not _ends_organisation(clause[-1].text):
        return year
    at = clause[-1].start
    for word in list(clause)[-2:-7:-1]:
        if word.tag[0] not in "nj":
            break
        if word.tag == "ns" or word.tag[0] == "j":
            at = word.start
    return at if at > clause[0].start else year


def _ends_organisation(word: str) -> bool:
    return word.endswith(_longest_first("organisation_ends"))


def _new_subject(text: str, clause: Sequence[Word], word: Word, named: frozenset[str], *, said: bool) -> bool:
    """Whether a subject begins here behind a clause that has said what it had to say."""
    before = clause[-1]
    if _governs(before) or word.tag in {"uj", "f", "p", "c", "d", "m", "q"}:
        return False
    if before.text[-1] in "%％" and len(clause) > 1 and clause[-2].text in _set("changes"):
        return word.tag[0] == "n"
    if not said:
        return False
    ahead = text[word.start : word.start + _SUBJECT + 8]
    if any(_any("turns").match(ahead, size) for size in range(4, _SUBJECT + 1) if ahead[:size] in named):
        return True
    if ahead.startswith("方面,", len(word.text)) or ahead.startswith("方面，", len(word.text)):
        return len(word.text) >= 4 and not any(part.text in _TOPIC for part in clause)
    return word.tag == "ns" and before.text in _set("title_ends") and _names_organisation(ahead)


def _names_organisation(ahead: str) -> bool:
    """Whether the name of an organisation comes first, and then what it does.

    >>> _names_organisation("中国人民银行与多国合作"), _names_organisation("中国市场的银行网点")
    (True, False)
    """
    for word in words(ahead)[:6]:
        if word.tag[0] not in "nj" and word.tag != "x":
            return False
        if _ends_organisation(word.text) and word.end > 4:
            return bool(_any("turns").match(ahead, word.end))
    return False


def _predicates(word: Word) -> bool:
    return (
        (word.tag.startswith("v") and word.tag != "vn") or word.text in _set("turns") or word.text in _set("predicates")
    )


@cache
def _longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(map(str, read("vocabulary/text.yml")[key]), key=lambda word: (-len(word), word)))


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _longest_first(key))))


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(_longest_first(key))


@cache
def _openings() -> frozenset[str]:
    """What openers, pointers and years begin with: most words begin otherwise."""
    return frozenset("12") | {word[0] for key in _OPENERS for word in _longest_first(key)}
