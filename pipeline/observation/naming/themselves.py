"""Figures that name their own subject: in their words, or because what is measured is also who it is about."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.model import Span
from pipeline.observation.codes import code_of
from pipeline.observation.counting import counted_noun
from pipeline.observation.naming.case import Case, Named, only_acts, overlaps, whole_metric
from pipeline.observation.naming.firm import is_near
from pipeline.observation.organisations import ends_in_trade
from pipeline.observation.phrases import (
    head_word,
    is_located,
    metric_start,
    names_somebody,
    peel,
    says_something,
    stands_alone,
)
from pipeline.observation.scene import is_firm
from pipeline.observation.shares import PART
from pipeline.observation.topics import Topic
from pipeline.observation.wording import steered
from pipeline.observation.words import words

_NEAR = 120
_SHARE_NAME = 4
_EFFECT = re.compile(
    "(?:分别|共同|合计|向[上下])?(?P<what>(?:拉动|带动|影响|推动|拉低|拖累)[^,。;]{2,20}?)(?:约|了|近|超)?$"
)
# Of these a whole place is the sum, while 其中医院18个 counts another thing.
_COUNTED_ALL = ("{person}", "{household}")
# 其中医院18个 counts the members, 其中某某生物44万瓶 what each has.
_COUNTS_FIRMS = ("个", "家", "所", "間", "间", "個")
_DISTANCE = re.compile(
    "(?P<who>[^,。;距]{0,16})(?P<what>距(?:离(?=[^可为达约仅]))?[^,。;离][^,。;]{1,13}?)(?:约|仅|有|为|达)*"
)
_GROWTH_BEHIND = re.compile(
    r"(?:[、和及与]\d[\d.]*%){0,4}(?:左右|以上|以下)?的?高?(?P<what>(?:年均|年|复合|年复合|年均复合|同比|平均)*(?:增速|增长率|增幅|涨幅|跌幅|降幅))(?![一-鿿]{0,2}[为达])"
)
_JOINTS = ("和", "及", "与", "、", "并")
_LENGTHS = ("m", "km", "[mi_i]", "[nmi_i]")
_OPENS = re.compile("(?:其中)?(?:近|约|超过?|逾|有|共有|另有|已有)?")
_OF_FIRMS_IN_PLACES = ("市占率", "份额", "占有率")
_COUNTRIES = ("全国", "我国", "全球", "中国")
_INSIDE = ("国内", "海外", "欧洲", "美国")
_CITES = re.compile("数据|统计|显示|根据|据")
_MARKETS = ("市场", "市場")
_AMONG = re.compile("其中|当中|包括")
_OF_PLACES = frozenset(words("measures.of_places"))
OF_FIRMS = frozenset(words("measures.of_firms"))
_WHOLE_FIRM = re.compile("综合|整体|总体|合并|綜合|整體|總體")
_PROFITS = ("net_profit", "net_profit_attributable", "net_profit_recurring")
_MARGINS = ("gross_margin", "profit_margin")
_PARTICIPANTS = frozenset(words("context.participants"))
_A_PLACE = re.compile("[国國省市县縣区區州镇鎮乡鄉岛島]$|^(?:我国|全|本)")


def of_the_economy(case: Case) -> Named | None:
    """规模以上工业增加值…,社会消费品零售总额…: what is measured of a whole place is its own subject where no place is named."""
    code = code_of(case.metric)
    carried = case.carried
    if code is None or code.code not in _OF_PLACES or not case.plain() or case.words.subject is not None:
        return None
    if carried.speaking or carried.entity or carried.subject is None or case.area is not None:
        return None
    if _A_PLACE.search(carried.subject) or steered(case.script.text, case.words):
        return None
    return Named(case.metric, None, case.metric, carried.area, case.own, ("subject_guessed",))


def of_the_firm(case: Case) -> Named | None:
    """每股收益…, 期间费用率…: what only a company has is the company's, whatever product or market was spoken of since."""
    words, carried = case.words, case.carried
    if carried.firm is None or not case.plain() or carried.speaking or is_firm(carried.subject):
        return None
    if len(carried.subject or "") >= _SHARE_NAME and ends_in_trade(carried.subject or ""):
        return None
    if not is_near(case.script, carried.firm, case.head.figure.quantity.span.start):
        return None
    last = code_of(carried.metric) if carried.here else None
    if is_of_firms(carried.metric if last else None) or (last is not None and last.code in _PROFITS):
        return None  # whoever has such a property is the company
    if words.subject is not None and stands_alone(case.script.text, words.subject, case.script.tokens):
        return None
    property_of = whole_metric(case) if words.fused is not None else case.metric
    if not is_of_firms(property_of):
        return None
    return Named(carried.firm, None, property_of, carried.area, case.own, ("subject_carried",))


def is_of_firms(metric: str | None) -> bool:
    """A property that only a company has: 每股收益, 综合毛利率."""
    code = code_of(metric)
    if code is None:
        return False
    return code.code in OF_FIRMS or (_WHOLE_FIRM.match(metric or "") is not None and code.code in _MARGINS)


def of_effect(case: Case) -> Named | None:
    """拉动经济增长3.6个百分点, 影响CPI上涨0.05个百分点: what the one spoken of brought about."""
    figure, carried = case.head.figure, case.carried
    start = peel(case.script.text, figure.head, case.script.tokens).start
    found = _EFFECT.match(case.script.text, start, figure.head.end)
    if found is None or figure.quantity.unit != "{pp}" or carried.subject is None or not carried.here:
        return None
    metric = case.quote(Span(found.start("what"), found.end("what")))
    return Named(
        carried.subject, carried.organisation, metric, case.area or carried.area, case.own, ("subject_carried",)
    )


def of_article(case: Case) -> Named | None:
    """旅客吞吐量, 航班准点率 in the article of an airport: a property with its noun is a property of what the article is about."""
    words, article = case.words, case.carried.article
    if article is None or words.fused is None or not case.plain() or case.sense.share is not None:
        return None
    if words.subject is not None and stands_alone(case.script.text, words.subject, case.script.tokens):
        return None
    return Named(article, None, whole_metric(case), case.area, case.own, ("subject_carried",))


def own_subject(case: Case) -> Named | None:
    """The figure's own words say who, unless they are steered by somebody named before."""
    words, topic = case.words, case.topic
    share = case.sense.share
    covers = share is not None and share.verb and case.head.figure.head.start == case.head.figure.clause.span.start
    subject = words.subject if share is None or share.verb == PART or covers else share.group
    if words.counted is not None:
        subject = words.counted.subject or (subject if words.counted.keeps else None)
    if subject is None or len(subject) < 2 or not names_somebody(case.script.text, subject, case.script.tokens):
        return None
    if topic is not None and topic.subject.start == subject.start and topic.subject.end < subject.end:
        told = case.script.tokens.at(topic.subject.end)
        broken = " " in case.script.text[topic.subject.end : subject.end]
        if told is not None and told.tag == "v" and told.start == topic.subject.end and broken:
            subject = topic.subject  # 地平线|登陆港交所 募资
    if says_something(subject, case.script.tokens):
        return None
    if topic is not None and topic.position < case.head.figure.clause.span.start and steered(case.script.text, words):
        return None
    area = case.area or case.carried.area
    return Named(case.quote(subject), None, case.metric or case.carried.metric, area, case.own)


def _is_over(case: Case, topic: Topic) -> bool:
    """A ``;`` stands between what opened the sentence and the figure."""
    return case.script.text.find(";", topic.position, case.head.figure.head.start) >= 0


def thing_itself(case: Case) -> Named | None:
    """农机专业合作社达到290个, 新建饮水安全工程203处: what is counted is also who it is about."""
    words, carried = case.words, case.carried
    if not (words.bare or words.acts) or not case.plain() or case.sense.measure == "condition" or words.metric is None:
        return None
    spoken_of = case.topic is not None and not (case.topic.holds or overlaps(case) or _is_over(case, case.topic))
    if carried.speaking or carried.entity or spoken_of:
        return None
    if not names_somebody(case.script.text, words.metric, case.script.tokens) or says_something(
        words.metric, case.script.tokens
    ):
        return None
    if carried.subject and (carried.themed or carried.here) and only_acts(case):
        return None
    figure = case.head.figure
    parts = _AMONG.search(case.script.text, max(figure.sentence.start, figure.head.end - _NEAR), figure.head.end)
    over = None
    if parts and words.bare and case.head.predicate.kind == "level":
        unit = figure.quantity.unit
        elided = unit is None and "noun_unit" not in figure.quantity.flags
        things = (unit or "").startswith("{") and unit not in _COUNTED_ALL
        things = things and not is_located(case.script.text, words.metric, case.script.tokens)
        firms = ends_in_trade(case.metric or "") and not figure.quantity.unit_text.endswith(_COUNTS_FIRMS)
        things = things and not firms
        over = carried.level if elided else None if things else carried.level_in(unit)
    if over is not None:
        return Named(case.metric, None, over, case.area or carried.area, case.own)
    first = case.script.tokens.at(words.metric.start)
    acts = first is not None and first.tag == "v" and first.end < words.metric.end
    rest = _behind_deeds(case, words.metric) if acts and first else words.metric
    if not words.bare and head_word(case.script.text, rest) == rest.start:
        return None
    thing = case.quote(rest) if acts else case.metric
    if acts and case.area and (thing or "").endswith("资金"):
        return Named(case.area, None, case.metric, case.area, case.own)  # 全国累计投入各类资金
    if thing and thing.endswith(_MARKETS) and not acts:
        return Named(thing, None, thing[-2:], case.area or carried.area, case.own, ("subject_guessed",))
    return Named(thing, None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def of_growth_behind(case: Case) -> Named | None:
    """临床阶段CRO有望维持30%|增速: what stands behind the number is what is measured, what stands in front is who."""
    words, figure = case.words, case.head.figure
    unsaid = words.metric is None and (case.area is not None or case.carried.here == 0)
    if case.sense.measure != "change" or case.head.predicate.verb or not (words.bare or unsaid):
        return None
    behind = _GROWTH_BEHIND.match(case.script.text, figure.quantity.reach.end, figure.sentence.end)
    if behind is None:
        return None
    what = case.quote(Span(*behind.span("what")))
    if words.metric is None:
        return Named(case.area or case.carried.subject, None, what, case.area or case.carried.area, case.own)
    if not names_somebody(case.script.text, words.metric, case.script.tokens):
        return None
    return Named(case.quote(words.metric), None, what, case.area or case.carried.area, case.own)


def _behind_deeds(case: Case, metric: Span) -> Span:
    """农田有效灌溉面积 of 新增和改善农田有效灌溉面积: what is left behind the verbs that open the phrase."""
    inside = case.script.tokens.within(metric)
    start = inside[0].end
    for joint, verb in pairwise(inside[1:]):
        joined = joint.start == start and joint.text in _JOINTS and verb.tag == "v" and verb.end < metric.end
        if not joined:
            break
        start = verb.end
    return Span(start, metric.end)


def of_distance(case: Case) -> Named | None:
    """首府尼图距主岛北端65公里: who stands before 距, and from where it is so far behind it."""
    figure = case.head.figure
    phrase = peel(case.script.text, figure.head, case.script.tokens)
    found = _DISTANCE.fullmatch(case.script.text, phrase.start, figure.head.end)
    if found is None or figure.quantity.unit not in _LENGTHS:
        return None
    who = case.quote(Span(*found.span("who"))) or case.carried.subject
    return Named(who, None, case.quote(Span(*found.span("what"))), case.area or case.carried.area, case.own)


def counted_itself(case: Case) -> Named | None:
    """87个贫困村全部出列: a clause that begins with the count is about what it counts."""
    words, carried, figure = case.words, case.carried, case.head.figure
    if words.counted is None or words.counted.subject is not None or carried.speaking or carried.entity:
        return None
    opens = not case.quote(figure.head) or _OPENS.fullmatch(case.script.text, figure.head.start, figure.head.end)
    noun = counted_noun(case.script.text, figure, case.script.tokens) if opens else None
    if noun is None or figure.head.start != figure.clause.span.start or case.sense.measure != "level":
        return None
    behind = case.script.tokens.at(noun.end)
    says = behind is not None and behind.start == noun.end and behind.tag[0] in "vdna" and noun.end < figure.tail.end
    goes_on = carried.subject is not None and not carried.guessed
    if case.quote(noun) in _PARTICIPANTS and goes_on and (carried.here or "有" in (case.quote(figure.head) or "")):
        return None  # 狂免批签发317万支。共有10家|企业获批
    if not says or is_firm(carried.subject) or metric_start(case.script.text, noun, case.script.tokens) is not None:
        return None
    return Named(case.quote(noun), None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def of_the_country(case: Case) -> Named | None:
    """根据国家能源局数据,国内新增装机13.2GW in a report on a company: a sentence that opens with the whole country is not about the company."""
    carried, area, figure = case.carried, case.words.parts.area, case.head.figure
    if area is None or carried.here or not carried.entity or carried.speaking or case.metric is None:
        return None
    opens = figure.sentence.quote(case.script.text)[: area.start - figure.sentence.start]
    whole = case.quote(area) in _COUNTRIES or (case.quote(area) in _INSIDE and _CITES.search(opens))
    if not whole or not case.plain() or case.words.subject is not None:
        return None
    return Named(case.quote(area), None, case.metric, case.quote(area), case.own)


def of_place(case: Case) -> Named | None:
    """重庆GDP, 全县森林覆盖率: with nobody else named, the place itself is the subject."""
    carried = case.carried
    if case.metric is None or case.words.subject is not None or not case.plain() or case.words.bare:
        return None
    if case.topic is not None and case.metric.endswith(_OF_FIRMS_IN_PLACES):
        return None  # 公司使用量排名第一,全球|市占率36.8%
    code = code_of(case.metric)
    of_a_place = code is not None and code.code in _OF_PLACES and case.area is not None
    if (carried.speaking or carried.entity) and not of_a_place:
        return None
    whole = case.area is not None and case.area[0] in "全本我"
    place = carried.place if carried.place and (whole or case.area is None) else case.area
    return Named(place, None, case.metric, case.area, case.own) if place else None
