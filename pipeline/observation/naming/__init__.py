"""Who a figure is about and what it measures: its own words first, then its segment's topic, then the figure before.

:func:`name` asks RULES in order; the first that answers decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.observation.codes import is_growth
from pipeline.observation.heads import Head
from pipeline.observation.measuring import Sense
from pipeline.observation.naming import owners, parts, prices, themselves
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.scene import Carried
from pipeline.observation.shares import PART
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.wording import Wording, wording_of

__all__ = ["RULES", "Case", "Named", "name"]

RULES: tuple[Callable[[Case], Named | None], ...] = (
    parts.of_whom,
    parts.in_bracket,
    parts.asked,
    owners.of_product,
    prices.quoted_price,
    prices.price_move,
    themselves.in_series,
    owners.of_entity,
    parts.bracketed_group,
    themselves.of_the_economy,
    owners.of_theme,
    parts.of_part,
    themselves.own_subject,
    themselves.of_place,
    themselves.thing_itself,
    themselves.next_thing,
    owners.of_topic,
    owners.of_before,
    owners.of_far_topic,
)
_EDGES = re.compile(r"^(?:[的】)）\]、/:：]|该(?=..)|其中|此外|另外|上调|下调)+|(?:[亦占的【】(（\[、/:：]|分别|各)+$")
_NOBODY = re.compile(r"[\d/年月日季度周Q.%—~-]+|单?[季月年周]度?|该|其|本|此|同")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ROLE = re.compile("^(?:控股股东|实际控制人|第[一二三]大股东|(?:全资|控股|下属)?子公司|参股公司|旗下)(?=.{2})")
_QUOTES = re.compile('[“”"]')
_AGES = {"岁": "年龄", "歲": "年齡", "周岁": "年龄", "周歲": "年齡"}


def name(script: Script, head: Head, sense: Sense, topic: Topic | None, carried: Carried) -> Named:
    """Bind subject, organisation, metric and place of a figure."""
    words = wording_of(script, head, sense, topic)
    if words.speaker is not None:
        carried = replace(carried, subject=script.quote(words.speaker), organisation=None, speaking=True)
    metric = _metric(script, head, sense, words, carried)
    area = script.quote(words.parts.area)
    case = Case(script, head, sense, words, topic, carried, metric, area, metric is not None)
    for rule in RULES:
        named = rule(case)
        if named is not None:
            return replace(named, subject=_who(named.subject), metric=_plain(named.metric), phrase=words.phrase)
    guess = None if sense.share else metric
    return Named(guess, None, metric, area or carried.area, case.own, ("subject_guessed",), words.phrase)


def _who(name: str | None) -> str | None:
    """A subject without what the words around it left on it; null where nothing is left but a time or a pronoun."""
    name = _EDGES.sub("", _plain(name) or "")
    return None if not name or _NOBODY.fullmatch(name) else name


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
