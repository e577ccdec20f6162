"""Which rule gave a column of a figure's row, and the vocabulary entries that the column rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import observation
from pipeline.explain import entries
from pipeline.explain.watching import NAMING, Answer, Rule, name_of, reason_of, told_by
from pipeline.model import Observation, Quantity, Span
from pipeline.observation import (
    areas,
    bare,
    binding,
    cells,
    changes,
    codes,
    heads,
    lists,
    measuring,
    naming,
    sources,
    status,
)
from pipeline.observation.timing import Calendar
from pipeline.text.fold import fold

_UNITS = ("money", "units", "counts")
_BOUND = ("bound", "value_low", "value_high")
_SIDES = ("before", "after", "compared")
_MOVES = ("up", "down", "rate_up", "rate_down", "arrival", "origin", "moves_up", "moves_down")
# A rate's noun (增长率) ends the phrase instead of standing behind it.
_RATE = 4
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Told:
    """The answers about one figure, asked column by column; ``text`` is folded, ``read`` the quantity before it was bound."""

    text: str
    read: Quantity
    found: Observation
    answers: Sequence[Answer]
    reporting_period: str | None

    def last(self, rule: Rule) -> Answer | None:
        """The last answer of a rule."""
        return next((answer for answer in reversed(self.answers) if answer.rule is rule), None)

    def rule_of(self, column: str) -> tuple[str, str]:
        """The rule that gave a column, and what it says of itself."""
        if column in ("section", "page"):
            return "text.read", "the numbered heading and the page footer around the figure"
        if column in ("unit", "unit_text") and self.read.unit_text != self.found.quantity.unit_text:
            return told_by(bare.with_noun)
        if column in ("value", "unit", "unit_text", *_BOUND):
            return "quantity.read", ""
        if column in ("metric_id", "metric_label"):
            return told_by(codes.code_of)
        table = self._table()
        if table is not None:
            return table
        if column in ("subject", "organisation", "metric", "ref_area"):
            return self._naming(column)
        if column in ("time_period", "year", "year_basis"):
            return self._period()
        simple: dict[str, Rule] = {
            "comparison": changes.compared, "reference": changes.compared, "status": status.status_of,
            "attribution": sources.governing, "flags": binding.bind,
        }  # fmt: skip
        rule = simple.get(column, measuring.sense_of)
        if self.last(rule) is None and self.last(lists.member) is not None:
            rule = lists.member
        if self.last(rule) is None and column in ("comparison", "reference"):
            rule = measuring.sense_of
        return told_by(rule)

    def _table(self) -> tuple[str, str] | None:
        """A table's rule, where the figure stands in a cell, with the heads of its row and column."""
        cell = self.last(cells._observe)  # noqa: SLF001
        if cell is not None:
            at = cell.asked["place"].cell
            parts = {"row": at.row_head, "column": at.column_head, "caption": cell.asked["place"].table.caption}
            heads_found = [f"{name} {span.quote(self.text)}" for name, span in parts.items() if span is not None]
            return name_of(cells.observe_cells), ", ".join(heads_found)
        run = self.last(cells.observe_runs)
        taken = run is not None and any(each.quantity.span == self.found.quantity.span for each in run.gave)
        return told_by(cells.observe_runs) if taken else None

    def _naming(self, column: str) -> tuple[str, str]:
        """The first naming rule that answered; a list or a place of the scene may have had the last word."""
        named = next((answer for answer in self.answers if answer.rule in NAMING and answer.gave is not None), None)
        outcome = self.last(naming.name)
        field = "area" if column == "ref_area" else column
        if outcome is not None and getattr(outcome.gave, field) == getattr(self.found, column):
            return (
                told_by(named.rule) if named else (name_of(naming.name), "no rule answered: the metric is the subject")
            )
        scene = self.last(areas.scene_area)
        if column == "ref_area" and scene is not None and scene.gave is not None:
            return told_by(areas.scene_area)
        return told_by(lists.member if self.last(lists.member) is not None else lists.distribute)

    def _period(self) -> tuple[str, str]:
        """The mention that governs, quoted."""
        answer = self.last(Calendar.governing)
        when = answer.gave if answer is not None else None
        period = self.found.time_period
        if when is None:
            declared = period is not None and period == self.reporting_period
            return (
                (name_of(observation.observe), "the period that the document declares")
                if declared
                else told_by(Calendar.governing)
            )
        spans = {
            entry.span.start: entry.span for each in self.answers if each.rule is Calendar.read for entry in each.gave
        }
        said = spans.get(when.position)
        reason = f"by {said.quote(self.text)!r}" if said else reason_of(Calendar.governing)
        if when.time_period == period:
            return name_of(Calendar.governing), reason
        listed = self.last(lists.distribute)
        return name_of(lists.distribute if listed is not None else binding.bind), f"{reason}, then moved"

    def words_of(self, column: str) -> tuple[str, ...]:
        """The vocabulary entries whose words a column rests on."""
        quantity_found = self.found.quantity
        if column in ("unit", "unit_text"):
            return entries.holding(quantity_found.unit_text, *_UNITS)
        if column in _BOUND:
            front = self.text[quantity_found.reach.start : quantity_found.span.start]
            behind = self.text[quantity_found.span.end : quantity_found.reach.end]
            inside = entries.within(quantity_found.span.quote(self.text), "numerals", ("more", "about", "some"))
            return (*entries.within(front, "bounds", _SIDES), *inside, *entries.within(behind, "bounds", _SIDES))
        if column == "metric":
            return entries.ending(self.found.metric, "measures", "heads")
        if column == "metric_id" and self.found.metric_id:
            return entries.ending(self.found.metric, "metrics", self.found.metric_id)
        if column == "ref_area" and self.found.ref_area:
            return entries.within(fold(self.found.ref_area), "context", ("area", "places"))
        head = self.last(heads.head_of)
        stated = self.found.measure != "level" if column == "measure" else getattr(self.found, column, None)
        if column in ("measure", "role", "direction") and head is not None and stated:
            placed = head.gave.figure
            if self.found.measure == "share" and column == "measure":
                return entries.within(placed.lead.quote(self.text), "context", ("share_of",))
            rate = max(0, head.gave.predicate.end - _RATE) if head.gave.predicate.rate else head.gave.predicate.end
            return entries.within(self.text[placed.head.start + rate : placed.head.end], "change", _MOVES)
        if column in ("comparison", "reference") and head is not None and getattr(self.found, column):
            lead = head.gave.figure.lead.quote(self.text)
            return entries.within(lead, "change", ("yoy", "pop", "cagr", "compare"))
        return self._context_words(column)

    def _context_words(self, column: str) -> tuple[str, ...]:
        asked = self.last(status.status_of)
        if column == "status" and asked is not None and self.found.status != "actual":
            stretch = self.text[asked.asked["reach_start"] : asked.asked["position"]]
            return entries.within(stretch, "context", (self.found.status,))
        source = self.last(sources.governing)
        if column == "attribution" and source is not None and source.gave is not None:
            name: Span = source.gave.name
            beside = self.text[max(0, name.start - 2) : name.start] + "\n" + self.text[name.end : name.end + _AROUND]
            return entries.within(beside, "context", ("source_cue", "source_noun", "source_verb"))
        return ()
