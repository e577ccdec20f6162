"""When the figure of a cell holds: the time of its column, the head over it, its row, the caption, the section."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.cells.places import Place
from pipeline.observation.cells.words import years_of
from pipeline.observation.scene import Scene
from pipeline.observation.timing import When

_THIS = re.compile("^(?:本期|本年|本年度|本?报告期|期末|年末|本期末|当期|全年)")
_LAST = re.compile("^(?:上期|上年|上年度|上年同期|去年|期初|年初|上期末|上年末)")
_ENDING = re.compile("截至(?P<ends>[^,。;年]{2,9}日止(?:[三六九]个月|十二个月|半年度?|季度|年度))")
_QUARTER = re.compile(r"第?[一二三四1-4]季度?$|[上下]半年$|\d{1,2}(?:[-—~至]\d{1,2})?月份?$")


def when_of(scene: Scene, place: Place, *, changed: bool) -> When | None:
    """The time of the column's head, the head over it or the row's; a change takes the later year; else the caption's, else
    the section's, else the only year among the heads.
    """
    text, cell = scene.script.text, place.cell
    heads = [head.quote(text) for head in (cell.column_head, cell.column_over, cell.row_head) if head is not None]
    at = cell.span.start
    for head in heads:
        years = years_of(head)
        if years:
            ending = _ending_in(scene, place, max(years))
            dated = scene.calendar.read(head, Span(0, len(head))) if len(years) == 1 and not changed else []
            period = next((entry.time_period for entry in dated if entry.time_period), None)
            return When(ending or period or str(max(years)), "stated", at)
    over_all = [year for head in place.table.heads for year in years_of(head.quote(text))]
    if changed and over_all:
        return When(_ending_in(scene, place, max(over_all)) or str(max(over_all)), "stated", at)
    given = _when_given(scene, place)
    if given is None and len(set(over_all)) == 1:
        return When(str(over_all[0]), "stated", at)
    quarter = next((head for head in heads if _QUARTER.match(head.strip())), None)
    if quarter is not None and given is not None and given.time_period:
        within = f"{given.time_period[:4]}年{quarter.strip()}"
        period = next((entry.time_period for entry in scene.calendar.read(within, Span(0, len(within)))), None)
        return replace(given, time_period=period or given.time_period)
    reported = scene.calendar.reported
    if quarter is not None and reported is not None and given is None:
        within = f"{reported}年{quarter.strip()}"
        period = next((entry.time_period for entry in scene.calendar.read(within, Span(0, len(within)))), None)
        return When(period, "document", at) if period else None
    if reported is not None and heads and _LAST.match(heads[0]):
        return When(str(reported - 1), "document", at)
    if reported is not None and heads and _THIS.match(heads[0]):
        return When(str(reported), "document", at)
    return given


def _ending_in(scene: Scene, place: Place, year: int) -> str | None:
    """截至十二月三十一日止三个月 over columns of years: what ends on that day of the year; null without such a caption."""
    ends = _ENDING.search(place.caption.quote(scene.script.text)) if place.caption is not None else None
    whole = f"截至{year}年{ends['ends']}" if ends is not None else ""
    return next((entry.time_period for entry in scene.calendar.read(whole, Span(0, len(whole)))), None)


def _when_given(scene: Scene, place: Place) -> When | None:
    """The time that the caption names, else the section's."""
    if place.caption is not None:
        for entry in reversed(scene.calendar.read(scene.script.text, place.caption)):
            if entry.governs and entry.time_period:
                return When(entry.time_period, "inherited", place.cell.span.start)
    carried = scene.calendar.carried
    return replace(carried, basis="inherited") if carried is not None else None
