"""Names listed in an earlier clause, of whom a list of figures speaks: 甲和乙均实现增长,分别增长3%和5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.phrases import is_noun, metric_start, names_somebody, peel
from pipeline.observation.tokens import Script

_LIST = re.compile(
    r"[^,。;:、\s()]{1,24}(?:、[^,。;:、\s()]{1,16}){0,11}(?:、|和|及|与|以及)(?!其|约?\d)[^,。;:、\s()]{1,40}"
)
_MARK = re.compile("、|以及|和|及|与")
_REACH = 160
_OUTSIDE = ("v", "p", "d", "u", "r", "c")
_ENDS = ("v", "p", "d", "u", "r", "m", "t", "f")
_ONE = 2
_AMOUNT = re.compile(r"\d[\d.]*[万亿%元个倍]")
_HOW = ("预计", "预期", "计划", "累计", "合计", "实际", "平均")
_REGION = ("地区", "地區", "市场", "市場")


@dataclass(frozen=True, slots=True)
class Enumerated:
    """The names, what stands behind the last up to its verb (新房价格涨幅 of 北京、上海的新房价格涨幅居前), and all of the list."""

    names: tuple[Span, ...]
    of: Span | None
    listed: Span


def enumerated(script: Script, before: Span, count: int) -> Enumerated | None:
    """The last list of ``count`` names in ``before``, which may not reach over a ``;``; null where there is none."""
    text = script.text
    start = max(before.start, before.end - _REACH, *(text.rfind(mark, 0, before.end) + 1 for mark in ";。\n"))
    found = None
    for match in _LIST.finditer(text, start, before.end):
        found = _names(script, Span(*match.span()), count) or found
    return found


def _names(script: Script, listed: Span, count: int) -> Enumerated | None:
    pieces = [*_pieces(script, listed)]
    if len(pieces) != count:
        return None
    first, last = _first(script, pieces[0]), last_name(script, pieces[-1])
    names = (first, *pieces[1:-1], last)
    if any(len(name) < _ONE or _AMOUNT.search(script.text, name.start, name.end) for name in names):
        return None
    if not any(names_somebody(script.text, name, script.tokens) for name in names):
        return None
    return Enumerated(names, _property(script, Span(last.end, listed.end)), listed)


def _pieces(script: Script, listed: Span) -> Iterator[Span]:
    """The pieces between marks; a 和 inside a word (和解, 共和国) is none."""
    at = listed.start
    for mark in _MARK.finditer(script.text, listed.start, listed.end):
        word = script.tokens.at(mark.start())
        if word is None or (word.start == mark.start() and word.end == mark.end()):
            yield Span(at, mark.start())
            at = mark.end()
    yield Span(at, listed.end)


def _first(script: Script, piece: Span) -> Span:
    """The nouns that end the first piece: 甲 of 主要客户包括甲."""
    piece = peel(script.text, piece, script.tokens)
    start = piece.start
    for token in script.tokens.within(piece):
        if token.tag.startswith(_OUTSIDE) and token.tag != "vn" and token.start > piece.start and token.end < piece.end:
            start = token.end
    return Span(start, piece.end)


def last_name(script: Script, piece: Span) -> Span:
    """The nouns that begin the last piece, without the property that all have: 深圳 of 深圳的新房价格涨幅居前."""
    end = piece.start
    for token in script.tokens.within(piece):
        if end > piece.start and ((token.tag.startswith(_ENDS) and token.tag != "vn") or token.text in _HOW):
            break
        if script.text[token.start] in "等三四五六两" and end > piece.start:
            break
        end = token.end
        if token.text in _REGION:
            return Span(piece.start, end)
    what = metric_start(script.text, Span(piece.start, end), script.tokens)
    return Span(piece.start, what if what is not None and what > piece.start else end)


def _property(script: Script, rest: Span) -> Span | None:
    """The property behind the names, up to a verb: 破免批签发量 of 的破免批签发量位居前列."""
    start = rest.start + (script.text[rest.start : rest.start + 1] == "的")
    ends = [token.start for token in script.tokens.within(Span(start, rest.end)) if not is_noun(token)]
    whats = [Span(start, end) for end in (*ends, rest.end) if end > start]
    return next((what for what in whats if metric_start(script.text, what, script.tokens) is not None), None)
