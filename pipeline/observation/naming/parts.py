"""Figures of a part: a condition, a bracket, who was asked, what stands before 占, an age group."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.counted import noun_behind
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.phrases import head_word, metric_start, names_somebody, peel, says_something, stands_alone
from pipeline.observation.predicate import parse
from pipeline.observation.shares import PART
from pipeline.text.fold import fold

_AGE_GROUP = re.compile(
    r"[0-9０-９][^,。;]{0,10}?[岁歲][^,。;]{0,8}?(?:人口|人群|群体|群體|老人(?!口)|老年人(?!口)|男性|女性|居民|儿童|兒童|用户|用戶|者|人士|人)"
)
_OF_WHOM = re.compile("(?:年龄段|年齡段)?(?:[的之为為]|属于|視為|视为)?")
_NOUN_MAX = 14
_VIEW = re.compile("(?:从|按|就)(?![同环環]比)(?P<what>[^,。;从按就]{2,12}?)(?:来看|上看|方面看|看|而言)[,，]")
_BEFORE_PART = "约近仅则也均已还只分别"


def of_whom(case: Case) -> Named | None:
    """月销售额15万元以下的小规模纳税人, 85岁以上男性: a condition is of the noun behind it."""
    if case.sense.measure != "condition":
        return None
    figure = case.head.figure
    behind = _OF_WHOM.match(case.script.text, figure.quantity.reach.end, figure.sentence.end)
    start = behind.end() if behind else figure.quantity.reach.end
    noun = noun_behind(
        case.script.text, Span(start, max(start, min(figure.tail.end, start + _NOUN_MAX))), case.script.tokens
    )
    if noun is None or not names_somebody(case.script.text, noun, case.script.tokens):
        return None
    held = metric_start(case.script.text, noun, case.script.tokens)
    if (
        held is not None
        and held > noun.start
        and names_somebody(case.script.text, Span(noun.start, held), case.script.tokens)
    ):
        noun = Span(noun.start, held)
    return Named(case.quote(noun), None, case.metric, case.area or case.carried.area, case.own)


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
    return Named(subject, None, spoken, case.area or case.carried.area, own=False)


def in_view(case: Case) -> Named | None:
    """从自给率看,甲、乙分别约为25%和10%: the view says of what, the figure's own words who."""
    words, figure = case.words, case.head.figure
    if not words.bare or words.acts or words.metric is None or case.sense.share is not None:
        return None
    views = list(_VIEW.finditer(case.script.text, figure.sentence.start, figure.clause.span.start))
    view = views[-1] if views else None
    if view is None or (view.end() < figure.clause.span.start and not _still(case, view.end())):
        return None
    what = Span(*view.span("what"))
    head = head_word(case.script.text, what)
    if head is None or metric_start(case.script.text, what, case.script.tokens) != what.start:
        return None
    return Named(
        case.quote(words.metric), None, case.quote(Span(head, what.end)), case.area or case.carried.area, case.own
    )


def _still(case: Case, start: int) -> bool:
    """The view holds for the figures behind the first, as long as none of them names a property or a new part begins."""
    between = case.script.text[start : case.head.figure.head.start]
    return not any(mark in between for mark in ";。") and case.carried.here > start


def asked(case: Case) -> Named | None:
    """83%的小微企业希望…: the group asked is the subject."""
    share = case.sense.share
    if share is None or share.verb:
        return None
    return Named(case.quote(share.group) or case.carried.subject, None, case.metric, case.area, case.own)


def of_part(case: Case) -> Named | None:
    """财政性教育经费占国内生产总值…: all that stands before 占 is the part."""
    share, words = case.sense.share, case.words
    if share is None or share.verb != PART or words.metric is None or words.counted is not None:
        return None
    part = words.fused or (words.metric if words.subject is None else None)
    text = case.script.text
    while part is not None and len(part) and text[part.end - 1] in _BEFORE_PART:
        part = Span(part.start, part.end - 1)
    if (
        part is None
        or (len(part) < 3 and not stands_alone(text, part, case.script.tokens))
        or says_something(part, case.script.tokens)
    ):
        return None
    if not names_somebody(text, part, case.script.tokens) or PART in part.quote(text):
        return None
    return Named(case.quote(part), None, case.metric, case.area or case.carried.area, case.own)


def bracketed_group(case: Case) -> Named | None:
    """15-59岁人口为…: the age bracket with its noun is who."""
    phrase = peel(case.script.text, case.words.phrase, case.script.tokens)
    group = _AGE_GROUP.match(case.script.text, phrase.start, phrase.end)
    if group is None or case.sense.measure == "condition":
        return None
    who = case.quote(Span(*group.span()))
    metric = case.quote(Span(group.end(), phrase.end)) if group.end() < phrase.end else None
    metric = case.metric if case.sense.share else case.carried.level_in(case.head.figure.quantity.unit) or metric or who
    return Named(who, None, metric, case.area or case.carried.area, case.own)
