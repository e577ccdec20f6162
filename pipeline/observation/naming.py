"""Who a figure is about and what it measures: its own words first, then its segment's topic, then the figure before.

:func:`name` asks the rules in order; the first that answers decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.model import Span
from pipeline.observation.codes import code_of, is_growth
from pipeline.observation.counted import noun_behind
from pipeline.observation.heads import Head
from pipeline.observation.measuring import Sense
from pipeline.observation.phrases import head_word, names_somebody, peel, says_something, stands_alone
from pipeline.observation.scene import Carried
from pipeline.observation.shares import PART
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.wording import Wording, steered, wording_of
from pipeline.observation.words import words
from pipeline.text.fold import fold

_MOVES = re.compile(
    "(?:涨|跌|升|降|收涨|收跌|上涨|下跌|上扬|大涨|大跌|微涨|微跌|走高|走低|飙升|跳水|收高|收低|高开|低开|下挫)$"
)
_QUOTED = re.compile("[涨跌挫]|开|跳水|走[高低强弱]")
_PRICED = re.compile("(?:指数|指|价格|股价|CPI|PPI|PCE|汇率|均价|期货|现货|股|合约|主力)$", re.IGNORECASE)
_QUOTED_AT = re.compile("(?:报|收报|收于|报收|报于|收盘价?)$")
_AGE_GROUP = re.compile(
    r"[0-9０-９][^,。;]{0,10}?[岁歲][^,。;]{0,8}?(?:人口|人群|群体|群體|老人|老年人|男性|女性|居民|儿童|兒童|用户|用戶|者|人士|人)"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ROLE = re.compile("^(?:控股股东|实际控制人|第[一二三]大股东|(?:全资|控股|下属)?子公司|参股公司|旗下)(?=.{2})")
_NEAR = 120
_AMONG = re.compile("其中")
_TURNS = re.compile("其中|分[^,。;]{1,6}看")
_QUOTES = re.compile('[“”"]')
_OF_WHOM = re.compile("(?:年龄段|年齡段)?[的之]?")
_NOUN_MAX = 14
_AGES = {"岁": "年龄", "歲": "年齡", "周岁": "年龄", "周歲": "年齡"}
_POINTS = ("点", "點")
_OF_PLACES = frozenset(words("measures.of_places"))
_A_PLACE = re.compile("[国國省市县縣区區州镇鎮乡鄉岛島]$|^(?:我国|全|本)")
_BEFORE_PART = "约近仅则也均已还只分别"
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Named:
    """The outcome; ``own`` says that the figure's own words name what is measured, so that it starts a group.

    ``phrase`` is the noun phrase they were read from.
    """

    subject: str | None
    organisation: str | None
    metric: str | None
    area: str | None
    own: bool
    flags: tuple[str, ...] = ()
    phrase: Span = _NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules look at. ``metric`` is settled already; ``own`` whether the figure's words name it."""

    script: Script
    head: Head
    sense: Sense
    words: Wording
    topic: Topic | None
    carried: Carried
    metric: str | None
    area: str | None
    own: bool

    def quote(self, span: Span | None) -> str | None:
        """The printed characters of a span."""
        return self.script.quote(span)

    def plain(self) -> bool:
        """Neither a share nor a counted noun decides the metric."""
        return self.sense.share is None and self.words.counted is None


def name(script: Script, head: Head, sense: Sense, topic: Topic | None, carried: Carried) -> Named:
    """Bind subject, organisation, metric and place of a figure."""
    words = wording_of(script, head, sense, topic)
    if words.speaker is not None:
        carried = replace(carried, subject=script.quote(words.speaker), organisation=None, speaking=True)
    metric = _metric(script, head, sense, words, carried)
    area = script.quote(words.parts.area)
    case = Case(script, head, sense, words, topic, carried, metric, area, metric is not None)
    for rule in _RULES:
        named = rule(case)
        if named is not None:
            return replace(named, subject=_plain(named.subject), metric=_plain(named.metric), phrase=words.phrase)
    guess = None if sense.share else metric
    return Named(guess, None, metric, area or carried.area, case.own, ("subject_guessed",), words.phrase)


def _plain(name: str | None) -> str | None:
    """The name without the code or abbreviation in brackets behind it: 消费价格指数(CPI)."""
    return (_ROLE.sub("", _BRACKETS.sub("", name)).strip("（(、，, ") or name) if name else name


def _metric(script: Script, head: Head, sense: Sense, words: Wording, carried: Carried) -> str | None:
    """What is measured, by the figure's own words; null where they do not say."""
    share = sense.share
    if share is not None:
        left = (carried.whole or carried.level or "") if share.verb == PART else ""
        return _QUOTES.sub("", share.verb + (script.quote(share.thing) or left))
    if words.counted is not None:
        return words.counted.metric
    metric = script.quote(words.metric)
    if sense.measure != "condition":
        generic = words.subject is None and carried.here and is_growth(metric) and head.figure.quantity.unit == "%"
        return None if generic and (carried.metric or carried.level) else metric
    quantity = head.figure.quantity
    if "age_bracket" in quantity.flags or quantity.unit_text in _AGES:
        return _AGES.get(quantity.unit_text, "年龄")
    return metric or quantity.unit_text or None


def _in_bracket(case: Case) -> Named | None:
    """发酵酒(增长87%): the noun before the bracket is who, the metric is the one spoken of."""
    bracket = case.head.figure.clause.bracket
    before = bracket is not None and case.words.phrase.end <= bracket
    if not before or not case.words.bare or case.words.subject is not None or case.sense.measure == "condition":
        return None
    if case.sense.share is not None or case.carried.metric is None:
        return None
    subject = case.quote(case.words.metric)
    return Named(subject, None, case.carried.metric, case.area or case.carried.area, own=False)


def _of_whom(case: Case) -> Named | None:
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
    return Named(case.quote(noun), None, case.metric, case.area or case.carried.area, case.own)


def _asked(case: Case) -> Named | None:
    """83%的小微企业希望…: the group asked is the subject."""
    share = case.sense.share
    if share is None or share.verb:
        return None
    return Named(case.quote(share.group) or case.carried.subject, None, case.metric, case.area, case.own)


def _of_product(case: Case) -> Named | None:
    """A named product holds for the clauses behind it; the figure's own nouns are all metric."""
    topic = case.topic
    if topic is None or not topic.product:
        return None
    metric = case.quote(case.words.fused) if case.words.fused and case.plain() else case.metric
    organisation = case.quote(topic.organisation)
    return Named(case.quote(topic.subject), organisation, metric or case.carried.metric, case.area, case.own)


def _quoted_price(case: Case) -> Named | None:
    """报5,077点 behind a move: the level of what moved."""
    head, carried = case.head.figure.head, case.carried
    subject = carried.subject if carried.here else (_spoken_of(case) or carried.subject)
    if case.own or subject is None or not _QUOTED_AT.search(case.script.text, head.start, head.end):
        return None
    metric = "点位" if case.head.figure.quantity.unit_text in _POINTS else "价格"
    organisation = carried.organisation if subject == carried.subject else None
    return Named(subject, organisation, metric, case.area or carried.area, case.own)


def _spoken_of(case: Case) -> str | None:
    """Whom the sentence began with: 沪指低开高走,截至收盘…."""
    topic = case.topic
    return case.quote(topic.subject) if topic is not None and not topic.product and not _overlaps(case) else None


def _price_move(case: Case) -> Named | None:
    """某某股涨5%, 食品价格上涨7.7%: prices and indices have no other property, their metric is 涨跌幅."""
    metric, words = case.quote(case.words.metric), case.words
    if case.sense.measure != "change" or case.sense.share is not None or not _MOVES.search(case.head.predicate.verb):
        return None
    if metric is None or words.metric is None or says_something(words.metric, case.script.tokens):
        subject = None if case.carried.here else _spoken_of(case)
        return Named(subject, None, "涨跌幅", case.area, own=False) if subject and _PRICED.search(subject) else None
    own = case.quote(words.parts.subject)
    if _PRICED.search(metric):
        subject = (own or "") + metric
    elif own is None and _QUOTED.search(case.head.predicate.verb) and words.bare:
        subject = metric
    else:
        return None
    return Named(subject, None, "涨跌幅", case.area, case.own)


def _in_series(case: Case) -> Named | None:
    """增加值增长5%。其中,采矿业下降4.4%,制造业增长7%: who alone is named, of what was measured before."""
    words, said = case.words, case.carried.metric or case.carried.said
    if case.sense.measure != "change" or not words.bare or words.acts or words.metric is None or said is None:
        return None
    if not stands_alone(case.script.text, words.metric, case.script.tokens) or case.carried.speaking:
        return None
    subject = case.quote(words.metric)
    priced = subject is not None and _PRICED.search(subject)
    if words.subject is not None or priced or case.carried.subject in (subject, said):
        return None
    return Named(subject, None, case.carried.level_of(said), case.area or case.carried.area, own=False)


def _of_entity(case: Case) -> Named | None:
    """A company or product goes on being the subject: what looks like a new one belongs to the metric."""
    words, carried = case.words, case.carried
    if words.fused is None or not case.plain() or not (carried.speaking or carried.entity):
        return None
    head = case.head.figure.head
    turns = _TURNS.search(case.script.text, max(case.head.figure.sentence.start, head.start - 2), head.end)
    if turns and not carried.speaking:
        return None
    area = case.area or carried.area
    return Named(carried.subject, carried.organisation, case.quote(words.fused), area, case.own)


def _of_theme(case: Case) -> Named | None:
    """电池循环寿命…,能量密度…: a clause that only says of what property goes on about whoever is spoken of.

    With the same property (肉牛出栏…,家禽出栏…) it is a series, and each names its own subject.
    """
    words, carried = case.words, case.carried
    placed = case.area is not None and carried.subject not in (carried.area, carried.place)
    if case.metric is None or not case.plain() or (case.area is not None and not placed) or not _goes_on(case):
        return None
    if words.subject is not None:
        if words.fused is None or stands_alone(case.script.text, words.subject, case.script.tokens):
            return None
        if carried.metric and (case.metric[-2:] in carried.metric or carried.metric[-2:] in case.metric):
            return None
    elif words.bare and not words.acts:
        return None
    area = case.area or carried.area
    return Named(carried.subject, carried.organisation, _whole_metric(case), area, case.own, ("subject_carried",))


def _of_the_economy(case: Case) -> Named | None:
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


def _goes_on(case: Case) -> bool:
    """A figure of the same part of the sentence left somebody to go on about, and nothing turns away from it."""
    carried = case.carried
    if carried.subject is None or not carried.themed or not carried.here:
        return False
    text, head = case.script.text, case.head.figure.head
    if any(text.find(mark, carried.here, head.start) >= 0 for mark in ";。\n"):
        return False
    return case.area is not None or _TURNS.search(text, carried.here, head.end) is None


def _of_part(case: Case) -> Named | None:
    """财政性教育经费占国内生产总值…: all that stands before 占 is the part."""
    share, words = case.sense.share, case.words
    if share is None or share.verb != PART or words.metric is None or words.counted is not None:
        return None
    part = words.fused or (words.metric if words.subject is None else None)
    text = case.script.text
    while part is not None and len(part) and text[part.end - 1] in _BEFORE_PART:
        part = Span(part.start, part.end - 1)
    if part is None or len(part) < 3 or says_something(part, case.script.tokens):
        return None
    if not names_somebody(text, part, case.script.tokens) or PART in part.quote(text):
        return None
    return Named(case.quote(part), None, case.metric, case.area or case.carried.area, case.own)


def _own_subject(case: Case) -> Named | None:
    """The figure's own words say who, unless they are steered by somebody named before."""
    words, topic = case.words, case.topic
    subject = words.subject if case.sense.share is None or case.sense.share.verb == PART else case.sense.share.group
    if words.counted is not None:
        subject = words.counted.subject or (subject if words.counted.keeps else None)
    if subject is None or len(subject) < 2 or not names_somebody(case.script.text, subject, case.script.tokens):
        return None
    if says_something(subject, case.script.tokens):
        return None
    if topic is not None and topic.position < case.head.figure.clause.span.start and steered(case.script.text, words):
        return None
    area = case.area or case.carried.area
    return Named(case.quote(subject), None, case.metric or case.carried.metric, area, case.own)


def _thing_itself(case: Case) -> Named | None:
    """农机专业合作社达到290个, 新建饮水安全工程203处: what is counted is also who it is about."""
    words, carried = case.words, case.carried
    if not (words.bare or words.acts) or not case.plain() or case.sense.measure == "condition" or words.metric is None:
        return None
    if carried.speaking or carried.entity or (case.topic is not None and not case.topic.holds):
        return None
    if not names_somebody(case.script.text, words.metric, case.script.tokens) or says_something(
        words.metric, case.script.tokens
    ):
        return None
    if carried.themed and carried.subject and _only_acts(case):
        return None
    figure = case.head.figure
    parts = _AMONG.search(case.script.text, max(figure.sentence.start, figure.head.end - _NEAR), figure.head.end)
    over = carried.level_in(figure.quantity.unit) if parts and case.head.predicate.kind == "level" else None
    if over is not None:
        return Named(case.metric, None, over, case.area or carried.area, case.own)
    first = case.script.tokens.at(words.metric.start)
    acts = first is not None and first.tag == "v" and first.end < words.metric.end
    rest = Span(first.end, words.metric.end) if acts and first else words.metric
    if not words.bare and head_word(case.script.text, rest) == rest.start:
        return None
    thing = case.quote(rest) if acts else case.metric
    return Named(thing, None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def _only_acts(case: Case) -> bool:
    """刑拘314人, 销售44.8万台: the words are a verb and nothing else."""
    inside = case.script.tokens.within(case.words.metric) if case.words.metric is not None else ()
    return len(inside) == 1 and inside[0].tag in ("v", "vn")


def _bracketed_group(case: Case) -> Named | None:
    """15-59岁人口为…: the age bracket with its noun is who."""
    phrase = peel(case.script.text, case.words.phrase, case.script.tokens)
    group = _AGE_GROUP.match(case.script.text, phrase.start, phrase.end)
    if group is None or case.sense.measure == "condition":
        return None
    who = case.quote(Span(*group.span()))
    metric = case.quote(Span(group.end(), phrase.end)) if group.end() < phrase.end else None
    metric = case.metric if case.sense.share else case.carried.level_in(case.head.figure.quantity.unit) or metric or who
    return Named(who, None, metric, case.area or case.carried.area, case.own)


def _of_place(case: Case) -> Named | None:
    """重庆GDP, 全县森林覆盖率: with nobody else named, the place itself is the subject."""
    carried = case.carried
    if case.metric is None or case.words.subject is not None or not case.plain() or case.words.bare:
        return None
    if carried.speaking or carried.entity:
        return None
    whole = case.area is not None and case.area[0] in "全本我"
    place = carried.place if carried.place and (whole or case.area is None) else case.area
    return Named(place, None, case.metric, case.area, case.own) if place else None


def _next_thing(case: Case) -> Named | None:
    """Behind a figure that was its own subject (失业率…;失业人数…) the next property is its own subject too."""
    carried = case.carried
    if case.metric is None or not case.plain() or carried.subject is None or carried.subject != carried.metric:
        return None
    thing = fold(carried.subject)
    if carried.here and head_word(thing, Span(0, len(thing))) is None and _depends(case):
        return None
    if (
        case.words.metric is not None
        and case.words.metric.start > peel(case.script.text, case.words.phrase, case.script.tokens).start
    ):
        return None
    return Named(_whole_metric(case), None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def _depends(case: Case) -> bool:
    """The property is one of something: 均价, 产销率, 期末库存量 behind 生产减速器46.3万台."""
    metric = case.words.metric
    return metric is not None and not case.words.bare and _goes_on_in(case)


def _goes_on_in(case: Case) -> bool:
    """Nothing stands between that turns away from the figure before."""
    return case.carried.here > 0 and not re.search(
        "[;。\n]|其中|分别", case.script.text[case.carried.here : case.head.figure.head.end]
    )


def _of_topic(case: Case) -> Named | None:
    """What opened the sentence, as long as no ``;`` stands between."""
    topic = case.topic
    if topic is None or case.metric is None or _overlaps(case):
        return None
    end = case.head.figure.quantity.span.start
    if any(case.script.text.find(mark, topic.position, end) >= 0 for mark in ";。\n"):
        return None
    return Named(case.quote(topic.subject), None, _whole_metric(case), case.area or case.carried.area, case.own)


def _of_before(case: Case) -> Named | None:
    """The subject of the figure before; its metric too where the figure names none."""
    carried = case.carried
    area = case.area or carried.area
    if case.metric is None:
        metric = carried.metric or carried.level_in(case.head.figure.quantity.unit)
        return Named(carried.subject, carried.organisation, metric, area, own=False, flags=("subject_carried",))
    if carried.subject is None:
        return None
    return Named(carried.subject, carried.organisation, _whole_metric(case), area, case.own, ("subject_carried",))


def _of_far_topic(case: Case) -> Named | None:
    if case.topic is None or _overlaps(case):
        return None
    return Named(case.quote(case.topic.subject), None, _whole_metric(case), case.area or case.carried.area, case.own)


def _overlaps(case: Case) -> bool:
    """The topic is the figure's own noun phrase."""
    return case.topic is not None and case.words.metric is not None and case.topic.subject.overlaps(case.words.metric)


def _whole_metric(case: Case) -> str | None:
    """Own words that were steered are metric throughout: 带动|基金销量."""
    return case.quote(case.words.fused) if case.words.fused and case.plain() else case.metric


_RULES: tuple[Callable[[Case], Named | None], ...] = (
    _of_whom,
    _in_bracket,
    _asked,
    _of_product,
    _quoted_price,
    _price_move,
    _in_series,
    _of_entity,
    _bracketed_group,
    _of_the_economy,
    _of_theme,
    _of_part,
    _own_subject,
    _of_place,
    _thing_itself,
    _next_thing,
    _of_topic,
    _of_before,
    _of_far_topic,
)
