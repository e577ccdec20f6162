"""Figures that name their own subject: in their words, or because what is measured is also who it is about."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.codes import code_of
from pipeline.observation.naming.case import PRICED, Case, Named, whole_metric
from pipeline.observation.phrases import head_word, names_somebody, peel, says_something, stands_alone
from pipeline.observation.shares import PART
from pipeline.observation.wording import steered
from pipeline.observation.words import words
from pipeline.text.fold import fold

_NEAR = 120
_AMONG = re.compile("其中")
_OF_PLACES = frozenset(words("measures.of_places"))
_A_PLACE = re.compile("[国國省市县縣区區州镇鎮乡鄉岛島]$|^(?:我国|全|本)")


def in_series(case: Case) -> Named | None:
    """增加值增长5%。其中,采矿业下降4.4%,制造业增长7%: who alone is named, of what was measured before."""
    words, said = case.words, case.carried.metric or case.carried.said
    if case.sense.measure != "change" or not words.bare or words.acts or words.metric is None or said is None:
        return None
    if not stands_alone(case.script.text, words.metric, case.script.tokens) or case.carried.speaking:
        return None
    subject = case.quote(words.metric)
    priced = subject is not None and PRICED.search(subject)
    if words.subject is not None or priced or case.carried.subject in (subject, said):
        return None
    return Named(subject, None, case.carried.level_of(said), case.area or case.carried.area, own=False)


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


def own_subject(case: Case) -> Named | None:
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


def thing_itself(case: Case) -> Named | None:
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


def of_place(case: Case) -> Named | None:
    """重庆GDP, 全县森林覆盖率: with nobody else named, the place itself is the subject."""
    carried = case.carried
    if case.metric is None or case.words.subject is not None or not case.plain() or case.words.bare:
        return None
    if carried.speaking or carried.entity:
        return None
    whole = case.area is not None and case.area[0] in "全本我"
    place = carried.place if carried.place and (whole or case.area is None) else case.area
    return Named(place, None, case.metric, case.area, case.own) if place else None


def next_thing(case: Case) -> Named | None:
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
    return Named(whole_metric(case), None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def _depends(case: Case) -> bool:
    """The property is one of something: 均价, 产销率, 期末库存量 behind 生产减速器46.3万台."""
    metric = case.words.metric
    return metric is not None and not case.words.bare and _goes_on_in(case)


def _goes_on_in(case: Case) -> bool:
    """Nothing stands between that turns away from the figure before."""
    return case.carried.here > 0 and not re.search(
        "[;。\n]|其中|分别", case.script.text[case.carried.here : case.head.figure.head.end]
    )
