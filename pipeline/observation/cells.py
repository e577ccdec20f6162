"""Figures in tables: who, what and when from row head, column head, group line and caption."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Comparison, Direction, Observation, Quantity, Span
from pipeline.observation.areas import is_place
from pipeline.observation.changes import unsigned
from pipeline.observation.codes import code_of
from pipeline.observation.organisations import ends_in_trade, names_organisation
from pipeline.observation.phrases import metric_start, split
from pipeline.observation.refuse import NEVER
from pipeline.observation.runs import Entry
from pipeline.observation.scene import Scene
from pipeline.observation.timing import When
from pipeline.quantity.tables import Cell, Table
from pipeline.quantity.tables.words import CORNER
from pipeline.text.fold import fold

_CHANGE = re.compile(
    "同比|环比|增长|增减|增[(]减[)]|变动|增速|变化|涨跌|升跌|[增降涨跌变升]幅|增加|减少|[±]|YoY|QoQ", re.IGNORECASE
)
_AGAINST = re.compile("(?:[比较]上?[年月季期去][^增变涨升下减]{0,4}|同比|环比|累计)?(?:" + _CHANGE.pattern + ")")
_SHARE = re.compile("占(?P<whole>[^比/]{1,14}?)的?(?:比重|比例|百分比|比率|比)$")
_GROWTH = re.compile("(?:同比|环比)?(?:增长|增速|增减|变动|变化)?(?:率|幅度|百分比|比例)?$")
_COMPARISONS: tuple[tuple[Comparison, re.Pattern[str]], ...] = (
    ("yoy", re.compile("同比|(?:比|较)上年|(?:比|较)去年|YoY", re.IGNORECASE)),
    ("pop", re.compile("环比|(?:比|较)上[月季]|QoQ", re.IGNORECASE)),
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_EXPECTED = re.compile(r"\dE(?![A-Za-z])|预[测计期]")
_THIS = re.compile("^(?:本期|本年|本年度|报告期|期末|年末|本期末|当期|全年)")
_LAST = re.compile("^(?:上期|上年|上年度|上年同期|去年|期初|年初|上期末|上年末)")
_GENERIC = re.compile(
    "(?:指标值|数值|绝对[数量值]|数量|金额|合计|总计|小计|实绩|实际数?|完成|累计|单位|数|数据|比例|[AEF])?$"
)
_TIME = re.compile(
    r"(?:(?:19|20)\d\d(?:\s?年?(?:末|底|度|[AEF](?![A-Za-z]))|\s?年)?|\d{1,2}月(?:\d{1,2}日|份|末|底)?|\d{1,2}月?[-—~至]\d{1,2}月份?"
    r"|(?:第?[一二三四1-4]季度?|[上下]半年|[1-4]Q|Q[1-4])末?|(?:本|上|去|当)(?:年|期|报告期)(?:度|末|初|同期)*|报告期末?|[期年][末初]|全年|同期)(?:累计)?"
)
_QUARTER = re.compile(r"第?[一二三四1-4]季度?$|[上下]半年$|\d{1,2}(?:[-—~至]\d{1,2})?月份?$")
_UNIT = re.compile(r"[(（][^()（）]{0,14}[)）]|/[^/\s]{1,4}$")
_MARKS = re.compile(
    r"^(?:[#*·\-—]+|其中[:：]?|减[:：]|加[:：]|[一二三四五六七八九十]+、|\d+[.、])|[\s　]+|\(\d\)$|（\d）$"
)
_ABOUT = re.compile("(?:预测|构成|情况|表|明细|分析|统计|概况|一览)+$")
_ROW_MARKS = re.compile(r"[#*·\-—\s]+|其中[:：]?|[减加][:：]")
_AMOUNTS = re.compile("成本|新增|增加值")
_SOURCE = re.compile(r"(?:数据|资料)?来源\s?[:：]\s?([^。;；\n\t]{1,40})")
_NOT_CAPTION = re.compile(
    r"[(（]?(?:金额)?单位|人民币|指\s*标|项\s*目|(?:指标)?名\s*称|[-\d.,%]+$|类\s*别|品\s*种|地\s*区"
)
_CAPTION_LINES = 5
_CAPTION_LENGTH = 50
_LOOK_BEHIND = 80
_NAMED_ROWS = re.compile(
    "(?:业务|产品|地区|品种|类别|行业|分部|公司|企业|机构|品牌|国家|省份|城市|[^:]{0,6}名称)(?:类型|类别|名称|板块)?$"
)
_SUMS = re.compile("[净余总]额|净值|合计")
_OWN_CHANGE = re.compile("(?:涨跌|升跌|变)幅?$")
_DOWN = re.compile("[减降跌]")
_ABROAD = re.compile("[境国]内|[境国]外|海外(?:地区|市场)?|(?:国内|国外|国际)市场")
_TELLING = frozenset("为达到至近约超逾是了仅共")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its table, with the line that heads its group of rows and the number of its row."""

    table: Table
    cell: Cell
    caption: Span | None
    group: Span | None
    row: int
    above: Span | None = None
    """The head of the nearest row above that states no change."""


def places(text: str, tables: Sequence[Table]) -> dict[int, Place]:
    """Every cell by the clean position at which it starts; ``text`` is folded."""
    found: dict[int, Place] = {}
    for table in tables:
        heads = {cell.row_head for cell in table.cells if cell.row_head is not None}
        labels = _group_lines(text, table, heads)
        caption = caption_of(text, table)
        row, last = -1, None
        above: Span | None = None
        for cell in table.cells:
            if cell.row_head != last or cell.row_head is None:
                row, last = row + 1, cell.row_head
                if cell.row_head and not _GROWTH.match(_plain(text, cell.row_head)):
                    above = cell.row_head
            at = cell.row_head.start if cell.row_head else cell.span.start
            group = next((label for label in reversed(labels) if label.end <= at), None)
            found[cell.span.start] = Place(table, cell, caption, group, row, above)
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
    heads = _heads(scene, place)
    subject, metric, area = _who_what_and_where(scene, place, heads)
    printed = place.cell.column_head.quote(text) if place.cell.column_head else ""
    told = f"{printed}{heads.growth.quote(text) if heads.growth else ''}"
    share = (
        None if heads.changed or place.cell.column_head is None else _SHARE.search(_plain(text, place.cell.column_head))
    )
    comparison = next((kind for kind, pattern in _COMPARISONS if pattern.search(told)), None) if heads.changed else None
    source = _SOURCE.search(text, place.table.span.end, place.table.span.end + _LOOK_BEHIND)
    code = code_of(metric)
    when = _when(scene, place, changed=heads.changed)
    return Observation(
        quantity=unsigned(quantity) if heads.changed else quantity,
        evidence=sentence,
        metric=f"占{share['whole']}" if share else metric,
        subject=subject,
        ref_area=area,
        measure="change" if heads.changed else "share" if share else "level",
        reference=share["whole"] if share else None,
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


def _direction(scene: Scene, quantity: Quantity) -> Direction:
    fell = quantity.value is not None and quantity.value < 0
    word = scene.script.text[max(0, quantity.span.start - 3) : quantity.span.start].rpartition("\t")[2]
    return "down" if fell or quantity.direction == "down" or _DOWN.search(word) else "up"


def _plain(text: str, head: Span | None) -> str:
    """A head without its unit, marks and inner spaces."""
    return _MARKS.sub("", _UNIT.sub("", head.quote(text))).strip("：: ") if head is not None else ""


@dataclass(frozen=True, slots=True)
class _Heads:
    """What a cell's heads name: ``measure`` the property that its column states, null where it states a time or nothing.

    ``growth`` is the row head where the row states the change of the row above it.
    """

    measure: Span | None
    row: Span | None
    growth: Span | None = None
    changed: bool = False


def _heads(scene: Scene, place: Place) -> _Heads:
    text, cell = scene.script.text, place.cell
    measure = _measure(text, cell.column_head)
    changed = cell.column_head is not None and bool(_CHANGE.search(text, cell.column_head.start, cell.column_head.end))
    if changed and cell.column_head and not _AMOUNTS.search(text, cell.column_head.start, cell.column_head.end):
        against = _AGAINST.search(text, cell.column_head.start, cell.column_head.end)
        own = _measure(text, Span(cell.column_head.start, against.start())) if against else None
        if _OWN_CHANGE.match(_plain(text, cell.column_head)):
            own = cell.column_head
        return _Heads(own or _measure_before(text, place), cell.row_head, changed=True)
    if measure is None and place.above is not None and cell.row_head and _GROWTH.match(_plain(text, cell.row_head)):
        return _Heads(None, place.above, growth=cell.row_head, changed=True)
    return _Heads(measure, cell.row_head)


def _measure(text: str, head: Span | None) -> Span | None:
    """The property that a column's head states: 营业收入 of 2024年营业收入(万元); null for a time, a unit or 金额."""
    if head is None:
        return None
    name = _row_name(text, head)
    start, end = name.start, name.end
    while (time := _TIME.match(text, start, end)) and time.end() > start:
        start = time.end()
    rest = Span(start, end)
    return None if _GENERIC.match(_plain(text, rest)) else rest


def _only_time(text: str, head: Span) -> bool:
    return _measure(text, head) is None and bool(_TIME.match(text, head.start, head.end))


def _measure_before(text: str, place: Place) -> Span | None:
    """The head of the column that a change column is about: the nearest one before it that states no change."""
    column = place.cell.column_head
    before = [
        head
        for head in place.table.heads
        if column is not None and head.start < column.start and not _CHANGE.search(head.quote(text))
    ]
    return _measure(text, before[-1]) if before and not _names_rows(text, before[-1]) else None


def _names_rows(text: str, head: Span) -> bool:
    """The head stands over the names of rows (项目, 指标)."""
    return bool(CORNER.match(head.quote(text).strip()))


def _who_what_and_where(scene: Scene, place: Place, heads: _Heads) -> tuple[str | None, str | None, str | None]:
    """Subject, metric and place: a measuring column over named rows, or a row that is itself the property."""
    text = scene.script.text
    row = _plain_printed(scene, heads.row)
    about = scene.reporter or _caption_subject(scene, place.caption) or scene.carried.subject
    over = _plain_printed(scene, place.cell.row_over)
    if heads.row is not None and _is_area(scene, _row_name(text, heads.row)):
        metric = (
            _plain_printed(scene, heads.measure)
            or _group_metric(scene, place.group)
            or _caption_metric(scene, place.caption)
        )
        return (about or row), metric, row
    if heads.row is not None and _only_time(text, heads.row):
        row = ""
    if heads.measure is not None:
        return (row or about), _plain_printed(scene, heads.measure), None
    if not row or heads.row is None:
        return about, _caption_metric(scene, place.caption), None
    if over:
        return over, row, None
    if scene.reporter is not None or names_organisation(about):
        return about, row, None
    bare = _row_name(text, heads.row)
    above = _group_metric(scene, place.group) or _caption_metric(scene, place.caption)
    if above and place.table.heads and _NAMED_ROWS.match(_plain(text, place.table.heads[0])):
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


def _group_metric(scene: Scene, group: Span | None) -> str | None:
    if group is None:
        return None
    start = metric_start(scene.script.text, group, scene.script.tokens)
    return scene.script.quote(Span(start, group.end)) if start is not None else None


def _caption_subject(scene: Scene, caption: Span | None) -> str | None:
    """Whose figures the table shows, where its caption begins with an organisation: 某某物流2022年分地区经营情况."""
    if caption is None:
        return None
    text = scene.script.text
    year = _YEAR.search(text, caption.start, caption.end)
    possessive = text.find("的", caption.start, caption.end)
    end = year.start() if year else possessive if possessive > 0 else caption.start
    name = scene.script.quote(Span(caption.start, end))
    return name if ends_in_trade(name or "") else None


def _caption_metric(scene: Scene, caption: Span | None) -> str | None:
    """The property that the caption names: 2012年主要农产品产量 → 产量."""
    if caption is None:
        return None
    text = scene.script.text
    about = _ABOUT.search(text, caption.start, caption.end)
    bracket = _UNIT.search(text, caption.start, caption.end)
    span = Span(caption.start, about.start() if about else bracket.start() if bracket else caption.end)
    start = metric_start(text, span, scene.script.tokens)
    return scene.script.quote(Span(start, span.end)) if start is not None and start < span.end else None


def _when(scene: Scene, place: Place, *, changed: bool) -> When | None:
    """The time of the column's head, the head over it or the row's; a change takes the later year; else the caption's, else
    the section's.
    """
    text, cell = scene.script.text, place.cell
    heads = [head.quote(text) for head in (cell.column_head, cell.column_over, cell.row_head) if head is not None]
    at = cell.span.start
    for head in heads:
        years = [int(year) for year in _YEAR.findall(head)]
        if years:
            dated = scene.calendar.read(head, Span(0, len(head))) if len(years) == 1 and not changed else []
            period = next((entry.time_period for entry in dated if entry.time_period), None)
            return When(period or str(max(years)), "stated", at)
    if changed and (years := [int(year) for head in place.table.heads for year in _YEAR.findall(head.quote(text))]):
        return When(str(max(years)), "stated", at)
    given = _when_given(scene, place)
    quarter = next((head for head in heads if _QUARTER.match(head.strip())), None)
    if quarter is not None and given is not None and given.time_period:
        within = f"{given.time_period[:4]}年{quarter.strip()}"
        period = next((entry.time_period for entry in scene.calendar.read(within, Span(0, len(within)))), None)
        return replace(given, time_period=period or given.time_period)
    reported = scene.calendar.reported
    if reported is not None and heads and _LAST.match(heads[0]):
        return When(str(reported - 1), "document", at)
    if reported is not None and heads and _THIS.match(heads[0]):
        return When(str(reported), "document", at)
    return given


def _when_given(scene: Scene, place: Place) -> When | None:
    """The time that the caption names, else the section's."""
    if place.caption is not None:
        for entry in reversed(scene.calendar.read(scene.script.text, place.caption)):
            if entry.governs and entry.time_period:
                return When(entry.time_period, "inherited", place.cell.span.start)
    carried = scene.calendar.carried
    return replace(carried, basis="inherited") if carried is not None else None
