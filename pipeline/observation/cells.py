"""Figures in tables: who, what and when from row head, column head, group line and caption."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Comparison, Direction, Observation, Quantity, Span
from pipeline.observation.areas import is_place
from pipeline.observation.changes import unsigned
from pipeline.observation.codes import code_of
from pipeline.observation.phrases import metric_start, split
from pipeline.observation.refuse import NEVER
from pipeline.observation.runs import Entry
from pipeline.observation.scene import Scene
from pipeline.observation.timing import When
from pipeline.quantity.tables import Cell, Table

_CHANGE = re.compile("同比|环比|增长|增减|增[(]减[)]|变动|增速|变化|涨跌|增幅|降幅|涨幅|跌幅|增加|减少|[±]")
_COMPARISONS: tuple[tuple[Comparison, re.Pattern[str]], ...] = (
    ("yoy", re.compile("同比|(?:比|较)上年|(?:比|较)去年|YoY", re.IGNORECASE)),
    ("pop", re.compile("环比|(?:比|较)上[月季]|QoQ", re.IGNORECASE)),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_EXPECTED = re.compile(r"\dE(?![A-Za-z])|预[测计期]")
_THIS = re.compile("^(?:本期|本年|本年度|报告期|期末|年末|本期末|当期|全年)")
_LAST = re.compile("^(?:上期|上年|上年度|上年同期|去年|期初|年初|上期末|上年末)")
_GENERIC = re.compile(
    r"^(?:指标值|数值|绝对数|数量|金额|合计|总计|绝对值|实绩|完成|本期|上期|期末|期初|年末|年初|单位|数)?$"
)
_UNIT = re.compile(r"[(（][^()（）]{0,14}[)）]|/[^/\s]{1,4}$")
_MARKS = re.compile(
    r"^(?:[#*·\-—]+|其中[:：]?|减[:：]|加[:：]|[一二三四五六七八九十]+、|\d+[.、])|[\s　]+|\(\d\)$|（\d）$"
)
_ABOUT = re.compile("(?:构成|情况|表|明细|分析|统计|概况|一览)+$")
_ROW_MARKS = re.compile(r"[#*·\-—\s]+|其中[:：]?|[减加][:：]")
_AMOUNTS = re.compile("成本|新增|增加值")
_SOURCE = re.compile(r"(?:数据|资料)?来源\s?[:：]\s?([^。;；\n\t]{1,40})")
_NOT_CAPTION = re.compile(
    r"[(（]?(?:金额)?单位|人民币|指\s*标|项\s*目|(?:指标)?名\s*称|[-\d.,%]+$|类\s*别|品\s*种|地\s*区"
)
_CAPTION_LINES = 5
_CAPTION_LENGTH = 50
_LOOK_BEHIND = 80
_TELLING = frozenset("为达到至近约超逾是了仅共")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its table, with the line that heads its group of rows and the number of its row."""

    table: Table
    cell: Cell
    caption: Span | None
    group: Span | None
    row: int


def places(text: str, tables: Sequence[Table]) -> dict[int, Place]:
    """Every cell by the clean position at which it starts; ``text`` is folded."""
    found: dict[int, Place] = {}
    for table in tables:
        heads = {cell.row_head for cell in table.cells if cell.row_head is not None}
        labels = _group_lines(text, table, heads)
        caption = caption_of(text, table)
        row, last = -1, None
        for cell in table.cells:
            if cell.row_head != last or cell.row_head is None:
                row, last = row + 1, cell.row_head
            at = cell.row_head.start if cell.row_head else cell.span.start
            group = next((label for label in reversed(labels) if label.end <= at), None)
            found[cell.span.start] = Place(table, cell, caption, group, row)
    return found


def caption_of(text: str, table: Table) -> Span | None:
    """The line that says what the table shows: the nearest above its heads that is neither unit, corner nor sentence."""
    first = min([head.start for head in table.heads] or [cell.span.start for cell in table.cells])
    end = text.rfind("\n", 0, first)
    for _ in range(_CAPTION_LINES):
        if end <= 0:
            return None
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        stripped = line.strip()
        if stripped and not _NOT_CAPTION.match(stripped) and Span(start, end) not in table.heads:
            left = start + len(line) - len(line.lstrip())
            return (
                Span(left, left + len(stripped)) if len(stripped) <= _CAPTION_LENGTH and "。" not in stripped else None
            )
        end = start - 1
    return None


def _group_lines(text: str, table: Table, heads: set[Span]) -> list[Span]:
    """Lines among the rows that hold words alone: 期末畜禽存栏."""
    first = min((cell.row_head.start if cell.row_head else cell.span.start for cell in table.cells), default=0)
    start = max([table.span.start, *(head.end for head in table.heads)])
    labels: list[Span] = []
    at = min(start, first)
    for line in text[at : table.span.end].split("\n"):
        end = at + len(line)
        stripped = line.strip()
        span = Span(at + len(line) - len(line.lstrip()), at + len(line) - len(line.lstrip()) + len(stripped))
        filled = any(cell.span.start < end and at < cell.span.end for cell in table.cells)
        if stripped and not filled and span not in heads and span != table.caption and span not in table.heads:
            labels.append(span)
        at = end + 1
    return [label for label in labels if not re.search(r"\d", label.quote(text))]


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
        parts = split(script.text, entry.caption, script.tokens)
        metric = script.quote(entry.caption)
        name = script.quote(entry.name)
        placed = is_place(script.text, entry.name) or (name or "").endswith("地区")
        about = script.quote(parts.subject)
        code = code_of(metric)
        found.append(
            Observation(
                quantity=quantity,
                evidence=sentence,
                metric=metric,
                subject=about or scene.carried.subject if placed else name,
                ref_area=name if placed else None,
                time_period=str(entry.year) if entry.year else None,
                year_basis="stated" if entry.year else None,
                attribution=script.quote(entry.source),
                metric_id=code.code if code else None,
                partner=groups.setdefault((entry.caption.start, entry.row), scene.group()),
                flags=tuple(sorted({*quantity.flags, "table_cell"})),
            )
        )
    return found


def _observe(scene: Scene, sentence: Span, quantity: Quantity, place: Place, group: int) -> Observation:
    text = scene.script.text
    column = _plain(text, place.cell.column_head)
    printed = place.cell.column_head.quote(text) if place.cell.column_head else ""
    changed = bool(_CHANGE.search(printed)) and not _names_property(scene, place.cell.column_head)
    subject, metric = _who_and_what(scene, place, _measure_head(scene, place) if changed else place.cell.column_head)
    code = code_of(metric or column)
    when = _when(scene, place, printed, changed=changed)
    comparison = next((kind for kind, pattern in _COMPARISONS if pattern.search(printed)), None) if changed else None
    direction: Direction | None = None
    if changed:
        down = quantity.direction == "down" or (quantity.value is not None and quantity.value < 0)
        direction = "down" if down else "up"
    source = _SOURCE.search(text, place.table.span.end, place.table.span.end + _LOOK_BEHIND)
    return Observation(
        quantity=unsigned(quantity) if changed else quantity,
        evidence=sentence,
        metric=metric or column or None,
        subject=subject,
        measure="change" if changed else "level",
        direction=direction,
        comparison=comparison,
        time_period=when.time_period if when else None,
        year_basis=when.basis if when else None,
        status="forecast" if _EXPECTED.search(printed) else "actual",
        attribution=scene.script.quote(Span(*source.span(1))) if source else None,
        partner=group,
        metric_id=code.code if code else None,
        flags=tuple(sorted({*quantity.flags, "table_cell"})),
    )


def _plain(text: str, head: Span | None) -> str:
    """A head without its unit, marks and inner spaces."""
    return _MARKS.sub("", _UNIT.sub("", head.quote(text))).strip("：: ") if head is not None else ""


def _names_property(scene: Scene, head: Span | None) -> bool:
    """增长率 is a change, 变动成本 and 新增贷款 are amounts."""
    return head is not None and bool(_AMOUNTS.search(scene.script.text, head.start, head.end))


def _measure_head(scene: Scene, place: Place) -> Span | None:
    """The head of the column that a change column is about: the nearest one before it that states no change."""
    text = scene.script.text
    before = [
        head
        for head in place.table.heads
        if place.cell.column_head is not None
        and head.start < place.cell.column_head.start
        and not _CHANGE.search(head.quote(text))
    ]
    return before[-1] if before else None


def _who_and_what(scene: Scene, place: Place, column: Span | None) -> tuple[str | None, str | None]:
    """Subject and metric: a measuring column over named rows, or a row that is itself the property."""
    text, tokens = scene.script.text, scene.script.tokens
    row = _plain_printed(scene, place.cell.row_head)
    head = _plain(text, column)
    measures = column is not None and not _GENERIC.match(head) and not _YEAR.search(head) and not _is_period(head)
    if measures:
        return (row or scene.carried.subject), _plain_printed(scene, column)
    if not row or place.cell.row_head is None:
        return scene.reporter or scene.carried.subject, _caption_metric(scene, place.caption)
    if scene.reporter is not None:
        return scene.reporter, row
    bare = _row_name(text, place.cell.row_head)
    if metric_start(text, bare, tokens) is not None:
        parts = split(text, bare, tokens)
        subject = scene.script.quote(parts.subject)
        metric = scene.script.quote(parts.metric)
        return (subject or scene.carried.subject or row), metric or row
    over = _group_metric(scene, place.group) or _caption_metric(scene, place.caption)
    return row, over or row


def _plain_printed(scene: Scene, head: Span | None) -> str:
    return _MARKS.sub("", _UNIT.sub("", scene.script.quote(head) or "")).strip("：: ")


def _row_name(text: str, head: Span) -> Span:
    """The row head up to its unit."""
    match = _UNIT.search(text, head.start, head.end)
    start = head.start
    marks = _ROW_MARKS.match(text, head.start, head.end)
    if marks:
        start = marks.end()
    return Span(start, match.start() if match and match.start() > start else head.end)


def _is_period(head: str) -> bool:
    return bool(_THIS.match(head) or _LAST.match(head))


def _group_metric(scene: Scene, group: Span | None) -> str | None:
    if group is None:
        return None
    start = metric_start(scene.script.text, group, scene.script.tokens)
    return scene.script.quote(Span(start, group.end)) if start is not None else None


def _caption_metric(scene: Scene, caption: Span | None) -> str | None:
    """The property that the caption names: 2012年主要农产品产量 → 产量."""
    if caption is None:
        return None
    text = scene.script.text
    about = _ABOUT.search(text, caption.start, caption.end)
    span = Span(caption.start, about.start() if about else caption.end)
    start = metric_start(text, span, scene.script.tokens)
    return scene.script.quote(Span(start, span.end)) if start is not None and start < span.end else None


def _when(scene: Scene, place: Place, column: str, *, changed: bool) -> When | None:
    """The year of the column head; a change column takes the later year; else the caption's, else the section's."""
    years = [int(year) for year in _YEAR.findall(column)]
    at = place.cell.span.start
    if not years and changed:
        text = scene.script.text
        years = [int(year) for head in place.table.heads for year in _YEAR.findall(head.quote(text))]
    if years:
        dated = scene.calendar.read(column, Span(0, len(column))) if len(years) == 1 and not changed else []
        period = next((entry.time_period for entry in dated if entry.time_period), None)
        return When(period or str(max(years)), "stated", at)
    reported = scene.calendar.reported
    if reported is not None and _LAST.match(column):
        return When(str(reported - 1), "document", at)
    if reported is not None and _THIS.match(column):
        return When(str(reported), "document", at)
    if place.caption is not None:
        for entry in reversed(scene.calendar.read(scene.script.text, place.caption)):
            if entry.governs and entry.time_period:
                return When(entry.time_period, "inherited", at)
    carried = scene.calendar.carried
    return replace(carried, basis="inherited") if carried is not None else None
