"""A document's quantities → its observations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from pipeline.model import Document, Observation, Reading, Section
from pipeline.observation.areas import is_place
from pipeline.observation.articles import subject_of
from pipeline.observation.binding import bind
from pipeline.observation.cells import observe_cells, observe_runs, places
from pipeline.observation.debris import debris
from pipeline.observation.runs import entries
from pipeline.observation.scene import Scene
from pipeline.observation.status import plans
from pipeline.observation.timing import Calendar, When
from pipeline.observation.tokens import Script, tokenize
from pipeline.observation.topics import named_products
from pipeline.quantity.tables import find
from pipeline.text.fold import fold

_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年(?!\d{1,2}月\d)")
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
    title = _TITLE_YEAR.search(text[:200])
    calendar = Calendar.of(document_date, int(title[1]) if title else None)
    tokens = tokenize(text)
    scene = Scene(Script(text, clean, tokens), calendar, named_products(text, document.sentences, tokens))
    lemma = subject_of(text, document.sentences)
    scene.lemma = scene.script.quote(lemma)
    where = places(text, find(clean))
    glued = entries(text, reading.quantities)
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
        found.extend(bind(scene, sentence, loose))
    found.sort(key=lambda observation: observation.quantity.span)
    partners: dict[int, int] = {}
    for observation in found:
        if observation.partner is not None:
            partners[observation.partner] = partners.get(observation.partner, 0) + 1
    return tuple(_finish(observation, partners, reporting_period) for observation in found)


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
