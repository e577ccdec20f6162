"""Figures in tables: who, what and when from row head, column head, group line and caption."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Comparison, Direction, Observation, Quantity, Span
from pipeline.observation.areas import is_place
from pipeline.observation.cells.captions import caption_metric, caption_subject, group_metric, plain_printed
from pipeline.observation.cells.heads import Heads, heads_of
from pipeline.observation.cells.places import Place, caption_of, places
from pipeline.observation.cells.times import when_of
from pipeline.observation.cells.words import only_time, plain, row_name
from pipeline.observation.changes import unsigned
from pipeline.observation.codes import code_of
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases import Phrase, metric_start, split
from pipeline.observation.refuse import NEVER
from pipeline.observation.runs import Entry
from pipeline.observation.scene import Scene
from pipeline.text.fold import fold

__all__ = ["Place", "caption_of", "observe_cells", "observe_runs", "places"]

_SHARE = re.compile("占(?P<whole>[^比/]{1,14}?)的?(?:比重|比例|百分比|比率|比)?$")
_COMPARISONS: tuple[tuple[Comparison, re.Pattern[str]], ...] = (
    ("yoy", re.compile("同比|(?:比|较)上年|(?:比|较)去年|年[增减]|YoY", re.IGNORECASE)),
    ("pop", re.compile("环比|(?:比|较)上[月季]|[月季][增减]|QoQ", re.IGNORECASE)),
)
_EXPECTED = re.compile(r"\dE(?![A-Za-z])|预[测计期]")
_SOURCE = re.compile(r"(?:数据|资料)?来源\s?[:：]\s?([^。;；\n\t]{1,40})")
_LOOK_BEHIND = 80
_NAMED_ROWS = re.compile(
    "(?:业务|产品|地区|品种|类别|行业|分部|公司|企业|机构|品牌|国家|省份|城市|[^:]{0,6}名称)(?:类型|类别|名称|板块)?$"
)
_PLACES = re.compile("(?:国家|地区|省份|省市|城市|市县|州市|区县|县区|区域)(?:名称)?$")
_NUMBERED = re.compile(r"(?:图表|图|表|圖|附表)\s?\d{1,3}(?:[-.]\d{1,2})?")
_SUMS = re.compile("[净余总]额|净值|合计")
_DOWN = re.compile("[减降跌]")
_ABROAD = re.compile("[境国]内|[境国]外|海外(?:地区|市场)?|(?:国内|国外|国际)市场")
_PART = "占比"
_TELLING = frozenset("为达到至近约超逾是了仅共")


def observe_cells(
    scene: Scene, sentence: Span, quantities: Sequence[Quantity], where: Mapping[int, Place]
) -> list[Observation]:
    """The observations of table cells, in order; a level and the changes in its row share a group."""
    found: list[Observation] = []
    groups: dict[tuple[int, int], int] = {}
    for quantity in quantities:
        place = where[quantity.span.start]
        key = (place.table.span.start, place.row)
        group = groups.setdefault(key, scene.group())
        found.append(_observe(scene, sentence, quantity, place, group))
    return found


def observe_runs(
    scene: Scene, sentence: Span, quantities: Sequence[Quantity], where: Mapping[int, Entry]
) -> list[Observation]:
    """The observations of a run-together table: the row names a place or who, the caption what is measured."""
    script = scene.script
    found: list[Observation] = []
    groups: dict[tuple[int, int], int] = {}
    for quantity in quantities:
        told = script.text[quantity.span.start - 1 : quantity.span.start] in _TELLING
        if NEVER.intersection(quantity.flags) or (quantity.unit is None and not told):
            # Without borders nobody can tell what a number without a unit measures, but behind 为 or 达.
            continue
        entry = where[quantity.span.start]
        parts = split(script.text, entry.caption, script.tokens) if entry.caption else Phrase(entry.name)
        about, scope = parts.subject, None
        metric = script.quote(entry.caption) or (_PART if entry.shares else None)
        name = script.quote(entry.name)
        name = name if name and any(char.isalnum() for char in name) else None
        placed = is_place(script.text, entry.name) or (name or "").endswith("地区")
        if entry.caption and parts.area and not placed and parts.area.start == entry.caption.start:
            scope, metric = script.quote(parts.area), script.quote(Span(parts.area.end, entry.caption.end))
        code = code_of(metric)
        found.append(
            Observation(
                quantity=quantity,
                evidence=sentence,
                metric=metric,
                subject=script.quote(about) or scene.carried.subject if placed else name,
                ref_area=name if placed else scope,
                time_period=str(entry.year) if entry.year else None,
                year_basis="stated" if entry.year else None,
                attribution=script.quote(entry.source),
                metric_id=code.code if code else None,
                partner=groups.setdefault(
                    (entry.caption.start if entry.caption else entry.name.start, entry.row), scene.group()
                ),
                flags=tuple(sorted({*quantity.flags, "table_cell"})),
            )
        )
    return found


def _observe(scene: Scene, sentence: Span, quantity: Quantity, place: Place, group: int) -> Observation:
    text = scene.script.text
    heads = heads_of(text, place)
    subject, metric, area = _who_what_and_where(scene, place, heads)
    printed = place.cell.column_head.quote(text) if place.cell.column_head else ""
    told = f"{printed}{heads.growth.quote(text) if heads.growth else ''}"
    stated = (
        place.cell.row_head if heads.measure is None else place.cell.column_head
    )  # by the row where columns are times
    named = row_name(text, stated) if stated is not None and not heads.changed else None
    share = _SHARE.search(text, named.start, named.end) if named is not None else None
    whole = scene.script.quote(Span(*share.span("whole"))) if share else None
    comparison = next((kind for kind, pattern in _COMPARISONS if pattern.search(told)), None) if heads.changed else None
    source = _SOURCE.search(text, place.table.span.end, place.table.span.end + _LOOK_BEHIND)
    code = code_of(metric)
    when = when_of(scene, place, changed=heads.changed)
    return Observation(
        quantity=unsigned(quantity) if heads.changed else quantity,
        evidence=sentence,
        metric=f"占{whole}" if whole else metric,
        subject=subject,
        ref_area=area,
        measure="change" if heads.changed else "share" if whole else "level",
        reference=whole,
        direction=_direction(scene, quantity) if heads.changed else None,
        comparison=comparison,
        time_period=when.time_period if when else None,
        year_basis=when.basis if when else None,
        status="forecast" if _EXPECTED.search(printed) else "actual",
        attribution=scene.script.quote(Span(*source.span(1))) if source else None,
        partner=group,
        metric_id=code.code if code else None,
        flags=tuple(sorted({*quantity.flags, "table_cell"})),
    )


def _direction(scene: Scene, quantity: Quantity) -> Direction | None:
    if quantity.value == 0:
        return None
    fell = quantity.value is not None and quantity.value < 0
    word = scene.script.text[max(0, quantity.span.start - 3) : quantity.span.start].rpartition("\t")[2]
    return "down" if fell or quantity.direction == "down" or _DOWN.search(word) else "up"


def _who_what_and_where(scene: Scene, place: Place, heads: Heads) -> tuple[str | None, str | None, str | None]:
    """Subject, metric and place: a measuring column over named rows, or a row that is itself the property."""
    text = scene.script.text
    row = plain_printed(scene, heads.row)
    about = scene.reporter or caption_subject(scene, place.caption) or scene.carried.subject or scene.carried.firm
    over = plain_printed(scene, place.cell.row_over)
    if heads.row is not None and _is_area(scene, row_name(text, heads.row)):
        metric = (
            plain_printed(scene, heads.measure)
            or group_metric(scene, place.group)
            or caption_metric(scene, place.caption)
        )
        return (about or row), metric, row
    if heads.row is not None and only_time(text, heads.row):
        row = ""
    if heads.measure is not None:
        places = bool(place.table.heads) and _PLACES.match(plain(text, place.table.heads[0])) is not None
        numbered = _NUMBERED.match(
            text, heads.measure.start, heads.measure.end
        )  # 图3-2 各类应用普及率: a caption as the head
        named = caption_metric(scene, heads.measure) if numbered else None
        return (row or about), named or plain_printed(scene, heads.measure), (row or None) if places else None
    if not row or heads.row is None:
        return about, caption_metric(scene, place.caption), None
    if over:
        return over, row, None
    if scene.reporter is not None or names_organisation(about):
        return about, row, None
    bare = row_name(text, heads.row)
    above = group_metric(scene, place.group) or caption_metric(scene, place.caption)
    if above and place.table.heads and _NAMED_ROWS.match(plain(text, place.table.heads[0])):
        return row, above, None
    if metric_start(text, bare, scene.script.tokens) is not None:
        parts = split(text, bare, scene.script.tokens)
        subject, metric = scene.script.quote(parts.subject), scene.script.quote(parts.metric)
        whole = metric is None or _SUMS.fullmatch(fold(metric))
        return (subject or about or row), row if whole else metric, None
    return row, above or row, None


def _is_area(scene: Scene, name: Span) -> bool:
    """The row names a place: a listed one, or 境内 and 境外."""
    return is_place(scene.script.text, name) or bool(_ABROAD.fullmatch(scene.script.text, name.start, name.end))
