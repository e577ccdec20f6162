"""A document's quantities → its observations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Document, Observation, Quantity, Reading, Section, Span
from pipeline.observation.areas import is_place
from pipeline.observation.articles import company_of, subject_of
from pipeline.observation.binding import bind
from pipeline.observation.cells import observe_cells, observe_runs, places
from pipeline.observation.debris import debris
from pipeline.observation.doubts import is_run_together
from pipeline.observation.insets import heading, is_caption, is_item, is_numbered
from pipeline.observation.runs import entries
from pipeline.observation.scene import Scene
from pipeline.observation.slices import slices
from pipeline.observation.status import plans
from pipeline.observation.timing import Calendar, When
from pipeline.observation.tokenizing import tokenize
from pipeline.observation.tokens import Script
from pipeline.observation.topics import named_products
from pipeline.quantity.tables import find
from pipeline.text.fold import fold

_PARAGRAPH = re.compile(r"\n")


def observe(
    document: Document, reading: Reading, *, document_date: str | None = None, reporting_period: str | None = None
) -> tuple[Observation, ...]:
    """The figures that the document states, in text order.

    ``document_date`` (``YYYY[-MM[-DD]]``) resolves 今年, 7月 and the like; without it they stay null. ``reporting_period``
    is given to figures that name no period, basis ``document``. Texts of an observation are slices of the clean text,
    so traditional characters stay as they are printed.
    """
    clean = document.clean.text
    text = fold(clean)
    calendar = Calendar.of(document_date, text)
    tokens = tokenize(text)
    script = Script(text, clean, tokens, run_together=is_run_together(text))
    scene = Scene(script, calendar, named_products(text, document.sentences, tokens))
    lemma = subject_of(text, document.sentences)
    scene.lemma = scene.script.quote(lemma)
    scene.company = company_of(text, document.sentences)
    scene.reporter = scene.script.quote(scene.company)
    where = places(text, find(clean))
    glued = slices(text, tokens, reading.quantities) | entries(text, reading.quantities)
    read = where.keys() | glued.keys()
    elsewhere = read | debris(text, reading.quantities, read)
    starts = [quantity.span.start for quantity in reading.quantities]
    found: list[Observation] = []
    section: Section | None = None
    end = 0
    for sentence in document.sentences:
        here = document.section_at(sentence.start)
        if here is not section:
            section = here
            _enter(scene, section)
        elif (section is None or not section.number) and _PARAGRAPH.search(text, max(0, end - 2), sentence.start):
            _enter(scene, section)
        end = sentence.end
        scene.planned = plans(text, sentence, before=scene.planned)
        inside = reading.quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        celled = [quantity for quantity in inside if quantity.span.start in where]
        run = [quantity for quantity in inside if quantity.span.start in glued and quantity.span.start not in where]
        loose = [q for q in inside if q.span.start not in elsewhere]
        found.extend(observe_cells(scene, sentence, celled, where))
        found.extend(observe_runs(scene, sentence, run, glued))
        found.extend(_bind(scene, sentence, loose))
    found.sort(key=lambda observation: observation.quantity.span)
    partners: dict[int, int] = {}
    for observation in found:
        if observation.partner is not None:
            partners[observation.partner] = partners.get(observation.partner, 0) + 1
    return tuple(_finish(observation, partners, reporting_period) for observation in found)


def _bind(scene: Scene, sentence: Span, quantities: Sequence[Quantity]) -> list[Observation]:
    """A caption is bound by itself; what stands before it goes on behind."""
    text = scene.script.text
    if is_caption(text, sentence):
        aside = replace(scene, calendar=replace(scene.calendar), topic=None, opened=None, theme=None)
        aside.enter(scene.carried.place)
        aside.calendar.start()
        found = bind(aside, sentence, quantities)
        scene.groups = aside.groups
        return found
    theme = heading(scene.script, sentence)
    numbered = is_numbered(text, sentence)
    if theme is not None or numbered or is_item(text, sentence):
        scene.theme = scene.script.quote(theme)
    if numbered:
        scene.calendar.start()
    return bind(scene, sentence, quantities)


def _enter(scene: Scene, section: Section | None) -> None:
    named = section is not None and not section.number and is_place(scene.script.text, section.heading)
    scene.enter(scene.script.quote(section.heading) if section is not None and named else None)
    scene.calendar.start(_heading_period(scene, section))


def _heading_period(scene: Scene, section: Section | None) -> When | None:
    """The period that an unnumbered heading states for its figures; a numbered one dates nothing."""
    if section is None or section.number:
        return None
    for entry in reversed(scene.calendar.read(scene.script.text, section.heading)):
        if entry.governs and entry.time_period:
            return When(entry.time_period, "inherited", entry.span.start)
    return None


def _finish(observation: Observation, partners: dict[int, int], reporting_period: str | None) -> Observation:
    lonely = observation.partner is not None and partners[observation.partner] < 2
    if (
        observation.time_period is None
        and reporting_period
        and observation.role != "from"
        and observation.measure != "condition"
    ):
        observation = replace(observation, time_period=reporting_period, year_basis="document")
    return replace(observation, partner=None) if lonely else observation
