"""Each figure of a list gets its own name, time or level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation
from pipeline.observation.lists.levels import (
    are_of_each,
    are_versions,
    as_changes_of,
    as_versions_of,
    follow,
    like_before,
)
from pipeline.observation.lists.members import continues
from pipeline.observation.lists.names import by_earlier_names, by_names
from pipeline.observation.lists.times import by_comparisons, by_ordinals, by_times, by_years_before
from pipeline.observation.mentioned import Dated
from pipeline.observation.scene import Bound
from pipeline.observation.tokens import Script

_ENUMERATES = re.compile("[、和及]")


def distribute(script: Script, bound: Sequence[Bound], dated: Sequence[Dated]) -> list[Observation]:
    """Give each figure of a list its own name, time or level; the sentence's observations in order.

    A figure alone in a bracket right behind another (228万瓶(+54%)) takes what that one has got.
    """
    of = _attached(script.text, bound)
    if not of:
        return _distributed(script, bound, dated)
    main = [at for at in range(len(bound)) if at not in of]
    found = dict(zip(main, _distributed(script, [bound[at] for at in main], dated), strict=True))
    for at, whole in of.items():
        found[at] = _as_part_of(bound[at].observation, bound[whole].observation, found[whole])
    return [found[at] for at in range(len(bound))]


def _attached(text: str, bound: Sequence[Bound]) -> dict[int, int]:
    """The figures that stand alone in a bracket right behind another, each with that other's number."""
    found: dict[int, int] = {}
    for at in range(1, len(bound)):
        before, figure = bound[at - 1].figure, bound[at].figure
        opened = figure.clause.bracket
        if opened is None or before.clause.bracket is not None or text[before.quantity.reach.end : opened].strip():
            continue
        if at + 1 < len(bound) and bound[at + 1].figure.clause.bracket == opened:
            continue
        found[at] = at - 1
    return found


def _as_part_of(part: Observation, before: Observation, after: Observation) -> Observation:
    """A bracketed figure with what its whole was given by the list: name, place and time."""
    if before == after:
        return part
    same = part.metric == before.metric
    return replace(
        part,
        subject=after.subject if part.subject == before.subject else part.subject,
        organisation=after.organisation if part.subject == before.subject else part.organisation,
        metric=after.metric if same else part.metric,
        ref_area=after.ref_area if part.ref_area == before.ref_area else part.ref_area,
        time_period=after.time_period if part.time_period == before.time_period else part.time_period,
    )


def _distributed(script: Script, bound: Sequence[Bound], dated: Sequence[Dated]) -> list[Observation]:
    text = script.text
    observations = [entry.observation for entry in bound]
    at = listed = 0
    before = range(0)
    spread: set[str | None] = (
        set()
    )  # 2020/2022 that a list gave a year each is nobody's behind it: EPS为1/2/3元,目标价20元
    while at < len(bound):
        stop = at + 1
        while stop < len(bound) and continues(text, bound[stop - 1].figure, bound[stop].figure):
            stop += 1
        here = range(at, stop)
        if len(here) > 1:
            as_before = before.stop == at and len(before) == len(here)
            like = before if as_before else range(at - len(here), at)
            levels = [observations[place] for place in like] if like.start >= 0 else []
            members = observations[at:stop]
            if are_versions(text, bound, here, levels):
                observations[at:stop] = as_versions_of(levels, members)
            elif are_of_each(text, bound, here, levels):
                observations[at:stop] = as_versions_of(levels, members, keep_metric=True)
            elif follow(text, bound, here, levels, listed=listed, as_before=as_before):
                observations[at:stop] = as_changes_of(levels, members)
            else:
                observations[at:stop] = (
                    by_comparisons(text, bound[at], members)
                    or by_ordinals(text, bound[at], members)
                    or by_times(text, bound[at], members, dated)
                    or by_years_before(observations[:at], members)
                    or by_names(script, bound[at], members)
                    or by_earlier_names(script, bound[at], members, bound[at - 1] if at else None)
                    or (like_before(levels, members) if as_before else members)
                )
            if observations[at].time_period != bound[at].observation.time_period and "/" in (
                bound[at].observation.time_period or ""
            ):
                spread.add(bound[at].observation.time_period)
            listed, before = stop, here
        elif bound[at].observation.time_period in spread and bound[at].observation.measure == "level":
            observations[at] = replace(observations[at], time_period=None, year_basis=None)
        elif at and not _ENUMERATES.match(text, bound[at - 1].figure.quantity.reach.end):
            listed = at
        at = stop
    return observations
