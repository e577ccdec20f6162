"""Figures of a part: a condition, who was asked, what stands before 占, an age group, a rating."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.counting import noun_behind
from pipeline.observation.naming.case import Case, Named, property_of
from pipeline.observation.phrases import (
    metric_start,
    names_somebody,
    peel,
    says_something,
    stands_alone,
)
from pipeline.observation.ratings import threshold
from pipeline.observation.shares import PART, moved_part

_AGES = ("岁", "歲", "周岁")
_HAS_SHARE = re.compile("的?(?:人口)?占")
# 自营|与代工订单数量之比
_SIDES = re.compile("[与和对][^,。;与和对]{2,16}(?:之比|比值|比例|比)$")
_RATIOS = ("1", None)
_TARGET = re.compile(
    r"[^,。;将把]{0,12}[将把](?P<who>[^,。;将把的()]{2,16}?)(?:\([^()]{2,16}\))?的?(?P<what>(?:合理)?目标价格?)(?!值)"
)
_AGE_GROUP = re.compile(
    r"[0-9０-９][^,。;]{0,10}?[岁歲][^,。;]{0,8}?(?:人口|人群|群体|群體|老人(?!口)|老年人(?!口)|男性|女性|居民|儿童|兒童|用户|用戶|者|人士|人)"
)
# 不低于100%的|监管要求 is nobody's name.
_REQUIRED = re.compile("的[^,。;的\\d]{0,6}?(?:要求|标准|红线|底线|门槛)")
_OF_WHOM = re.compile("(?:年龄段|年齡段)?(?:[的之为為]|属于|視為|视为)?")
_NOUN_MAX = 14
_NAMED = 3
_FIRST_OF = re.compile(
    "(?:位[于居]|排名|排在|居)?(?:前列|前[一二三四五六七八九十\\d]{1,3}[名位大]?|居前|靠前|领先|最[大高多])(?:的[^,。;的]{0,6})?$"
)
_RANKS = ("占比", "比重", "份额", "增速")
_LISTED = re.compile("(?P<what>[^,。;:]{2,24}?)(?:依次|分别)[为是]:?(?P<who>(?!约|近|超|逾|人民币)[一-鿿A-Za-z]{2,14})")
# 与第二名某某的|37亿元拉开差距, 和同业的|7%相差不大
_AGAINST = re.compile(
    "(?:与|和|同|跟)(?:(?:排名)?第[一二三四五]名?的?)?(?P<who>[^,。;的与和同跟\\d]{2,14})的(?:约|近)?$"
)
_APART = re.compile("(?:左右)?(?:相差|拉开|持平|相比|接近|基本|相当|形成|差距|相去|仍有|尚有|还有)")
_BEFORE_PART = "约近仅则也均已还只分别"


def of_whom(case: Case) -> Named | None:
    """月销售额15万元以下的小规模纳税人, 85岁以上男性: a condition is of the noun behind it."""
    if case.sense.measure != "condition":
        return None
    figure = case.head.figure
    if _REQUIRED.match(case.script.text, figure.quantity.reach.end, figure.sentence.end):
        return None
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


def of_age(case: Case) -> Named | None:
    """0-17岁占16.8%: the age bracket that has a share is who."""
    figure = case.head.figure
    aged = case.sense.measure == "condition" and figure.quantity.unit_text in _AGES
    if not aged or _HAS_SHARE.match(case.script.text, figure.quantity.reach.end, figure.sentence.end) is None:
        return None
    who = Span(figure.quantity.span.start, figure.quantity.reach.end)
    return Named(case.quote(who), None, case.metric, case.area or case.carried.area, case.own)


def of_other_side(case: Case) -> Named | None:
    """收入45亿美元,与第二名某某的37亿美元拉开差距: whose the figure is that one is held against."""
    text, figure = case.script.text, case.head.figure
    found = _AGAINST.search(text, figure.head.start, figure.head.end)
    if found is None or _APART.match(text, figure.quantity.reach.end) is None or case.sense.measure == "condition":
        return None
    who = Span(*found.span("who"))
    if not names_somebody(text, who, case.script.tokens) or metric_start(text, who, case.script.tokens) is not None:
        return None
    same = case.carried.here and case.carried.unit == figure.quantity.unit
    metric = case.carried.metric if same else case.quote(property_of(case, Span(figure.head.start, found.start())))
    return Named(case.quote(who), None, metric, case.area or case.carried.area, own=False)


def of_ratio(case: Case) -> Named | None:
    """棉纺企业|自营与代工订单数量之比约为1:4: both sides belong to the property."""
    if "ratio" not in case.head.figure.quantity.flags or not case.plain():
        return None
    text, phrase = case.script.text, peel(case.script.text, case.words.phrase, case.script.tokens)
    found = _SIDES.search(text, phrase.start, phrase.end)
    first = case.script.tokens.at(found.start() - 1) if found and found.start() > phrase.start else None
    if first is None or first.start < phrase.start:
        return None
    who = Span(phrase.start, first.start)
    named = len(who) > 1 and names_somebody(text, who, case.script.tokens)
    other = case.script.tokens.at(found.start() + 1) if found else None
    both = case.quote(Span(first.start, other.end)) if other is not None else None
    again = case.carried.subject if case.carried.here and case.carried.unit in _RATIOS else both
    subject = case.quote(who) if named else again
    return Named(subject, None, case.quote(Span(first.start, phrase.end)), case.area or case.carried.area, case.own)


def of_listed(case: Case) -> Named | None:
    """子板块涨幅分别为精密轴承|-1.4%: the list begins behind 分别为, and what it lists stands in front."""
    head, text = case.head.figure.head, case.script.text
    found = _LISTED.fullmatch(text, head.start, head.end)
    if found is None:
        return None
    what = Span(*found.span("what"))
    first = _FIRST_OF.search(text, what.start, what.end)  # 涨幅|居前的个股
    said = peel(text, Span(what.start, first.start()) if first else what, case.script.tokens)
    start = metric_start(text, said, case.script.tokens)
    who = Span(*found.span("who"))
    if start is None or metric_start(text, who, case.script.tokens) is not None:
        return None
    metric = case.quote(Span(start, said.end)) or ""
    ranked = next((kind for kind in _RANKS if metric.endswith(kind) and metric != kind), "")
    if case.head.figure.quantity.unit != "%":
        metric = metric.removesuffix(ranked)  # 批签发份额前5位分别为某某生物|81万瓶
    return Named(case.quote(who), None, metric, case.area, own=True)


def of_rating(case: Case) -> Named | None:
    """买入:股价涨幅优于指数20%以上: the limit of a rating is the rating's."""
    limit = threshold(case.script.text, case.head.figure.quantity)
    if limit is None:
        return None
    return Named(case.quote(limit.rating), None, case.quote(limit.metric), None, own=False)


def of_object(case: Case) -> Named | None:
    """该行将某某汽车(9XXX.HK)目标价由86港元升至102港元: whose target price it is that somebody moves."""
    found = _TARGET.match(case.script.text, case.head.figure.clause.span.start, case.head.figure.head.end)
    if found is None or case.sense.share is not None:
        return None
    who, what = Span(*found.span("who")), Span(*found.span("what"))
    return Named(case.quote(who), None, case.quote(what), case.area, case.own)


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
    said = _answer(case)
    if said is not None:
        return Named(case.carried.subject, None, case.quote(said), case.area, case.own)
    part = words.fused or (words.metric if words.subject is None else None)
    text, placed = case.script.text, words.parts.area
    if words.subject is None and part is not None and len(part) < _NAMED and placed and placed.end == part.start:
        part = Span(placed.start, part.end)  # 境内|收入
        return Named(case.quote(part), None, case.metric, case.area, case.own)
    while part is not None and len(part) and text[part.end - 1] in _BEFORE_PART:
        part = Span(part.start, part.end - 1)
    opens = part is not None and part.start == case.head.figure.clause.span.start
    least = (
        _NAMED - 1 if opens or (case.carried.measure == "share" and case.carried.here) else _NAMED
    )  # 食品占52%,医疗占28%
    if (
        part is None
        or (len(part) < least and not stands_alone(text, part, case.script.tokens))
        or says_something(part, case.script.tokens)
    ):
        return None
    if not names_somebody(text, part, case.script.tokens) or PART in part.quote(text):
        return None
    return Named(case.quote(part), None, case.metric, case.area or case.carried.area, case.own)


def _answer(case: Case) -> Span | None:
    """72%的受访者以电商为主,选择门店的占31.9%: in a survey a deed before 占 is an answer."""
    if not case.carried.surveyed or case.carried.subject is None:
        return None
    phrase = peel(case.script.text, case.words.phrase, case.script.tokens)
    first = case.script.tokens.at(phrase.start)
    if first is None or first.start != phrase.start or first.tag not in ("v", "p") or not len(phrase):
        return None
    return phrase


def of_moved_part(case: Case) -> Named | None:
    """研发费用占收入的比重提高0.8个百分点: a change of a share is of the part, in the whole."""
    found = moved_part(case.script.text, case.head.phrase) if case.sense.measure == "change" else None
    if found is None:
        return None
    part = peel(case.script.text, found[0], case.script.tokens)
    who = case.quote(part) if len(part) > 1 else case.carried.subject
    return Named(who, None, PART + (case.quote(found[1]) or ""), case.area or case.carried.area, case.own)


def bracketed_group(case: Case) -> Named | None:
    """15-59岁人口为…: the age bracket with its noun is who."""
    phrase = peel(case.script.text, case.words.phrase, case.script.tokens)
    group = _AGE_GROUP.match(case.script.text, phrase.start, phrase.end)
    if group is None or case.sense.measure == "condition":
        return None
    who = case.quote(Span(*group.span()))
    metric = case.quote(Span(group.end(), phrase.end)) if group.end() < phrase.end else None
    known = (
        metric is not None
        and metric_start(case.script.text, Span(group.end(), phrase.end), case.script.tokens) == group.end()
    )
    over = None if known else case.carried.level_in(case.head.figure.quantity.unit)
    metric = case.metric if case.sense.share else over or metric or who
    return Named(who, None, metric, case.area or case.carried.area, case.own)
