"""Changes: their size without sign, and what they are measured against."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Comparison, Quantity, Span
from pipeline.observation.clauses import segment_start
from pipeline.observation.comparing import base_clause, comparison_of, kind_of_base, named_base
from pipeline.observation.heads import Head
from pipeline.observation.words import alternation

_MOVES = alternation("change.moves_up", "change.moves_down")
_BASE_OF_OBJECT = re.compile(rf"(?:相较于|相比于|相较|相比|较|比)(?P<base>[^,。;]{{2,20}}?)(?:{_MOVES})")
# 比2017年的2073.5亿元增长21.5%: the base with its own level between.
_BASE_WITH_LEVEL = re.compile(r"(?:比|较)(?P<base>[^,。;比较]{1,16}?)的(?:约|近)?-?\d[^,。;比较]{0,16}$")
# 与2022年同期相较,营收持平,净利减少19%: for the whole sentence.
_OPENS_WITH_BASE = re.compile(r"\s*(?:与|同|和|较|比)(?P<base>[^,。;]{2,14}?)(?:相较|相比|比较|对比),")
_REACH = 60
_NAMED = re.compile(f"(?:{alternation('change.yoy', 'change.pop')})")

# 从环比看,食品价格上涨0.3%: for the whole sentence.
_VIEW_REACH = 200
_VIEWED = re.compile("从(同比|环比)(?:来|角度|情况)?看")


def unsigned(quantity: Quantity) -> Quantity:
    """A change keeps its size: -5.2% is 5.2, down."""
    if quantity.value is None or quantity.value >= 0:
        return quantity
    low = -quantity.low if quantity.low is not None else None
    high = -quantity.high if quantity.high is not None else None
    return replace(quantity, value=-quantity.value, low=low, high=high)


def compared(text: str, head: Head, *, own: bool) -> tuple[Comparison | None, str | None]:
    """Comparison and base of a change: in its own words, else in a clause 与…相比 before it; nulls where none is stated.

    ``own`` says that the figure names what is measured, so that 同比 of an earlier clause is not about it.
    """
    figure, predicate = head.figure, head.predicate
    if head.reference is not None:
        return predicate.comparison if predicate.comparison == "yoy" else head.comparison, head.reference
    named = _BASE_WITH_LEVEL.search(text, figure.lead.start, figure.lead.end) if not own else None
    if named:
        return kind_of_base(named["base"]), named["base"]
    inside = _BASE_OF_OBJECT.match(text, head.phrase.start, head.phrase.end) if predicate.kind == "level" else None
    if inside:
        return kind_of_base(inside["base"]), inside["base"]
    lead = figure.lead.quote(text)
    comparison = predicate.comparison or comparison_of(lead) or comparison_of(figure.tail.quote(text)[:10])
    if comparison is None and not own:
        lead = text[
            max(figure.lead.end - 2 * _REACH, min(figure.lead.start, segment_start(text, figure))) : figure.lead.end
        ]
        comparison = comparison_of(lead)
    if comparison is None:
        viewed = _VIEWED.findall(
            text, max(figure.sentence.start, figure.quantity.span.start - _VIEW_REACH), figure.quantity.span.start
        )
        comparison = comparison_of(viewed[-1]) if viewed else None
    if comparison in ("yoy", "pop"):
        printed = _NAMED.findall(lead)
        return comparison, named_base(printed[-1]) if printed else None
    if comparison is not None:
        return comparison, None
    base = base_clause(
        text, Span(max(figure.sentence.start, figure.clause.span.start - _REACH), figure.clause.span.start)
    )
    if base is None:
        opens = _OPENS_WITH_BASE.match(text, figure.sentence.start, figure.quantity.span.start)
        base = opens["base"] if opens else None
    return (kind_of_base(base), base) if base is not None else (None, None)
