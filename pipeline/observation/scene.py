"""What is known while the sentences of a section are bound in order, and what one figure leaves to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Comparison, Measure, Observation, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.codes import is_growth
from pipeline.observation.measuring import Sense
from pipeline.observation.organisations import names_organisation
from pipeline.observation.predicate import Predicate
from pipeline.observation.timing import Calendar
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.words import alternation

_LEVELS = 6
_SPEAKER = re.compile(alternation("context.self"))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a later figure may take over: the last subject, metric and base, and the group its changes join.

    ``level`` is the last level's metric, ``levels`` those of its section by unit, ``place`` the heading's, ``whole`` the last share's whole; ``speaking`` says that the subject is the
    report's own 本公司, ``entity`` that it is a product or organisation, both of which hold for the clauses behind;
    ``surveyed`` that the last figure was the share of a group asked; ``here`` is where it ended, 0 in another sentence;
    ``said`` is the metric of the sentence before; ``themed`` that the subject is somebody of whom more may be said, not the last property itself.
    """

    subject: str | None = None
    organisation: str | None = None
    metric: str | None = None
    level: str | None = None
    levels: tuple[tuple[str | None, str], ...] = ()
    place: str | None = None
    reference: str | None = None
    comparison: Comparison | None = None
    area: str | None = None
    group: int | None = None
    measure: Measure | None = None
    whole: str | None = None
    bare_unit: str | None = None
    here: int = 0
    unit: str | None = None
    surveyed: bool = False
    speaking: bool = False
    entity: bool = False
    themed: bool = False
    said: str | None = None

    def after(self, observation: Observation) -> Carried:
        """What is left behind an observation; a condition changes nothing."""
        if observation.measure == "condition":
            return self
        share = observation.measure == "share"
        return Carried(
            subject=observation.subject,
            organisation=observation.organisation,
            metric=observation.metric,
            level=observation.metric if observation.measure == "level" else self.level,
            levels=self._levels_after(observation),
            place=self.place,
            reference=observation.reference if observation.measure == "change" else None,
            comparison=observation.comparison,
            area=observation.ref_area,
            group=observation.partner,
            measure=observation.measure,
            whole=observation.reference if share else self.whole,
            unit=observation.quantity.unit,
            here=observation.quantity.reach.end,
            bare_unit=observation.quantity.unit_text if observation.quantity.unit is None else None,
            surveyed=share and not (observation.metric or "").startswith("占"),
            speaking=bool(observation.subject and _SPEAKER.fullmatch(observation.subject)),
            entity=self._goes_on(observation),
            themed=observation.subject is not None and observation.subject != observation.metric,
        )

    def level_of(self, metric: str) -> str:
        """The property of a growth rate that does not name it: 增速 is the last level's."""
        return self.level if is_growth(metric) and self.level else metric

    def level_in(self, unit: str | None) -> str | None:
        """The metric of the last level in a unit: the 常住人口 that 男性为…人 is a part of."""
        return next((metric for known, metric in self.levels if known == unit), None)

    def _levels_after(self, observation: Observation) -> tuple[tuple[str | None, str], ...]:
        if observation.measure != "level" or observation.metric is None:
            return self.levels
        unit = observation.quantity.unit
        return ((unit, observation.metric), *(pair for pair in self.levels if pair[0] != unit))[:_LEVELS]

    def _goes_on(self, observation: Observation) -> bool:
        """A named product, an organisation, or a subject that was one already."""
        if observation.organisation is not None:
            return True
        if observation.subject is None or observation.subject == observation.metric:
            return False
        return self.entity if observation.subject == self.subject else names_organisation(observation.subject)


@dataclass(slots=True)
class Scene:
    """The state of a section. ``products`` are the document's named products, ``reporter`` is its 本公司 once it spoke,
    ``lemma`` what it is an article about.

    ``planned`` says that the text has come to what it plans. ``opened`` is what a sentence without figures was about, the owner of a product that the next one names without.
    """

    script: Script
    calendar: Calendar
    products: Mapping[str, Span] = field(default_factory=dict)
    carried: Carried = Carried()
    topic: Topic | None = None
    opened: Span | None = None
    reporter: str | None = None
    lemma: str | None = None
    planned: bool = False
    groups: int = 0

    def group(self) -> int:
        """A new number for figures that belong together."""
        self.groups += 1
        return self.groups

    def enter(self, place: str | None = None) -> None:
        """A new section or paragraph begins: only the reporter, or what the article is about, is still known, and the place that its heading names."""
        subject = self.reporter or self.lemma
        self.carried = Carried(
            subject=subject, speaking=self.reporter is not None, place=place, themed=self.lemma is not None
        )
        self.topic = self.opened = None

    def next_sentence(self) -> Carried:
        """What a sentence takes over from the one before: who, but not what."""
        last = self.carried
        named = self.topic is not None or last.organisation is not None
        return Carried(
            last.subject,
            last.organisation,
            level=last.level,
            levels=last.levels,
            place=last.place,
            speaking=last.speaking,
            entity=last.entity and named,
            said=last.metric or last.said,
        )

    def about(self, topic: Topic) -> Carried:
        """What a sentence without figures leaves behind: its topic."""
        subject = self.script.quote(topic.subject)
        entity = topic.product or topic.firm or names_organisation(subject)
        speaking = bool(subject and _SPEAKER.fullmatch(subject))
        organisation = self.script.quote(topic.organisation)
        return Carried(subject, organisation, entity=entity, speaking=speaking, place=self.carried.place)

    def owner_of(self, product: Span) -> Span | None:
        """The organisation of the topic that still holds, where it has the same name."""
        text = self.script.text
        same = self.topic is not None and self.topic.subject.quote(text) == product.quote(text)
        return self.topic.organisation if self.topic is not None and same else None


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with all that was found out about it, kept for the next one; ``phrase`` is the noun phrase that was read."""

    figure: Figure
    predicate: Predicate
    sense: Sense
    observation: Observation
    phrase: Span
