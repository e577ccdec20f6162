"""Several of a kind: a figure says who, and what is measured is said of the one before, or of the whole they are parts of."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.codes import code_of, is_growth
from pipeline.observation.naming.case import PRICED, Case, Named, only_acts, whole_metric
from pipeline.observation.naming.prices import EACH
from pipeline.observation.naming.themselves import OF_FIRMS
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases import (
    head_word,
    is_located,
    is_noun,
    names_somebody,
    peel,
    says_something,
    stands_alone,
)
from pipeline.observation.tagging import words_of
from pipeline.observation.usual import is_property
from pipeline.observation.words import words as listed
from pipeline.text.fold import fold

_AMONG = re.compile("其中|当中|包括")
# Of these a whole place is the sum, while 其中医院18个 counts another thing.
_PERSONS = ("{person}", "{household}", "{person_time}")
_NEAR = 120
_FAR = 400
# 沪深300为15倍 behind 医药行业市盈率为43倍: an index, of which the same is said.
_INDEX = re.compile(r"[一-鿿]{2,4}\d{2,4}(?:指数)?")
_IS = re.compile("(?:则|仅|约|大约|也|均|分别)*[为是](?:约|近)?$|^(?:和|与|及|以及|连同)[^,。;的]{2,12}的$")
_CONTRASTS = "则却"
_RATIOS = ("%", "{times}", "1")
_SHORT_NAME = 3
_SHORT_VERB = 2
_OF_ORGANISATIONS = frozenset(
    ("employed_persons", "employees", "headcount", "revenue", "income", "net_profit", "profit")
)
_ORGANISATIONS = tuple(listed("context.kinds_of_organisation"))
_INCLUDES = re.compile("其?中?(?:包括|包含|涵盖)")
# 20种|甲药、|25种
_LISTED = re.compile(r"[^,。;、\d\n]{1,16}(?:、|和|及|与|以及|或)(?:近|约|超过?|逾|多达)?")
_DEEDS = frozenset(listed("context.deeds")) - {*listed("measures.heads"), *listed("context.done")}
_PARTS = re.compile("分[一-鿿]{1,6}?(?:来看|看|而言|方面),$")
_KINDS = frozenset(listed("context.kinds"))
_TURNS = re.compile("[;。\n]|其中|分别")


def in_series(case: Case) -> Named | None:
    """增加值增长5%。其中,采矿业下降4.4%,制造业增长7%: who alone is named, of what was measured before."""
    words, said = case.words, case.carried.metric or case.carried.said
    changes = case.sense.measure == "change"
    if changes and not case.carried.here:
        said = case.carried.grown or said
    if not (changes or _arrives_too(case) or _is_too(case) or _same_kind(case) or _contrasts(case)):
        return None
    first = case.script.tokens.at(words.metric.start) if words.metric is not None else None
    if first is not None and first.text in ("对", "對"):
        return None  # 对全年CPI的影响
    if words.metric is None or said is None or said in _DEEDS or not words.bare or (words.acts and changes):
        return None
    figure = case.head.figure
    near = max(figure.sentence.start, figure.head.end - _FAR)
    among = _AMONG.search(case.script.text, near, figure.head.end)
    alone = among or _same_kind(case) or stands_alone(case.script.text, words.metric, case.script.tokens)
    if not alone or case.carried.speaking:
        return None
    subject = case.quote(words.metric)
    multiple = code_of(said) is not None and case.head.figure.quantity.unit == "1"  # 市盈率44x,全部A股23x
    priced = subject is not None and PRICED.search(subject) and not multiple
    elsewhere = case.area is not None and case.area != case.carried.area  # 美国医药板块 behind 国内医药板块
    if (
        words.subject is not None
        or priced
        or case.carried.subject
        in (
            None if elsewhere else subject,
            None if among else said,
        )
    ):
        return None
    return Named(subject, None, case.carried.level_of(said), case.area or case.carried.area, own=False)


def _arrives_too(case: Case) -> bool:
    """轻混车升至90美元 behind 燃油车价值量为17美元: another one's figure in the same unit, no count of things."""
    unit = case.head.figure.quantity.unit
    arrives = case.head.predicate.kind == "arrival" and case.sense.role != "from"
    return arrives and unit == case.carried.unit and unit is not None and not unit.startswith("{")


def _is_too(case: Case) -> bool:
    """甲毛利率36%;乙为25%: a ratio by a mere 为, or of an index."""
    unit = case.head.figure.quantity.unit
    if case.sense.measure != "level" or unit is None or unit != case.carried.unit:
        return False
    index = _INDEX.fullmatch(case.quote(case.words.metric) or "")
    return bool(index or (unit in _RATIOS and _IS.search(case.head.figure.head.quote(case.script.text))))


def _contrasts(case: Case) -> bool:
    """百货公司营业额4,492亿元,便利商店|则突破4千亿: another one's level of the same known property."""
    phrase, quantity = case.words.phrase, case.head.figure.quantity
    if case.sense.measure != "level" or not case.carried.here or code_of(case.carried.metric) is None:
        return False
    behind = case.script.text[phrase.end : phrase.end + 1]
    return bool(behind) and behind in _CONTRASTS and quantity.unit in (None, case.carried.unit)


def _same_kind(case: Case) -> bool:
    """小麦产量120万吨;玉米80万吨: another level in the same unit of things, of a known property.

    Of money and people only where the name is short (城镇7103亿元;乡村1322亿元) or the price is for each (每斤1.18元).
    """
    unit, start = case.head.figure.quantity.unit, case.head.figure.head.start
    if case.sense.measure != "level" or unit is None or unit != case.carried.unit:
        return False
    each = EACH.search(case.script.text, start, case.head.figure.head.end) is not None
    things = not unit.isupper() and unit not in _PERSONS
    short = case.words.metric is not None and len(case.words.metric) <= _SHORT_NAME
    marks = ";、," if each or things else ";、"
    behind = case.script.text[max(0, start - 1) : start]
    said = case.carried.metric if case.carried.here or not _part_by_part(case) else case.carried.said
    end = case.head.figure.quantity.reach.end
    listed = (
        unit in _RATIOS and case.script.text[end : end + 1] == "、" and is_property(said or "")
    )  # 比率是9.6%,II期21.3%、III期48.7%
    known = case.carried.subject != said and (
        listed or code_of(said) is not None or (_is_verb(said) and _is_name(case))
    )
    return known and (each or things or short) and bool(behind) and behind in marks


def _part_by_part(case: Case) -> bool:
    """市盈率44x。分板块来看,电力设备|12x: the parts of what the sentence before measured."""
    figure = case.head.figure
    return _PARTS.search(case.script.text, figure.sentence.start, figure.head.start) is not None


def _is_verb(metric: str | None) -> bool:
    """获批 behind 静丙: what was measured is a verb, so that the next name has the same done to it."""
    inside = words_of(fold(metric or ""))
    return bool(inside) and all(tag == "v" for _, tag in inside) and metric not in _DEEDS


def _is_name(case: Case) -> bool:
    """The figure's own words are nouns throughout: 免疫球蛋白, and not 已受理企业 or 注销."""
    metric = case.words.metric
    inside = case.script.tokens.within(metric) if metric is not None else ()
    return bool(inside) and all(is_noun(token) and token.tag != "vn" for token in inside)


def of_same_verb(case: Case) -> Named | None:
    """甲获批133万瓶(+21%)、乙获批83万瓶: the verb of the figure before, with another name in front."""
    verb, phrase = case.carried.metric, case.words.phrase
    if verb is None or len(verb) < _SHORT_VERB or case.sense.measure != "level":
        return None
    if case.head.figure.quantity.unit != case.carried.unit or not case.carried.here or not case.plain():
        return None
    if not words_of(fold(verb))[0][1].startswith("v") or head_word(fold(verb), Span(0, len(verb))) is not None:
        return None
    whole = peel(case.script.text, phrase, case.script.tokens)
    quoted = case.quote(whole) or ""
    who = Span(whole.start, max(whole.start, whole.end - len(verb)))
    if not quoted.endswith(verb) or len(who) < _SHORT_VERB:
        return None
    if not names_somebody(case.script.text, who, case.script.tokens) or says_something(who, case.script.tokens):
        return None
    return Named(case.quote(who), None, verb, case.carried.area, case.own)


def of_whole(case: Case) -> Named | None:
    """批签发49.44万瓶,其中白蛋白12.92万瓶: a part that is named, of the level that the whole has in the same unit."""
    words, carried, figure = case.words, case.carried, case.head.figure
    if not words.bare or words.acts or words.metric is None or words.subject is not None or not case.plain():
        return None
    unit = figure.quantity.unit
    if case.sense.measure != "level" or case.head.predicate.kind != "level" or unit is None or not carried.here:
        return None
    if not _AMONG.search(case.script.text, max(figure.sentence.start, figure.head.end - _NEAR), figure.head.end):
        return None
    over = carried.level_in(unit)
    if over is None or code_of(over) is None or not (carried.speaking or carried.entity):
        return None
    if unit.isupper() or unit in _PERSONS or is_located(case.script.text, words.metric, case.script.tokens):
        return None
    firm = carried.subject if names_organisation(carried.subject) else carried.organisation
    return Named(case.quote(words.metric), firm, over, case.area or carried.area, own=False)


def of_kind(case: Case) -> Named | None:
    """白蛋白批签发520万瓶,其中国产210万瓶,进口310万瓶: a kind by itself, of what was measured in the same unit."""
    phrase, carried = peel(case.script.text, case.words.phrase, case.script.tokens), case.carried
    kind = case.quote(phrase)
    if fold(kind or "") not in _KINDS or case.sense.measure != "level" or not carried.here or not case.plain():
        return None
    unit = case.head.figure.quantity.unit
    over = carried.level_in(unit)
    if over is None or unit in _RATIOS or over.endswith("口"):
        return None
    return Named(kind, None, over, case.area or carried.area, own=False)


def of_members(case: Case) -> Named | None:
    """本月批签发90万瓶,包括白蛋白45万、静丙17万: the first of the members, of what the whole was measured by."""
    words, carried, figure = case.words, case.carried, case.head.figure
    if words.metric is None or not words.bare or words.subject is not None or not carried.here or not case.plain():
        return None
    if case.sense.measure != "level" or case.head.predicate.kind != "level" or carried.level is None:
        return None
    if _INCLUDES.match(case.script.text, figure.head.start, figure.head.end) is None:
        return None
    elided = figure.quantity.unit is None
    if not elided and (carried.level_in(figure.quantity.unit) is None or figure.quantity.unit != carried.unit):
        return None
    return Named(case.quote(words.metric), None, carried.level, case.area or carried.area, own=False)


def next_thing(case: Case) -> Named | None:
    """Behind a figure that was its own subject (失业率…;失业人数…) the next property is its own subject too."""
    carried = case.carried
    if case.metric is None or not case.plain() or carried.subject is None or carried.subject != carried.metric:
        return None
    if is_growth(case.metric) or _has_staff(case):
        return None
    if carried.here and carried.unit == case.head.figure.quantity.unit and only_acts(case):
        return None  # 患者13万人,登记3万人
    thing = fold(carried.subject)
    if carried.here and head_word(thing, Span(0, len(thing))) is None and _depends(case):
        return None
    start = peel(case.script.text, case.words.phrase, case.script.tokens).start
    if case.words.metric is not None and case.words.metric.start > start:
        return None
    return Named(whole_metric(case), None, case.metric, case.area or carried.area, case.own, ("subject_guessed",))


def next_counted(case: Case) -> Named | None:
    """20种甲药、25种乙药和3种丙药: behind what was counted and its own subject the next of the list is too."""
    counted, carried = case.words.counted, case.carried
    if counted is None or not carried.here or carried.subject is None or carried.subject != carried.metric:
        return None
    if _LISTED.fullmatch(case.script.text, carried.here, case.head.figure.head.end) is None:
        return None
    return Named(counted.metric, None, counted.metric, case.area or carried.area, case.own, ("subject_guessed",))


def _has_staff(case: Case) -> bool:
    """企业643家;从业人员8.94万人: what was counted has the property, as every organisation has."""
    code = code_of(case.metric)
    belongs = code is not None and (code.code in OF_FIRMS or code.code in _OF_ORGANISATIONS)
    return belongs and (case.carried.subject or "").endswith(_ORGANISATIONS)


def _depends(case: Case) -> bool:
    """The property is one of something: 均价, 产销率, 期末库存量 behind 生产减速器46.3万台; nothing turns away from it."""
    carried, words = case.carried, case.words
    if words.metric is None or words.bare or not carried.here:
        return False
    return _TURNS.search(case.script.text, carried.here, case.head.figure.head.end) is None
