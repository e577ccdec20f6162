"""Figures in a view (从自给率看) and of those among others (其中甲): of what the words in front say more."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.naming.case import Case, Named, property_of
from pipeline.observation.phrases import (
    is_of_property,
    metric_start,
    peel,
    says_something,
    split,
)

_VIEW = re.compile(
    r"(?:(?:从|按|就)(?![同环環]比)(?P<what>[^,。;从按就]{2,20}?)(?:来看|上看|方面看|看|而言)|(?:^|(?<=[,。;\s]))(?:在)?(?P<side>[^,。;\s]{2,12}?)(?:方面|(?<=[率额量价速])上))[,，]"
)
_VIEW_REACH = 400
_CLAUSE_REACH = 60
_AMONG = re.compile("[,，;；](?:其中|当中)[,，:]?\\s*$")
_AMONG_REACH = 5
# 38个|工业大类行业中,|价格下降的有
# 归母净利率|环比均有提高
_OF_ALL = re.compile("(?:同比|环比)?(?:均|都|普遍|全部|全线|整体|多数|不同程度)[^,。;]{0,8}$")
_IN_ALL = re.compile("(?P<who>[^,。;]{2,14}?)(?:中|里),")
_THOSE = re.compile("的(?:共?有|达到?|共计?|为|仅有?|只有)?$")


def in_view(case: Case) -> Named | None:
    """从自给率看,甲、乙分别约为25%和10%: the view says of what, the figure's own words who."""
    words, figure = case.words, case.head.figure
    if not words.bare or words.acts or words.metric is None or case.sense.share is not None:
        return None
    start = min(figure.clause.span.start, words.phrase.start)
    views = list(_VIEW.finditer(case.script.text, _near(figure), start))
    view = views[-1] if views else None
    if view is None:
        return None
    what = Span(*view.span("what" if view["what"] else "side"))
    if not _is_property(case, what):
        return None
    metric = case.quote(what)
    if view.end() < start and not _still(case, view.end(), metric):
        return None
    return Named(case.quote(words.metric), None, metric, case.area or case.carried.area, case.own)


def _is_property(case: Case, what: Span) -> bool:
    """The view is a property throughout: 自给率, 归母净利润|增速."""
    text, tokens = case.script.text, case.script.tokens
    start = metric_start(text, what, tokens)
    if start is None or start == what.start:
        return start is not None
    grows = is_of_property(text, Span(start, what.end))
    return grows and metric_start(text, Span(what.start, start), tokens) == what.start


def under_property(case: Case) -> Named | None:
    """2019年至2024年的复合增速,I期9.2%、II期9.5%: the clause before names a property and says nothing of it, the items say who."""
    words, figure, text = case.words, case.head.figure, case.script.text
    if case.head.predicate.kind != "level" or not words.bare or words.metric is None or not case.plain():
        return None
    start, end = figure.clause.span.start, figure.quantity.reach.end
    if words.metric.end != figure.head.end or text[start - 1 : start] != "," or text[end : end + 1] != "、":
        return None
    opens = _clause_before(case)
    if case.carried.here > opens or opens >= start - 1:
        return None
    said = peel(text, Span(opens, start - 1), case.script.tokens)
    what = metric_start(text, said, case.script.tokens)
    if what is None or says_something(said, case.script.tokens):
        return None
    metric = case.quote(Span(what, said.end))
    return Named(case.quote(words.metric), None, metric, case.area or case.carried.area, own=False)


def _clause_before(case: Case) -> int:
    """Where the clause in front of the figure's own begins, in its sentence."""
    end = case.head.figure.clause.span.start - 1
    first = max(case.head.figure.sentence.start, end - _CLAUSE_REACH)
    return max(first, *(case.script.text.rfind(mark, first, end) + 1 for mark in ",;。"))


def in_clause_of_all(case: Case) -> Named | None:
    """归母净利率均有提高,电机板块环比提升3.4pct: the clause before says of what for all, the figure's own words who."""
    words, figure = case.words, case.head.figure
    if case.sense.measure != "change" or not words.bare or words.acts or words.metric is None or not case.plain():
        return None
    text, start = case.script.text, figure.clause.span.start
    opens = _clause_before(case)
    said = _OF_ALL.search(text, opens, start - 1) if opens < start - 1 else None
    if said is None or case.carried.here > opens or metric_start(text, words.metric, case.script.tokens) is not None:
        return None
    what = property_of(case, Span(opens, said.start()))
    if what is None:
        return None
    return Named(case.quote(words.metric), None, case.quote(what), case.area or case.carried.area, own=False)


def in_view_of(case: Case) -> Named | None:
    """从A股药企的研发投入来看,2019年研发投入超过400亿元: the view names who, the figure's own words only what."""
    words, figure = case.words, case.head.figure
    if words.subject is not None or case.metric is None or case.carried.here or not case.plain():
        return None
    views = list(_VIEW.finditer(case.script.text, _near(figure), figure.clause.span.start))
    if not views or views[-1].end() < figure.clause.span.start or not views[-1]["what"]:
        return None
    parts = split(case.script.text, Span(*views[-1].span("what")), case.script.tokens)
    if parts.subject is None or parts.metric is None or (case.quote(parts.metric) or "") not in case.metric:
        return None
    return Named(case.quote(parts.subject), None, case.metric, case.quote(parts.area) or case.area, case.own)


def _still(case: Case, start: int, metric: str | None) -> bool:
    """The view holds for the figures behind the first, as long as none of them names a property or a new part begins."""
    between = case.script.text[start : case.head.figure.head.start]
    goes_on = ";" not in between or case.carried.metric == metric
    return goes_on and "。" not in between and case.carried.here > start


def _near(figure: Figure) -> int:
    """The sentence's start, or as far in front of the figure as a view may stand."""
    return max(figure.sentence.start, figure.clause.span.start - _VIEW_REACH)


def among(case: Case) -> Named | None:
    """各厂产量增速放缓,其中甲为7.6%: the part is who, the property is the one said of the whole."""
    words, figure = case.words, case.head.figure
    if not words.bare or words.acts or words.metric is None or words.subject is not None or not case.plain():
        return None
    start = peel(case.script.text, words.phrase, case.script.tokens).start
    among = _AMONG.search(case.script.text, max(figure.sentence.start, start - _AMONG_REACH), start)
    if among is None or figure.quantity.unit != "%" or case.head.predicate.kind != "level":
        return None
    metric = case.carried.metric if case.carried.here else None
    whole = case.script.text.rfind(",", figure.sentence.start, max(figure.sentence.start, among.start() - 1)) + 1
    said = Span(max(whole, figure.sentence.start), among.start())
    if metric is None or not said.start <= case.carried.here <= among.start():
        metric = case.quote(property_of(case, said))
    if metric is None:
        return None
    return Named(case.quote(words.metric), None, metric, case.area or case.carried.area, own=False)


def those_among(case: Case) -> Named | None:
    """在调查的38个行业中,价格下降的有21个: of whom it is true, of those counted just before."""
    text, carried, figure = case.script.text, case.carried, case.head.figure
    start = figure.clause.span.start
    if not 0 < carried.here <= start or not case.plain() or case.words.metric is None:
        return None
    counted = _IN_ALL.fullmatch(text, carried.here, start)
    if counted is None or _THOSE.search(text, start, figure.head.end) is None:
        return None
    who, area = Span(*counted.span("who")), case.area or carried.area
    return Named(case.quote(who), None, case.quote(case.words.metric), area, case.own)
