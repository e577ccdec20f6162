"""Lists of figures: 1.2、3.4和5.6亿元; 水田168万亩、旱田960万亩; 甲、乙、丙分别为…; …,同比分别增长a%、b%、c%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation
from pipeline.observation.changes import unsigned
from pipeline.observation.clauses import Figure
from pipeline.observation.phrases import metric_start, peel
from pipeline.observation.predicate import parse
from pipeline.observation.scene import Bound, Scene
from pipeline.observation.timing import Dated

_MARK = re.compile(r"\s*(?:、|和|及|与|以及|或|/|和约|及约)\s*")
_BETWEEN = ("、", "和", "及", ",")
_SAME_SHAPE = re.compile("其中|包括|分别")
_STOP = re.compile("[,;:。!?—\n]")
_ENUMERATES = re.compile("[、和及]")
_SEPARATELY = re.compile("分别|依次|各")
_NAMES = re.compile("、|和|及|与|以及|,")
_YEARS = re.compile(r"(\d{4})/(\d{4})")


def continues(text: str, before: Figure, figure: Figure) -> bool:
    """Nothing but a list mark between two figures of one clause."""
    return bool(_MARK.fullmatch(text, before.quantity.reach.end, figure.quantity.reach.start))


def names_member(scene: Scene, last: Bound, figure: Figure) -> bool:
    """水田168万亩、旱田960万亩: the member names who, and says what the one before says."""
    text = scene.script.text
    between = text[last.figure.quantity.reach.end : figure.head.start]
    phrase = peel(text, figure.head)
    if between.strip(")( ") not in _BETWEEN or not len(phrase) or figure.quantity.unit != last.figure.quantity.unit:
        return False
    if between.strip() == "," and not _SAME_SHAPE.search(text, figure.sentence.start, figure.head.start):
        return False
    if parse(figure.head.quote(text)).end < len(figure.head) or _STOP.search(text, phrase.start, phrase.end):
        return False
    return metric_start(text, phrase, scene.script.tokens) is None


def member(scene: Scene, figure: Figure, last: Bound, *, named: bool) -> Bound:
    """A further member of a list: what the one before says, of the next name where it has one."""
    before = last.observation
    observation = replace(
        before,
        quantity=unsigned(figure.quantity) if before.measure == "change" else figure.quantity,
        direction=figure.quantity.direction or before.direction,
        partner=scene.group(),
        flags=figure.quantity.flags,
    )
    if named:
        name = scene.script.quote(peel(scene.script.text, figure.head))
        metric = name if before.metric == before.subject else before.metric
        observation = replace(observation, subject=name, metric=metric)
    return Bound(figure, last.predicate, last.sense, observation)


def distribute(text: str, bound: Sequence[Bound], dated: Sequence[Dated]) -> list[Observation]:
    """Give each figure of a list its own name, year or level; the sentence's observations in order."""
    observations = [entry.observation for entry in bound]
    at = listed = 0
    while at < len(bound):
        stop = at + 1
        while stop < len(bound) and continues(text, bound[stop - 1].figure, bound[stop].figure):
            stop += 1
        if stop - at > 1:
            observations[at:stop] = (
                _by_levels(text, bound, observations, (listed, at, stop))
                or _by_times(bound[at], observations[at:stop], dated)
                or _by_names(observations[at:stop])
            )
            listed = stop
        elif at and not _ENUMERATES.match(text, bound[at - 1].figure.quantity.reach.end):
            listed = at
        at = stop
    return observations


def _by_levels(
    text: str, bound: Sequence[Bound], observations: Sequence[Observation], places: tuple[int, int, int]
) -> list[Observation]:
    """甲1亿元、乙2亿元,分别增长3%、4%: the changes belong to the levels before them, one by one."""
    listed, first, stop = places
    count = stop - first
    if first - count < listed:
        return []
    lead = bound[first].figure.lead
    adjoins = text[bound[first - 1].figure.quantity.reach.end : lead.start].strip() in (",", "")
    follows = adjoins and first - count == listed
    if not (follows or _SEPARATELY.search(text, lead.start, lead.end)):
        return []
    return [
        replace(
            change,
            subject=level.subject,
            organisation=level.organisation,
            metric=level.metric,
            ref_area=level.ref_area,
            partner=level.partner,
            time_period=level.time_period,
            year_basis=level.year_basis,
        )
        for level, change in zip(observations[first - count : first], observations[first:stop], strict=True)
    ]


def _by_times(first: Bound, members: Sequence[Observation], dated: Sequence[Dated]) -> list[Observation]:
    """2019、2020年分别为…, 2021—2023年PE为…: as many times as figures."""
    lead = first.figure.lead
    times = [entry for entry in dated if lead.covers(entry.span) and entry.governs]
    years = _YEARS.fullmatch(times[-1].time_period or "") if times else None
    if years and int(years[2]) - int(years[1]) + 1 == len(members):
        return [replace(found, time_period=str(int(years[1]) + at)) for at, found in enumerate(members)]
    if len(times) != len(members):
        return []
    pairs = zip(members, times, strict=True)
    return [replace(found, time_period=entry.time_period, year_basis=entry.basis) for found, entry in pairs]


def _by_names(members: Sequence[Observation]) -> list[Observation]:
    """甲、乙、丙分别为…: as many names as figures, in the place, the subject or the metric."""
    first = members[0]
    for names in (_split(first.ref_area), _split(first.subject), _split(first.metric)):
        if len(names) != len(members):
            continue
        whole = first.ref_area if names == _split(first.ref_area) else None
        if whole is not None:
            return [replace(found, ref_area=name) for found, name in zip(members, names, strict=True)]
        if names == _split(first.subject):
            return [replace(found, subject=name) for found, name in zip(members, names, strict=True)]
        return [replace(found, metric=name) for found, name in zip(members, names, strict=True)]
    return list(members)


def _split(names: str | None) -> list[str]:
    return [name for name in _NAMES.split(names or "") if name]
