"""What the heads of a cell name: the property of its column, the row, and whether either states a change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.cells.places import Place
from pipeline.observation.cells.words import CHANGE, grows, measure, plain
from pipeline.quantity.tables.words import CORNER

_AGAINST = re.compile("(?:[比较]\\s?上?[年月季期去次届][^增变涨升下减]{0,4}|同比|环比|累计)?(?:" + CHANGE.pattern + ")")
# 成本增加 is an amount, 营业成本比上年增减 is none.
_AMOUNTS = re.compile("^(?!.*(?:[比较]\\s?上|同比|环比)).*(?:成本|新增|增加值)", re.DOTALL)
# Neither a change nor a share is what a column of changes is about.
_NOT_BEFORE = re.compile(f"{CHANGE.pattern}|占.{{1,12}}(?:比重|比例|比|%)", re.IGNORECASE)
_OWN_CHANGE = re.compile("(?:涨跌|升跌|变)幅?$")


@dataclass(frozen=True, slots=True)
class Heads:
    """What a cell's heads name: ``measure`` the property that its column states, null where it states a time or nothing.

    ``growth`` is the row head where the row states the change of the row above it.
    """

    measure: Span | None
    row: Span | None
    growth: Span | None = None
    changed: bool = False


def heads_of(text: str, place: Place) -> Heads:
    """The heads of a cell; ``text`` is folded."""
    cell = place.cell
    named = measure(text, cell.column_head) or (measure(text, cell.column_over) if cell.column_over else None)
    changed = cell.column_head is not None and bool(CHANGE.search(text, cell.column_head.start, cell.column_head.end))
    if changed and cell.column_head and not _AMOUNTS.search(cell.column_head.quote(text)):
        against = _AGAINST.search(text, cell.column_head.start, cell.column_head.end)
        own = measure(text, Span(cell.column_head.start, against.start())) if against else None
        if _OWN_CHANGE.match(plain(text, cell.column_head)):
            own = cell.column_head
        return Heads(own or _measure_before(text, place), cell.row_head, changed=True)
    if named is None and place.above is not None and cell.row_head and grows(text, cell.row_head):
        return Heads(None, place.above, growth=cell.row_head, changed=True)
    return Heads(named, cell.row_head)


def _measure_before(text: str, place: Place) -> Span | None:
    """The head of the column that a change column is about: the nearest one before it that states no change."""
    column = place.cell.column_head
    before = [
        head
        for head in place.table.heads
        if column is not None and head.start < column.start and not _NOT_BEFORE.search(head.quote(text))
    ]
    return measure(text, before[-1]) if before and not _names_rows(text, before[-1]) else None


def _names_rows(text: str, head: Span) -> bool:
    """The head stands over the names of rows (项目, 指标)."""
    return bool(CORNER.match(head.quote(text).strip()))
