"""Slices of a chart whose labels ran together: 船舶,31%消费电子,17%轨道,28%其他,24%. Each share is its own label's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose

from pipeline.model import Quantity, Span
from pipeline.observation.phrases import is_noun, peel
from pipeline.observation.runs import PROPERTY, SOURCE, Entry
from pipeline.observation.tokens import Tokens
from pipeline.text.captions import CAPTION

# A label stands right behind the share of the one before, with or without a comma before its own.
_LABEL = re.compile(
    r"(?P<name>[^\W\d_](?:[^\d%,，。;；:：\s、（）()]|[（(][^（）()]{1,8}[）)]){0,15})(?P<comma>[,，]?)"
)
_LEAST = 3
_PARTS = 5
_WHOLE, _LEAST_SUM, _MOST_SUM = 100, 96, 102
_MOVE = re.compile("涨跌幅|涨幅|跌幅")
_HEAD_REACH = 300
# Between the head of a column and an entry of it no clause ends, and nothing moves from here to there.
_PROSE = re.compile("[。,;:、（）()]|[为了至达较]|上涨|下跌|涨幅|跌幅|增长|下降|预期|收益|以[上下]")
# So far in front of a chart's labels the captions of its page stand.
_PAGE = 2500
_SHARE = re.compile("[^,。;资数]{2,40}?(?P<what>(?:市场)?份额|市占率|占比|比重)(?=[^率高低最]|$)")
_FIRST = re.compile(r"(?P<name>[^\d%,，。;；:：、\s]{1,24})[,，]?$")
_CAPTION_REACH = 48
_REST = ("其他", "其它", "其余")
_NO_LABEL = ("p", "d", "u", "r", "m", "q")
# Of what the chart is, behind the property: 销售额|分布(%).
_KIND = re.compile(r"(?:分布|构成|结构|情况|对比|变化|占比|图|备注|说明|原因|[(（][^（）()]{1,8}[）)])*\s*")
_YEAR = re.compile(r"((?:19|20)\d\d)(?=年|[^\d.%])")


def slices(text: str, tokens: Tokens, quantities: Sequence[Quantity]) -> dict[int, Entry]:
    """Every share of such charts by the clean position at which it starts; ``text`` is folded.

    Three shares in a row at least. Without commas every label must be a noun, since 由5%升至8% is prose, or they sum up to a whole.
    """
    found: dict[int, Entry] = {}
    run: list[tuple[Span, Quantity]] = []
    for quantity in (*quantities, None):
        label = _label(text, run, quantity) if quantity is not None else None
        if quantity is not None and label is not None:
            run.append((label, quantity))
            continue
        found.update(_entries(text, tokens, run))
        run = []
        first = _FIRST.search(text, max(0, quantity.span.start - 24), quantity.span.start) if quantity else None
        if quantity is not None and quantity.unit == "%" and first is not None:
            run = [(Span(*first.span("name")), quantity)]
    return found


def _label(text: str, run: Sequence[tuple[Span, Quantity]], quantity: Quantity) -> Span | None:
    if not run or quantity.unit != "%":
        return None
    label = _LABEL.fullmatch(text, run[-1][1].span.end, quantity.span.start)
    return Span(*label.span("name")) if label else None


def _entries(text: str, tokens: Tokens, run: Sequence[tuple[Span, Quantity]]) -> dict[int, Entry]:
    if len(run) < _LEAST:
        return {}
    first = run[0][0]
    commas, whole, moved = _commas(text, run), _sums_up(run), _move_before(text, first)
    if not (commas or whole or moved or all(_noun(tokens, label) for label, _ in run[1:])):
        return {}
    captions = [*CAPTION.finditer(text, max(0, first.start - _CAPTION_REACH), first.end)]
    about: Span | None = None
    year: int | None = None
    if moved is not None:
        about = moved
    elif captions and not re.search("[。、，,\n]", text[captions[-1].end() : first.end]):
        properties = [*PROPERTY.finditer(text, captions[-1].end(), first.end)]
        about = peel(text, Span(captions[-1].end(), properties[-1].end()), tokens) if properties else None
        years = {int(year) for year in _YEAR.findall(text, captions[-1].end(), first.end)}
        year = years.pop() if len(years) == 1 else None
    else:
        about = _share_before(text, first.start)
    first = _without_caption(text, first, about, tokens)
    source = SOURCE.match(text, run[-1][1].span.end)
    told = Span(*source.span("name")) if source else None
    labels = [first, *(label for label, _ in run[1:])]
    return {
        quantity.span.start: Entry(label, about, year, told, row, shares=commas or whole)
        for row, (label, (_, quantity)) in enumerate(zip(labels, run, strict=True))
    }


def _move_before(text: str, first: Span) -> Span | None:
    """公司简称|涨跌幅|某某生物44.70%…: the column's head in front of the first, with nothing but such entries between."""
    found = [*_MOVE.finditer(text, max(0, first.start - _HEAD_REACH), first.end)]
    if not found or _PROSE.search(text, found[-1].end(), first.end):
        return None
    return Span(*found[-1].span())


def _share_before(text: str, position: int) -> Span | None:
    """图7:2019年某某批签发|份额: the page's charts lost their captions, and the last one that names a share says what they show."""
    captions = [*CAPTION.finditer(text, max(0, position - _PAGE), position)]
    shares = [_SHARE.search(text, caption.end(), min(position, caption.end() + _CAPTION_REACH)) for caption in captions]
    named = [share for share in shares if share is not None]
    return Span(*named[-1].span("what")) if named else None


def _commas(text: str, run: Sequence[tuple[Span, Quantity]]) -> bool:
    return all(text[label.end] in ",，" for label, _ in run)


def _sums_up(run: Sequence[tuple[Span, Quantity]]) -> bool:
    """水泥41%平板玻璃26%…其他1%: the parts of a whole, of five or more with what rounding leaves."""
    shares = [quantity.value or 0 for _, quantity in run]
    return isclose(sum(shares), _WHOLE) or (len(run) >= _PARTS and _LEAST_SUM <= sum(shares) <= _MOST_SUM)


def _noun(tokens: Tokens, label: Span) -> bool:
    inside = [token for token in tokens.within(label) if token.text not in _REST]
    if len(label) < 2 or any(token.tag.startswith(_NO_LABEL) for token in inside):
        return False
    return not inside or (inside[0].tag not in ("v", "c") and is_noun(inside[-1]))


def _without_caption(text: str, label: Span, about: Span | None, tokens: Tokens) -> Span:
    """The first label behind the words of the caption, or else its last word: what stands before it ran into it."""
    kind = _KIND.match(text, about.end, label.end) if about is not None else None
    if kind is not None and kind.end() < label.end:
        return Span(max(kind.end(), label.start), label.end)
    inside = tokens.within(label)
    return Span(inside[-1].start, label.end) if inside and inside[-1].start > label.start else label
