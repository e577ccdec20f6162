"""What a sentence says around a figure: when and where it holds, by whose count, and whether it is so already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation, Span, Status
from pipeline.observation.areas import scene_area
from pipeline.observation.clauses import Figure, segment_start
from pipeline.observation.expressions import is_fiscal_year
from pipeline.observation.mentioned import Dated
from pipeline.observation.scene import Bound, Scene
from pipeline.observation.sources import Source, governing
from pipeline.observation.stamps import period_before
from pipeline.observation.status import status_of, still_to_come
from pipeline.observation.timing import When
from pipeline.observation.words import alternation
from pipeline.text.fold import fold

_PERIOD_BEFORE = re.compile(f"(?:{alternation('context.version_before')})")
# A run of whole years, up to its last: where a movement arrived.
_ENDS = re.compile(r"^\d{4}/(?=\d{4}$)")
_TWO_LEVELS = 2
_A_YEAR = re.compile(r"\d{4}")
# 预计…,较上年同期的|0.71亿元增长576%: what was, inside what is expected.
_BASE_FIGURE = re.compile("(?:较|比)[^,。;]{0,12}的$")
_BASE_REACH = 16
# 预计亏损1.8亿元,|上年同期盈利0.6亿元
_YEAR_AGO = re.compile("(?:而|较)?(?:上年|去年|上一年)(?:同期|同季|同月)?")


def with_circumstances(
    scene: Scene, sentence: Span, entry: Bound, dated: Sequence[Dated], named: Sequence[Source]
) -> Bound:
    """The entry with what its sentence says around it: when, where, by whose count, and whether it is so already."""
    text, figure, observation = scene.script.text, entry.figure, entry.observation
    position = figure.quantity.span.start
    origin, condition = observation.role == "from", observation.measure == "condition"
    when = scene.calendar.governing(text, dated, figure.clause.span, position, origin=origin, condition=condition)
    words = figure.head if figure.head.quote(text).strip("和、/ ") else figure.lead
    if when is not None and _PERIOD_BEFORE.search(text, words.start, words.end):
        when = replace(when, time_period=period_before(when.time_period))
    if when is not None and observation.role == "to" and not is_fiscal_year(text, when.position):
        when = replace(when, time_period=_ENDS.sub("", when.time_period))
    source = governing(named, position)
    if when is not None and _is_period_before(text, observation, when, dated, position):
        observation = replace(observation, comparison="pop")
    area = observation.ref_area or scene.script.quote(scene_area(text, sentence, position, scene.script.tokens))
    return replace(
        entry,
        observation=replace(
            observation,
            time_period=when.time_period if when else None,
            year_basis=when.basis if when else None,
            status=_status(scene, figure, position, when),
            ref_area=area,
            attribution=scene.script.quote(source.name) if source else None,
        ),
    )


def _is_period_before(text: str, observation: Observation, when: When, dated: Sequence[Dated], position: int) -> bool:
    """较8月减少5.8%, said of 9月: the stated base is the month or quarter before."""
    base = next((entry for entry in reversed(dated) if entry.base and entry.span.end <= position), None)
    if base is None or observation.comparison != "base" or not observation.reference:
        return False
    told = fold(observation.reference).startswith(base.span.quote(text))
    return told and "-" in when.time_period and base.time_period == period_before(when.time_period)


def over_the_run(entry: Bound, bound: Sequence[Bound]) -> Bound:
    """由2023年的38亿元增至2030年的199亿元,年复合增长率为26.7%: a yearly rate is of all the years between the two levels."""
    if entry.observation.comparison != "cagr" or len(bound) < _TWO_LEVELS:
        return entry
    first, last = (earlier.observation for earlier in bound[-_TWO_LEVELS:])
    years = [first.time_period or "", last.time_period or ""]
    run = first.metric == last.metric and all(_A_YEAR.fullmatch(year) for year in years) and years[0] < years[1]
    if not run or entry.observation.time_period != years[1] or "change" in (first.measure, last.measure):
        return entry
    return replace(entry, observation=replace(entry.observation, time_period="/".join(years)))


def _status(scene: Scene, figure: Figure, position: int, when: When | None) -> Status:
    """By the words around the figure, else by what its part of the text is about: a plan states targets."""
    text, clause = scene.script.text, figure.clause.span
    status = status_of(text, clause, position, segment_start(text, figure), scene.script.tokens)
    year = scene.calendar.year
    past = when is not None and year is not None and when.year < year
    base = _BASE_FIGURE.search(text, max(clause.start, position - _BASE_REACH), position)
    year_ago = _YEAR_AGO.match(text, clause.start, position)
    if status == "forecast" and past and (base is not None or year_ago is not None):
        return "actual"
    if status == "actual" and when is not None and year is not None and when.year > year:
        return "forecast"
    return (
        "target"
        if status == "actual" and scene.planned and not past and still_to_come(text, clause, position)
        else status
    )
