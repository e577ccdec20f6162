"""Figures of a part: a condition, a bracket, who was asked, what stands before 占, an age group."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.counting import noun_behind
from pipeline.observation.naming.case import Case, Named, property_of
from pipeline.observation.organisations import ends_in_trade, is_kind_of_firm
from pipeline.observation.phrases import (
    head_word,
    is_of_property,
    metric_start,
    names_somebody,
    peel,
    says_something,
    split,
    stands_alone,
)
from pipeline.observation.predicate import parse
from pipeline.observation.ratings import threshold
from pipeline.observation.shares import PART, moved_part
from pipeline.text.fold import fold

_COMPANY_BEFORE = re.compile(
    r"(?:^|[\s,。;、:的和与及])(?:推荐|关注|建议关注|看好|如|以)?(?P<name>[^\s,。;、:的和与及()\d]{2,10})$"
)
# 38个|工业大类行业中,|价格下降的有
_IN_ALL = re.compile("(?P<who>[^,。;]{2,14}?)(?:中|里),")
_THOSE = re.compile("的(?:共?有|达到?|共计?|为|仅有?|只有)?$")
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
_VIEW = re.compile(
    r"(?:(?:从|按|就)(?![同环環]比)(?P<what>[^,。;从按就]{2,20}?)(?:来看|上看|方面看|看|而言)|(?:^|(?<=[,。;\s]))(?:在)?(?P<side>[^,。;\s]{2,12}?)方面)[,，]"
)
_VIEW_REACH = 400
_AMONG = re.compile("[,，;；](?:其中|当中)[,，:]?\\s*$")
_AMONG_REACH = 5
_NAME_BEHIND = re.compile(
    r"[(（](?P<who>[^()（）\d,，;；%]{2,12})[)）][;；、,，和及](?P<more>[\d.,]{1,12}[%％万亿元人个家]{1,3}[(（][^()（）\d]{2,12}[)）])?|[(（](?P<last>[^()（）\d,，;；%]{2,12})[)）]"
)
_NAME_BEFORE = re.compile(r"[\d%％万亿元人个家][(（][^()（）\d,，;；%]{2,12}[)）][;；、,，和及]$")
_BEHIND = 20
_SPECIFICATION = re.compile("(?P<who>[^,。;:(]{0,16}?)规格(?:均|都)?(?:统一)?(?:折算|换算|折合)[为成]$")
_SPECIFIED_REACH = 30
_COMPARED_REACH = 30
_COMPARED_WITH = re.compile(
    "(?:(?:高|低|大|小|多|少|长|短|快|慢|优|强|弱)于|跑赢|跑输)(?!历史|过去|去年|上年|同期|预期|目标)(?P<who>[^,。;()\\d]{2,20})$"
)
_ASIDE = re.compile("同比|环比|下同|含税|未经|其中|单位|人民币|截至|左右|以上|以下|预计|占比|约|如|见|按|口径|不含|含")
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


def of_specification(case: Case) -> Named | None:
    """八因子规格统一折算为200IU/支: what size the counts are reckoned in."""
    head = case.head.figure.head
    found = _SPECIFICATION.search(case.script.text, max(head.start, head.end - _SPECIFIED_REACH), head.end)
    if found is None:
        return None
    who = peel(case.script.text, Span(*found.span("who")), case.script.tokens)
    return Named(case.quote(who) or case.carried.subject, None, "规格", case.area, own=True)


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
    return Named(case.quote(Span(*found.span("who"))), None, carried.metric, case.area, own=False)


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
    unit = next((unit for unit, known in case.carried.levels if known == metric), None)
    return unit is not None and unit != "%" and not metric.endswith(("率", "占比", "比重", "份额"))


def _near(figure: Figure) -> int:
    """The sentence's start, or as far in front of the figure as a view may stand."""
    return max(figure.sentence.start, figure.clause.span.start - _VIEW_REACH)


def in_view(case: Case) -> Named | None:
    """从自给率看,甲、乙分别约为25%和10%: the view says of what, the figure's own words who."""
    words, figure = case.words, case.head.figure
    if not words.bare or words.acts or words.metric is None or case.sense.share is not None:
        return None
    start = min(figure.clause.span.start, words.phrase.start)
    views = list(_VIEW.finditer(case.script.text, _near(figure), start))
    view = views[-1] if views else None
    if view is None or (view.end() < start and not _still(case, view.end())):
        return None
    what = Span(*view.span("what" if view["what"] else "side"))
    head = head_word(case.script.text, what)
    if head is None or metric_start(case.script.text, what, case.script.tokens) != what.start:
        return None
    whole = is_of_property(case.script.text, Span(head, what.end))  # 归母净利润|增速
    metric = case.quote(what if whole else Span(head, what.end))
    return Named(case.quote(words.metric), None, metric, case.area or case.carried.area, case.own)


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


def _still(case: Case, start: int) -> bool:
    """The view holds for the figures behind the first, as long as none of them names a property or a new part begins."""
    between = case.script.text[start : case.head.figure.head.start]
    return not any(mark in between for mark in ";。") and case.carried.here > start


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
    metric = case.metric if case.sense.share else case.carried.level_in(case.head.figure.quantity.unit) or metric or who
    return Named(who, None, metric, case.area or case.carried.area, case.own)
