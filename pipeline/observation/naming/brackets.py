"""Figures in brackets: of whom they are, who stands in front, and whose name stands behind."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.organisations import ends_in_trade, is_kind_of_firm
from pipeline.observation.phrases import metric_start, names_somebody, peel
from pipeline.observation.predicate import parse
from pipeline.text.fold import fold

_COMPANY_BEFORE = re.compile(
    r"(?:^|[\s,。;、:的和与及])(?:推荐|关注|建议关注|看好|如|以)?(?P<name>[^\s,。;、:的和与及()\d]{2,10})$"
)
_NAME_BEHIND = re.compile(
    r"[(（](?P<who>[^()（）\d,，;；%]{2,12})[)）][;；、,，和及](?P<more>[\d.,]{1,12}[%％万亿元人个家]{1,3}[(（][^()（）\d]{2,12}[)）])?|[(（](?P<last>[^()（）\d,，;；%]{2,12})[)）]"
)
_NAME_BEFORE = re.compile(r"[\d%％万亿元人个家][(（][^()（）\d,，;；%]{2,12}[)）][;；、,，和及]$")
_BEHIND = 20
_ASIDE = re.compile("同比|环比|下同|含税|未经|其中|单位|人民币|截至|左右|以上|以下|预计|占比|约|如|见|按|口径|不含|含")
_COMPARED_REACH = 30
# 个股涨幅前五:甲(+18%)、乙; 渗透率从高到低分别为甲(42%)、乙: what the items of a list are ranked by, and its items.
_HEADED = re.compile("(?P<what>(?<![^,。;])[^,。;:()]{2,30}?)(?:(?:依次|分别|主要)[为是]:?|[为是]:|:)")
_RANKED = re.compile(
    "(?:大小|高低|多少|排名|排序|顺序|次序|从[高大多]到[低底小少]|由[高大多]到[低小少]|居前|靠前|领先|前[一二三四五六七八九十\\d]{1,2}[名位大家]?|最[大高多快低小])+的?[^,。;:()的]{0,6}$"
)
_ITEMS = re.compile(
    "(?:[^,。;:()、\\d][^,。;:()、]{1,13}[(][^()]{1,24}[)](?:、|和|及|以及|,))*(?:和|及|以及)?(?P<who>[^,。;:()、\\d][^,。;:()、]{1,13})"
)
_HEAD_REACH = 240
_COMPARED_WITH = re.compile(
    "(?:(?:高|低|大|小|多|少|长|短|快|慢|优|强|弱)于|跑赢|跑输)(?!历史|过去|去年|上年|同期|预期|目标)(?P<who>[^,。;()\\d]{2,20})$"
)


def beside_bracket(case: Case) -> Named | None:
    """某某股份(2024年营收12亿元,净利润3亿元): a bracket with properties is about the company in front of it."""
    bracket, words = case.head.figure.clause.bracket, case.words
    if bracket is None or words.subject is not None or words.bare or words.phrase.end <= bracket or not case.plain():
        return None
    found = _COMPANY_BEFORE.search(case.script.text, max(case.head.figure.sentence.start, bracket - _BEHIND), bracket)
    if found is None or not ends_in_trade(found["name"]) or is_kind_of_firm(found["name"]):
        return None
    return Named(case.quote(Span(*found.span("name"))), None, case.metric or case.carried.metric, case.area, case.own)


def compared_with(case: Case) -> Named | None:
    """甲的周转天数(174天)高于同业平均(96天): the second bracket is of whom the first is compared with."""
    bracket, carried = case.head.figure.clause.bracket, case.carried
    if bracket is None or not carried.here or carried.metric is None or case.sense.measure == "condition":
        return None
    found = _COMPARED_WITH.search(case.script.text, max(carried.here, bracket - _COMPARED_REACH), bracket)
    if found is None or case.words.phrase.end > bracket:
        return None
    who = Span(*found.span("who"))
    start = metric_start(case.script.text, who, case.script.tokens)
    if start is None:
        return Named(case.quote(who), None, carried.metric, case.area, own=False)
    whose = case.quote(Span(who.start, start)) or carried.subject  # 高于公司整体|收入增长率(19%)
    return Named(whose, None, case.quote(Span(start, who.end)), case.area, own=False)


def in_headed_list(case: Case) -> Named | None:
    """个股涨幅前五:甲(+18%)、乙(+16%): the name is right before the bracket, what is measured stands before the list."""
    text, figure = case.script.text, case.head.figure
    bracket = figure.clause.bracket
    if bracket is None or case.sense.measure == "condition" or text[bracket + 1 : figure.head.end].strip("约近+-"):
        return None
    for found in _HEADED.finditer(text, max(figure.sentence.start, bracket - _HEAD_REACH), bracket):
        items = _ITEMS.fullmatch(text, found.end(), bracket)
        ranked = _RANKED.search(text, *found.span("what"))
        what = peel(text, Span(found.start(), ranked.start() if ranked else found.end("what")), case.script.tokens)
        start = metric_start(text, what, case.script.tokens) if items else None
        if items is None or start is None or not names_somebody(text, Span(*items.span("who")), case.script.tokens):
            continue
        return Named(
            case.quote(Span(*items.span("who"))), None, case.quote(Span(start, what.end)), case.area, own=False
        )
    return None


def in_bracket(case: Case) -> Named | None:
    """发酵酒(增长87%): the noun before the bracket is who, the metric is the one spoken of."""
    bracket = case.head.figure.clause.bracket
    before = bracket is not None and case.words.phrase.end <= bracket
    if not before or not case.words.bare or case.words.subject is not None or case.sense.measure == "condition":
        return None
    metric = case.carried.metric or case.carried.said
    if case.sense.share is not None or metric is None:
        return None
    subject = case.quote(case.words.metric)
    spoken = metric[: parse(fold(metric)).end] or metric
    if _is_part_of(case, metric):
        spoken += "占比"
    return Named(subject, None, spoken, case.area or case.carried.area, own=False)


def _is_part_of(case: Case, metric: str) -> bool:
    """批签发20万瓶,主要来自甲(39%)、乙(13%): an unsigned percentage of what was stated in another unit."""
    quantity = case.head.figure.quantity
    if quantity.unit != "%" or quantity.direction is not None or case.sense.measure != "level":
        return False
    stated = [unit for unit, known in case.carried.levels if known == metric]
    return stated[:1] not in ([], ["%"]) and not metric.endswith(("率", "占比", "比重", "份额"))


def named_behind(case: Case) -> Named | None:
    """敏感性:92%(甲);84%(乙): each figure's name stands in the bracket behind it."""
    text, figure = case.script.text, case.head.figure
    behind = _NAME_BEHIND.match(text, figure.quantity.reach.end, figure.sentence.end)
    before = _NAME_BEFORE.search(
        text, max(figure.sentence.start, figure.quantity.span.start - _BEHIND), figure.quantity.span.start
    )
    if behind is None or not (behind["more"] or before):
        return None
    who = Span(*behind.span("who" if behind["who"] else "last"))
    if not names_somebody(text, who, case.script.tokens) or _ASIDE.search(text, who.start, who.end):
        return None
    return Named(case.quote(who), None, case.metric or case.carried.metric, case.area or case.carried.area, case.own)
