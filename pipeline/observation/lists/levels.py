"""A list and the figures in front of it: changes of them, other versions, another property of each, the same years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation
from pipeline.observation.lists.pieces import SEPARATELY, pieces_of
from pipeline.observation.scene import Bound
from pipeline.observation.words import alternation

_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})")
_BRACKET = re.compile(r"\([^()]{1,14}\)")


def between(text: str, before: Bound, first: Bound) -> str:
    """What stands between the figure before a list and the list's first words, brackets left out."""
    gap = text[before.figure.quantity.reach.end : first.figure.lead.start]
    return _BRACKET.sub("", gap).strip(" )")


def follow(
    text: str, bound: Sequence[Bound], here: range, levels: Sequence[Observation], *, listed: int, as_before: bool
) -> bool:
    """甲1亿元、乙2亿元,分别增长3%、4%: a list of changes without a name of its own, as long as the levels before it.

    ``listed`` is where the enumeration in front begins, ``as_before`` says that the levels are a list themselves.
    """
    if len(levels) != len(here) or bound[here.start].observation.measure != "change":
        return False
    if len(pieces_of(text, bound[here.start].phrase)) == len(here):
        return False  # 工业增加值、投资分别增长8.1%和4.5%
    lead = bound[here.start].figure.lead
    adjoins = between(text, bound[here.start - 1], bound[here.start]) in (",", "")
    if as_before:
        return adjoins and "subject_carried" in bound[here.start].observation.flags
    first = here.start - len(levels)
    apart = bool(SEPARATELY.search(text, lead.start, lead.end))
    if adjoins and apart and _each_its_own(text, bound[first : here.start], levels):
        return True
    return (adjoins and first == listed) or (first >= listed and apart)


def are_versions(text: str, bound: Sequence[Bound], here: range, levels: Sequence[Observation]) -> bool:
    """甲上涨2.6%,乙上涨3.3%,前值分别为2.4%和3.3%: other versions of as many figures, in their order."""
    figure = bound[here.start].figure
    words = figure.lead.quote(text)
    versions = _VERSION.search(words) is not None and SEPARATELY.search(words) is not None
    units = {level.quantity.unit for level in levels} == {figure.quantity.unit}
    return versions and len(levels) == len(here) and units and len({level.subject for level in levels}) == len(here)


def are_of_each(text: str, bound: Sequence[Bound], here: range, levels: Sequence[Observation]) -> bool:
    """甲收入12亿元,乙收入8亿元,毛利率分别为28%和22%: another property of as many as were named just before."""
    first = bound[here.start]
    if (
        len(levels) != len(here)
        or "subject_carried" not in first.observation.flags
        or first.observation.measure != "level"
    ):
        return False
    apart = SEPARATELY.search(text, first.figure.lead.start, first.figure.lead.end)
    same = len({level.metric for level in levels}) == 1 and len({level.subject for level in levels}) == len(levels)
    return between(text, bound[here.start - 1], first) in (",", "") and apart is not None and same


def as_versions_of(
    levels: Sequence[Observation], members: Sequence[Observation], *, keep_metric: bool = False
) -> list[Observation]:
    """The members of whom the levels are, with a metric of their own where it is kept."""
    return [
        replace(
            member,
            subject=level.subject,
            organisation=level.organisation,
            metric=member.metric if keep_metric else level.metric,
            ref_area=level.ref_area,
        )
        for level, member in zip(levels, members, strict=True)
    ]


def _each_its_own(text: str, bound: Sequence[Bound], levels: Sequence[Observation]) -> bool:
    """净利差2.14%,净息差2.26%: levels of one stretch, none in a bracket, each with a name of its own."""
    stretch = text[bound[0].figure.quantity.reach.end : bound[-1].figure.quantity.reach.end]
    named = {(level.subject, level.metric, level.ref_area) for level in levels}
    plain = all(entry.figure.clause.bracket is None and entry.observation.measure == "level" for entry in bound)
    return plain and len(named) == len(levels) and not any(mark in stretch for mark in ";。")


def as_changes_of(levels: Sequence[Observation], changes: Sequence[Observation]) -> list[Observation]:
    """The changes of the levels: each one's who, what, where and when, in its group."""
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
            status=level.status,
        )
        for level, change in zip(levels, changes, strict=True)
    ]


def like_before(levels: Sequence[Observation], members: Sequence[Observation]) -> list[Observation]:
    """营收分别为1/2/3亿元,净利润0.1/0.2/0.3亿元: the years of the list before; its names where this one has none."""
    years = len({level.time_period for level in levels}) == len(levels)
    names = len({level.subject for level in levels}) == len(levels) and "subject_carried" in members[0].flags
    return [
        replace(
            found,
            time_period=level.time_period if years else found.time_period,
            year_basis=level.year_basis if years else found.year_basis,
            subject=level.subject if names else found.subject,
            organisation=level.organisation if names else found.organisation,
        )
        for found, level in zip(members, levels, strict=True)
    ]
