"""Who a figure is about and what it measures: its own words first, then its segment's topic, then the figure before.

:func:`name` asks RULES in order; the first that answers with somebody decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.codes import code_of, is_growth
from pipeline.observation.doubts import is_rare
from pipeline.observation.heads import RELATIVE, Head
from pipeline.observation.measuring import Sense
from pipeline.observation.naming import brackets, owners, parts, prices, ranked, series, sizes, themselves, views
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.naming.firm import is_near, spoken_for, without_headline
from pipeline.observation.naming.somebody import (
    measured,
    plain,
    property_of_name,
    says_twice,
    somebody,
    without_property,
)
from pipeline.observation.phrases import take_area
from pipeline.observation.scene import Carried, is_firm
from pipeline.observation.shares import PART
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.wording import Wording, wording_of
from pipeline.observation.words import words as words_in

__all__ = ["RULES", "Case", "Named", "name"]

RULES: tuple[Callable[[Case], Named | None], ...] = (
    parts.of_rating,
    sizes.of_specification,
    parts.of_listed,
    parts.of_whom,
    parts.of_age,
    parts.of_other_side,
    parts.of_ratio,
    parts.of_object,
    themselves.of_distance,
    parts.of_moved_part,
    brackets.named_behind,
    ranked.in_ranking,
    brackets.in_headed_list,
    brackets.beside_bracket,
    brackets.compared_with,
    brackets.in_bracket,
    views.in_view,
    views.in_clause_of_all,
    views.under_property,
    views.in_view_of,
    views.those_among,
    views.among,
    parts.asked,
    owners.of_product,
    themselves.of_effect,
    themselves.of_growth_behind,
    prices.beats_the_market,
    prices.quoted_price,
    prices.price_per_unit,
    prices.price_move,
    series.of_kind,
    series.of_members,
    series.in_series,
    series.of_same_verb,
    series.of_whole,
    themselves.of_the_country,
    owners.of_entity,
    parts.bracketed_group,
    themselves.of_the_economy,
    themselves.of_the_firm,
    series.next_counted,
    owners.of_theme,
    parts.of_part,
    themselves.of_article,
    themselves.own_subject,
    themselves.of_place,
    themselves.counted_itself,
    themselves.thing_itself,
    series.next_thing,
    owners.of_topic,
    owners.of_clause,
    owners.of_before,
    owners.of_far_topic,
)
# Behind a named product these point back to it.
_THE_THING = ("产品", "產品", "平台", "系统", "系統", "软件", "軟件")
# Of what the part is one, the level before says: 批签发265万瓶,占比40%.
_BARE_SHARES = ("占比", "比重", "佔比", "份额")
# 溢价率低24个百分点,当前|值为112%: no property by itself.
_UNSAID = re.compile(
    "的?(?:(?:最[高低大小]|当前|最新)?值|数值|最[高低]点|高点|低点|水平|合计|累计|共计|(?:约?[折]?合)?(?:人民币|美元|港元|港币|新台币))|(?:相比|相较|较|比)[^,。;]{0,8}[年月日季期]|(?:剔除|扣除|不考虑)[^,。;]{2,12}[后外]"
)
# 按150%|拨备覆盖率计算: of nobody in particular.
_RECKONS = re.compile("按照?(?:约)?$")
_DONE = frozenset(words_in("context.done"))
_MARKETS = ("市场", "市場")
_CURRENCY = re.compile("[A-Z]{3}")
_REACH = 200
_QUOTES = re.compile('[“”"]')
_NO_WHOLE = ("a", "{age_years}", "1", "{times}", "CNY/{person}")
_AGES = {"岁": "年龄", "歲": "年齡", "周岁": "年龄", "周歲": "年齡"}


def name(script: Script, head: Head, sense: Sense, topic: Topic | None, carried: Carried) -> Named:
    """Bind subject, organisation, metric and place of a figure."""
    words = wording_of(script, head, sense, topic)
    unsaid = words.subject is None and carried.here and _UNSAID.fullmatch(script.quote(words.metric) or "")
    words = replace(words, metric=None, bare=False, acts=False) if unsaid else words
    if words.speaker is not None:
        carried = replace(
            carried,
            subject=spoken_for(script, script.quote(words.speaker), carried, head),
            organisation=None,
            speaking=True,
        )
    if words.pointer is not None and carried.subject is None:
        carried = replace(carried, subject=script.quote(words.pointer), entity=True, themed=True)
    if sense.measure == "condition":
        carried = carried.back()
    metric = _metric(script, head, sense, words, carried)
    area = script.quote(words.parts.area or _moved_to(script, head, carried))
    case = Case(script, head, sense, words, topic, carried, metric, area, metric is not None)
    for rule in RULES:
        named = rule(case)
        if named is None:
            continue
        subject = _whole_name(script, named.subject, somebody(named.subject))
        itself = named.subject == named.metric and (code_of(named.metric) or named.subject == carried.subject)
        if subject is None and itself:
            subject = named.subject  # 实际利用外资: a known property that is its own subject, or was before
        if subject in _THE_THING and carried.organisation is not None and carried.subject is not None:
            named = replace(named, organisation=carried.organisation)
            subject = carried.subject
        if "subject_carried" in named.flags and _named_long_ago(script, subject, carried, head):
            return replace(named, subject=None, organisation=None, flags=("subject_far",), phrase=words.phrase)
        whole = subject
        subject = without_property(subject, named.metric)
        if subject != whole and whole is not None and subject is not None and is_growth(named.metric):
            named = replace(named, metric=f"{property_of_name(whole)}{named.metric}")  # 静丙|销售额|增速
        subject = without_headline(script, subject, head.figure.quantity.span.start)
        subject = spoken_for(script, subject, carried, head)
        if named.metric == named.subject and (done := _done_before(head, sense, carried)) is not None:
            named = replace(named, metric=done)
        if named.metric in _MARKETS and _CURRENCY.fullmatch(head.figure.quantity.unit or ""):
            named = replace(named, metric=f"{named.metric}规模")
        if subject is not None or named.subject is None:
            metric = plain(named.metric) if sense.share else measured(named.metric)
            if metric is not None and metric == subject and sense.measure == "change" and metric.endswith(_MARKETS):
                metric = "市场规模"  # 电力市场翻了一番
            return replace(named, subject=subject, metric=_said(metric, head, sense), phrase=words.phrase)
    nobody = is_growth(metric) or themselves.is_of_firms(metric) or says_twice(metric or "")
    reckoned = words.counted and _RECKONS.search(script.text, head.figure.head.start, head.figure.head.end)
    guess = None if sense.share or nobody or reckoned else metric
    return Named(guess, None, metric, area or carried.area, case.own, ("subject_guessed",), words.phrase)


def _whole_name(script: Script, name: str | None, cut: str | None) -> str | None:
    """颐元和 for the 颐元 that was left of it, where the text has a mark behind the whole name once."""
    ends = name is not None and cut is not None and name == f"{cut}和"
    return name if ends and any(script.times(f"{name}{mark}") for mark in "，。、；：") else cut


def _said(metric: str | None, head: Head, sense: Sense) -> str | None:
    """涨跌幅 of what only went up or down (分别上涨12%和8%), 占比 of a share whose whole is not said."""
    if metric == PART:
        return "占比"
    moved = sense.measure == "change" and head.figure.quantity.unit == "%" and prices.moves(head.predicate.verb)
    return "涨跌幅" if metric is None and moved else metric


def _done_before(head: Head, sense: Sense, carried: Carried) -> str | None:
    """白蛋白批签发120万瓶。静丙|62万瓶: what is done to so many, where only a name stands in front of the number."""
    unit = head.figure.quantity.unit
    if sense.measure == "change":
        said = (carried.level or carried.said) if unit == "%" else None
    else:
        said = carried.level_in(unit) if unit not in RELATIVE and sense.measure == "level" else None
    return said if said is not None and said.removesuffix("量") in _DONE else None


def _moved_to(script: Script, head: Head, carried: Carried) -> Span | None:
    """台南市仅剩1,486栋;新北市靠着新案撑盘,月减两成: the place that opened a clause since the figure before, where places are told apart."""
    start, end = carried.here, head.figure.clause.span.start
    if carried.area is None or not 0 < start < end:
        return None
    opens = max(script.text.rfind(mark, start, end - 1) for mark in ",;。") + 1
    area = take_area(script.text, Span(opens, end), script.tokens)[0] if opens else None
    named = area is not None and area.start == opens and script.text[opens] not in "全我本"
    return area if named else None


def _named_long_ago(script: Script, subject: str | None, carried: Carried, head: Head) -> bool:
    """Nobody named the subject for so long that something else may be meant; the report's own company and article always are."""
    named_firm = script.quote(carried.named_firm)
    if subject is None or carried.speaking or subject in (carried.article, named_firm):
        return False
    if is_rare(script, subject) and not (carried.here or carried.entity or carried.themed):
        return True
    sentence = head.figure.sentence
    if is_firm(subject) and "公司" in sentence.quote(script.text):
        return False
    reach = sentence.end - head.figure.quantity.span.start + _REACH
    return not is_near(script, subject, sentence.end, reach)


def _metric(script: Script, head: Head, sense: Sense, words: Wording, carried: Carried) -> str | None:
    """What is measured, by the figure's own words; null where they do not say."""
    share = sense.share
    if share is not None:
        left = (carried.whole or _counted_before(carried) or "") if share.verb == PART else ""
        left = "" if left == carried.subject and carried.level == left else left
        return _QUOTES.sub("", share.verb + (script.quote(share.thing) or left))
    quantity = head.figure.quantity
    if sense.measure == "condition" and ("age_bracket" in quantity.flags or quantity.unit_text in _AGES):
        return _AGES.get(quantity.unit_text, "年龄")
    if words.counted is not None:
        return words.counted.metric
    metric = script.quote(words.metric)
    if metric in _BARE_SHARES and words.subject is None and carried.here and carried.level:
        if carried.level.endswith("份额"):
            return metric  # 市场份额36.2%,其次是手表,|占比24.1%
        return carried.level if carried.level.endswith(metric) else carried.level + metric
    if sense.measure != "condition":
        generic = words.subject is None and carried.here and is_growth(metric) and head.figure.quantity.unit == "%"
        return None if generic and (carried.metric or carried.level) else metric
    return metric or quantity.unit_text or None


def _counted_before(carried: Carried) -> str | None:
    """What a part is one of: the last level, or who is spoken of where that was a mean or a rate (平均年龄34.2岁,男性占52%)."""
    return carried.subject if carried.levels and carried.levels[0][0] in _NO_WHOLE else carried.level
