"""Why a figure's row says what it says: the rule that gave each column, and the vocabulary entries that its words rest on.

The rules run once more over the whole text and are watched, so that what is told is what happened: with what was carried from
earlier sentences, and by the names that the rules have in the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import observation, quantity, tables
from pipeline import text as texts
from pipeline.errors import InputError
from pipeline.explain import entries
from pipeline.explain.columns import Told
from pipeline.explain.watching import GENERAL, Answer, about, name_of, reason_of, watch
from pipeline.model import Document, Quantity, Reading, Span
from pipeline.observation import binding, debris, refuse
from pipeline.quantity import counted
from pipeline.text.fold import fold

_NOT_TOLD = ("observation_id", "document_id", "start", "end", "text", "evidence", "change_id")
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Line:
    """What a column says, the rule that gave it, that rule's own words for what it does, and the vocabulary entries behind it.

    An entry is written ``file.yml key: word``.
    """

    column: str
    value: str
    rule: str = ""
    reason: str = ""
    vocabulary: tuple[str, ...] = ()


def explain(
    text: str, offset: int, *, document_date: str | None = None, reporting_period: str | None = None
) -> list[Line]:
    """The sentence at a raw offset, the quantity that covers it, and what gave each column; or why there is no row.

    Raises InputError where the offset lies outside of ``text`` or on no number.

    >>> found = {line.column: line for line in explain("2024年,用户规模达12.6亿人。", 11)}
    >>> found["metric"].value, found["unit"].vocabulary
    ('用户规模', ('counts.yml {person}: 人',))
    """
    if not 0 <= offset < len(text):
        raise InputError(f"offset {offset} is outside of the text, which has {len(text)} characters; count from 0")
    document = texts.read(text)
    clean = document.clean.text
    labels = [(section.label, "heading") for section in document.sections if len(section.label)]
    reading, counting = watch(lambda: quantity.read(clean, skip=labels))
    told, binding_answers = watch(
        lambda: observation.observe(document, reading, document_date=document_date, reporting_period=reporting_period)
    )
    span = _number_at(document, reading, offset)
    at = next((sentence for sentence in document.sentences if sentence.start <= span.start < sentence.end), span)
    lines = [Line("sentence", at.quote(clean).strip(), "text.read")]
    for piece in reading.skipped:
        if piece.span == span:
            return [*lines, *_skipped(document, piece.span, piece.reason, counting)]
    figure = next(found for found in reading.quantities if found.span == span)
    lines.append(_quantity(document, figure))
    answers = [answer for answer in binding_answers if answer.rule in GENERAL or about(answer) == span.start]
    for at_row, each in enumerate(told):
        if each.quantity.span == span:
            row = tables.metrics_frame(document, told).row(at_row, named=True)
            return [*lines, *_columns(row, Told(fold(clean), figure, each, answers, reporting_period))]
    return [*lines, _refused(figure, answers)]


def _number_at(document: Document, reading: Reading, offset: int) -> Span:
    """The clean span of the number that covers a raw offset, over page furniture that cuts through it."""
    known = [*(found.span for found in reading.quantities), *(piece.span for piece in reading.skipped)]
    raw = [(document.clean.raw_span(span), span) for span in sorted(known) if len(span)]
    for place, span in raw:
        if offset in place:
            return span
    near = min((place for place, _ in raw), key=lambda place: abs(place.start - offset), default=None)
    hint = f"the nearest is {near.quote(document.clean.raw)!r} at {near.start}" if near else "the text has none"
    raise InputError(f"offset {offset}: no number there; {hint}")


def _skipped(document: Document, span: Span, reason: str, counting: Sequence[Answer]) -> Iterator[Line]:
    place = document.clean.raw_span(span)
    yield Line("number", f"{span.quote(document.clean.text)} at {place.start}-{place.end}", "quantity.read")
    refused = any(answer.rule is counted.refuse and about(answer) == span.start and answer.gave for answer in counting)
    rule = {"heading": "text.read", "axis": "quantity.runs.split"}.get(reason, "quantity.exclude.find")
    text = fold(document.clean.text[: span.end + _AROUND])
    yield Line("skipped", reason, name_of(counted.refuse) if refused else rule, "", entries.excluded(text, span))


def _quantity(document: Document, found: Quantity) -> Line:
    place = document.clean.raw_span(found.span)
    value = found.value if found.value is not None else f"{found.low} to {found.high}"
    said = f"{place.quote(document.clean.raw)} at {place.start}-{place.end}: {value} {found.unit or found.unit_text}"
    return Line("quantity", said, "quantity.read", ", ".join(found.flags))


def _refused(found: Quantity, answers: Sequence[Answer]) -> Line:
    """Why a quantity is no observation."""
    flags = refuse.NEVER.intersection(found.flags)
    if flags:
        return Line("no row", min(flags), name_of(binding.bind), "the quantity's flag says that it measures nothing")
    for answer in answers:
        if answer.rule is refuse.refusal and answer.gave is not None:
            return Line("no row", answer.gave, name_of(answer.rule), reason_of(answer.rule))
        if answer.rule is debris.debris and found.span.start in answer.gave:
            return Line("no row", "debris", name_of(answer.rule), reason_of(answer.rule))
    return Line("no row", "no rule took it", name_of(binding.bind))


def _columns(row: Mapping[str, Any], told: Told) -> Iterator[Line]:
    """One line a column of the row, in the table's order."""
    for column, value in row.items():
        if column in _NOT_TOLD or column.startswith("correct"):
            continue
        shown = "null" if value is None else f"{value:,.15g}" if isinstance(value, float) else str(value)
        rule, reason = told.rule_of(column)
        yield Line(column, shown, rule, reason, told.words_of(column))
