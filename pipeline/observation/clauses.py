"""Where in its sentence a figure stands: the clause, what leads up to it, what follows, and the bracket it is in.

Positions are clean offsets into the folded text of the whole document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Quantity, Span

_OPEN = {"(": ")", "[": "]", "【": "】", "《": "》", "“": "”", "「": "」", "『": "』", "〈": "〉"}
_CLOSE = frozenset(_OPEN.values())
_SEGMENT = frozenset(";。!?\n\t|")
_CLAUSE = frozenset(",:—")
_SPECIAL = re.compile(r"[;。!?\n\t|,:—、()\[\]【】《》“”「」『』〈〉]")
# 1—9月 and 12:30 are one word, and so is a name with its code or abbreviation: 消费价格指数(CPI), 某某科技(600123), 今(10)日.
_RUN = re.compile(r"\d—\d|(?<!\d)[012]?\d:[0-5]\d(?!\d)")
_ASIDE = re.compile(r"\([^(),;:。]{1,16}(?::[^(),;:。]{1,24})?\)(?![,;:。、\n]|$)")
_DIGIT = re.compile(r"\d")
_NAME_IN_BRACKET = 8  # 人凝血因子(Ⅷ)、纤原
_REACH = 80
_LONGEST = 240
_NESTED = 40
_BRACKETS = frozenset("([")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch without a comma. ``segment`` numbers the stretches between ``;`` within the sentence.

    ``bracket`` is where the bracket opens that the clause stands in, null outside of brackets.
    """

    span: Span
    segment: int
    bracket: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its place. ``head`` leads up to it from the clause's start or the figure before, bound words left
    out; ``tail`` runs to the clause's end or the next figure; ``lead`` is the clause from its start to the figure.
    """

    index: int
    quantity: Quantity
    sentence: Span
    clause: Clause
    lead: Span
    head: Span
    tail: Span


def _split_list(text: str, at: int, ends: frozenset[int]) -> bool:
    """An enumeration mark parts clauses only behind a figure: 价格上涨7.7%、衣着上涨5.7%."""
    if text[at] != "、" or at in ends:
        return text[at] == "、"
    closed = at > 0 and text[at - 1] in _CLOSE
    opened = text.rfind("(", max(0, at - _NAME_IN_BRACKET), at) if closed and text[at - 1] == ")" else -1
    return closed and (opened < 0 or _DIGIT.search(text, opened, at) is not None)


def _inside_run(text: str, at: int) -> bool:
    """The mark stands inside 1—9月 or 12:30."""
    return any(_RUN.match(text, start) for start in (at - 1, at - 2) if start >= 0)


def clauses(text: str, sentence: Span, quantities: Sequence[Quantity]) -> list[Clause]:
    """The clauses of a sentence in order of their end; a bracket with a comma in it holds several."""
    inside = [q.span for q in quantities]
    starts = [span.start for span in inside]
    ends = frozenset(q.reach.end for q in quantities)
    found: list[Clause] = []
    stack: list[tuple[int, int, str]] = []
    start, segment = sentence.start, 0
    quote_depth = 0
    passed = sentence.start
    for match in _SPECIAL.finditer(text, sentence.start, sentence.end):
        at, char = match.start(), match.group()
        near = bisect_right(starts, at) - 1
        if at < passed or (near >= 0 and at in inside[near]) or (char in "—:" and _inside_run(text, at)):
            continue
        aside = _ASIDE.match(text, at, sentence.end) if char == "(" else None
        if aside and not any(aside.start() <= begun < aside.end() for begun in starts[near + 1 : near + 2]):
            passed = aside.end()
            continue
        if char in _BRACKETS:
            stack.append((at, start, _OPEN[char]))
            start = at + 1
        elif stack and char == stack[-1][2]:
            opened, outer, _ = stack.pop()
            found.append(Clause(Span(start, at), segment, opened))
            start = outer
        elif char in "“「『《〈":
            quote_depth += 1
        elif char in "”」』》〉":
            quote_depth = max(0, quote_depth - 1)
        elif char in _SEGMENT or (quote_depth == 0 and (char in _CLAUSE or _split_list(text, at, ends))):
            found.append(Clause(Span(start, at), segment, stack[-1][0] if stack else None))
            start = at + 1
            if char in _SEGMENT:
                stack.clear()
                quote_depth = 0
                segment += 1
    found.append(Clause(Span(start, sentence.end), segment, stack[-1][0] if stack else None))
    return found


def figures(text: str, sentence: Span, quantities: Sequence[Quantity], *, first: int = 0) -> list[Figure]:
    """The sentence's quantities, each in the innermost clause that holds it; ``first`` is the first one's index."""
    if not quantities:
        return []
    parts = sorted(clauses(text, sentence, quantities), key=lambda part: (part.span.start, -part.span.end))
    begins = [part.span.start for part in parts]
    placed: list[Figure] = []
    for number, quantity in enumerate(quantities):
        clause = _innermost(parts, begins, quantity.span.start) or Clause(sentence, 0)
        start = max(clause.span.start, quantity.reach.start - _LONGEST)
        lead = Span(start, max(start, quantity.reach.start))
        before = quantities[number - 1].reach.end if number else sentence.start
        head = Span(min(max(start, before), lead.end), lead.end)
        after = quantities[number + 1].reach.start if number + 1 < len(quantities) else sentence.end
        close = clause.span.end
        tail_start = min(quantity.reach.end, close)
        tail = Span(tail_start, max(tail_start, min(close, after)))
        placed.append(Figure(first + number, quantity, sentence, clause, lead, head, tail))
    return placed


def _innermost(parts: Sequence[Clause], begins: Sequence[int], position: int) -> Clause | None:
    """The clause that begins last among those that hold the position; looks a bounded number of clauses back."""
    last = bisect_right(begins, position)
    return next((part for part in reversed(parts[max(0, last - _NESTED) : last]) if position < part.span.end), None)


def segment_start(text: str, figure: Figure) -> int:
    """Where the stretch since the last ``;`` or full stop begins, at most 80 characters before the figure's clause."""
    start = figure.clause.span.start
    floor = max(figure.sentence.start, start - _REACH)
    return max(floor, max(text.rfind(mark, floor, start) for mark in _SEGMENT) + 1)
