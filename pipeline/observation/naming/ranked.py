"""Who leads a ranking: 占比最高的是境外机构,为35.2%,其次是商业银行,占28.1%."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.codes import is_growth
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases import metric_start, names_somebody, peel
from pipeline.observation.predicate import parse

_PLACE = (
    "(?:(?:排名?|位列|位居|居于?|排在|位于|处于|名列)?(?:全[国省市球]|行业|市场)?(?:第[一二三四五]位?|首位?|前[列茅]|榜首)|居前|靠前|领先|"
    "最为?[大高多低快小强好重突出明显]{1,2})"
)
_RANK = re.compile(
    rf"(?:(?P<what>[^,。;:\n]{{2,24}}?)(?:同样|也|均)?{_PLACE}的?(?P<kind>[一-鿿]{{0,6}}?)|其次|第[二三四五]名?|接下来|紧随其后的?|再次|最后)(?:分别|依次|则|就)?(?:是|为)(?P<who>[^,。;:\n]*)"
)
_REACH = 90
_RELATIVE = ("占比", "比重", "份额", "增速", "增幅", "涨幅", "跌幅", "降幅")


def in_ranking(case: Case) -> Named | None:
    """涨幅最大的是甲,上涨10.2%: the one that the ranking names; the property is what it ranks by, where the figure names none."""
    text, figure = case.script.text, case.head.figure
    near = max(figure.sentence.start, figure.head.end - _REACH)
    start = max(near, text.rfind(",", near, max(near, figure.clause.span.start - 1)) + 1)
    found = next(reversed([*_RANK.finditer(text, start, figure.head.end)]), None)
    if found is None or case.sense.measure == "condition":
        return None
    end = found.end("who") - found["who"].endswith("的")  # 其次是甲的|59万元
    last = max(text.rfind(mark, found.start("who"), end) + 1 for mark in "、和及的")
    who = peel(text, Span(max(last, found.start("who")), end), case.script.tokens)
    who = Span(who.start, who.start + parse(who.quote(text)).end)
    if not 2 <= len(who) <= 20 or not names_somebody(text, who, case.script.tokens):
        return None
    named = names_organisation(case.quote(who))
    if not named and metric_start(text, who, case.script.tokens) is not None:
        return None
    inside = found.start() <= case.words.phrase.start < found.end()
    if case.words.subject is not None and not inside:
        return None
    metric = None if inside or is_growth(case.metric) else case.metric
    if metric is None:
        metric = _ranked_by(case, found) or case.carried.metric
    return Named(case.quote(who), None, metric, case.area or case.carried.area, own=metric is not None)


def _ranked_by(case: Case, found: re.Match[str]) -> str | None:
    """销量 of 销量排名第一的是; a share or a rate only of percentages."""
    if found["what"] is None:
        return None
    what = peel(case.script.text, Span(*found.span("what")), case.script.tokens)
    start = metric_start(case.script.text, what, case.script.tokens)
    if start is None:
        return None
    metric = case.quote(Span(start, what.end)) or ""
    kind = next((kind for kind in _RELATIVE if metric.endswith(kind)), "")
    return (metric if case.head.figure.quantity.unit == "%" else metric.removesuffix(kind)) or None
