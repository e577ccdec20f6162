"""What is known while the sentences of a section are bound in order, and what one figure leaves to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.model import Comparison, Measure, Observation, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.codes import is_growth
from pipeline.observation.measuring import Sense
from pipeline.observation.organisations import is_kind_of_firm, names_organisation
from pipeline.observation.predicate import Predicate
from pipeline.observation.timing import Calendar
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.usual import Usual
from pipeline.observation.words import alternation

_LEVELS = 6
# So many sentences without a figure, and nobody but an organisation or the article's own subject is still meant.
_FAR = 2
PRICE_MOVE = "涨跌幅"
_SPEAKER = re.compile(alternation("context.self"))

_FIGURES = re.compile(r"\d[\d.%]")


def is_firm(subject: str | None) -> bool:
    """本公司, or the name of a company, and not of a kind of company."""
    if subject is None or _FIGURES.search(subject):
        return False
    if _SPEAKER.fullmatch(subject) is not None:
        return True
    return names_organisation(subject) and not is_kind_of_firm(subject)


# 该平台, 该校: whom the text has pointed to, it goes on about.
_POINTS = frozenset("该該")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a later figure may take over: the last subject, metric and base, and the group its changes join.

    ``level`` is the last level's metric, ``levels`` those of its section by unit, ``place`` the heading's, ``whole`` the last share's whole; ``speaking`` says that the subject is the
    report's own 本公司, ``entity`` that it is a product or organisation, both of which hold for the clauses behind;
    ``surveyed`` that the last figure was the share of a group asked; ``here`` is where it ended, 0 in another sentence;
    ``guessed`` that it is what was counted, for want of anybody else; ``grown`` is the metric of the last change;
    ``firm`` is the last company that figures were about, ``named_firm`` the one whose announcement the paragraph reports;
    ``article`` is what the whole text is an article about;
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
    guessed: bool = False
    grown: str | None = None
    said: str | None = None
    owner: Carried | None = None
    firm: str | None = None
    named_firm: Span | None = None
    article: str | None = None

    def after(self, observation: Observation, *, part: bool = False) -> Carried:
        """What is left behind an observation; a condition changes nothing. A ``part`` (其中…) leaves whose part it is too."""
        if observation.measure == "condition":
            return self
        share = observation.measure == "share"
        return replace(
            self,
            subject=observation.subject,
            organisation=observation.organisation,
            metric=observation.metric,
            level=observation.metric if observation.measure == "level" else self.level,
            levels=self._levels_after(observation),
            reference=observation.reference if observation.measure == "change" else None,
            comparison=observation.comparison,
            area=observation.ref_area,
            group=observation.partner,
            measure=observation.measure,
            whole=observation.reference if share else self.whole,
            unit=observation.quantity.unit,
            here=observation.quantity.reach.end,
            bare_unit=observation.quantity.unit_text if observation.quantity.unit is None else None,
            surveyed=self.surveyed
            if observation.measure == "change"
            else share and not (observation.metric or "").startswith("占"),
            speaking=bool(observation.subject and _SPEAKER.fullmatch(observation.subject)),
            entity=self._goes_on(observation),
            themed=observation.subject is not None and observation.subject != observation.metric,
            guessed="subject_guessed" in observation.flags,
            grown=observation.metric
            if observation.measure == "change" and observation.quantity.unit == "%"
            else self.grown,
            owner=self._owner_after(observation, part=part),
            firm=observation.subject if is_firm(observation.subject) else self.firm,
            said=None,
        )

    def _owner_after(self, observation: Observation, *, part: bool) -> Carried | None:
        if observation.subject == self.subject:
            return self.owner
        return (self.owner or self) if part and self.subject is not None else None

    def back(self) -> Carried:
        """Behind the parts, the whole is spoken of again: 其中女性占54.3%。单集时长…."""
        owner = self.owner
        if owner is None:
            return self
        return replace(
            self,
            subject=owner.subject,
            organisation=owner.organisation,
            speaking=owner.speaking,
            entity=owner.entity,
            themed=owner.themed,
            owner=None,
        )

    def level_of(self, metric: str) -> str:
        """The property of a growth rate that does not name it: 增速 is the last level's."""
        return self.level if is_growth(metric) and self.level and metric != PRICE_MOVE else metric

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
        if "subject_guessed" in observation.flags and (observation.quantity.unit or "").startswith("{"):
            return False  # 新增三甲医院2家: what is counted, and nobody of whom the text goes on
        if observation.subject[0] in _POINTS:
            return True
        return self.entity if observation.subject == self.subject else names_organisation(observation.subject)


@dataclass(slots=True)
class Scene:
    """The state of a section. ``products`` are the document's named products, ``reporter`` is its 本公司 once it spoke,
    ``company`` the listed one in its title, ``lemma`` what it is an article about, ``theme`` what the heading that opened the paragraph names, ``spoken`` what the clauses of the last sentence began with.

    ``product`` is what 国产 and 进口 are kinds of. ``planned`` says that the text has come to what it plans, ``idle`` how many sentences stated no figure since the last that did. ``opened`` is what a sentence without figures was about, the owner of a product that the next one names without. ``usual`` is what the units of the text measure.
    """

    script: Script
    calendar: Calendar
    products: Mapping[str, Span] = field(default_factory=dict)
    carried: Carried = Carried()
    topic: Topic | None = None
    opened: Span | None = None
    reporter: str | None = None
    company: Span | None = None
    lemma: str | None = None
    theme: str | None = None
    spoken: frozenset[str | None] = frozenset()
    product: str | None = None
    planned: bool = False
    idle: int = 0
    groups: int = 0
    usual: Usual = field(default_factory=Usual)

    def group(self) -> int:
        """A new number for figures that belong together."""
        self.groups += 1
        return self.groups

    def enter(self, place: str | None = None) -> None:
        """A new section or paragraph begins: only the reporter, or what the article is about, is still known, and the place that its heading names."""
        subject = self.reporter or self.lemma
        self.carried = Carried(
            subject=subject,
            speaking=self.reporter is not None,
            place=place,
            themed=self.lemma is not None,
            firm=self.carried.firm,
            named_firm=self.company,
            article=self.lemma,
        )
        self.topic = self.opened = self.theme = self.product = None
        self.idle = 0

    def next_sentence(self) -> Carried:
        """What a sentence takes over from the one before, or from the heading of its paragraph: who, but not what."""
        last = self.carried.back()
        named = self.topic is not None or last.organisation is not None
        theme = self.theme or (self.lemma if last.themed and last.subject not in self.spoken else None)
        goes_on = theme is None or last.speaking or theme in (last.subject or "")
        lost = self.idle >= _FAR and not (last.speaking or last.entity or last.article)
        goes_on = goes_on and not lost
        return Carried(
            last.subject if goes_on else theme,
            last.organisation if goes_on else None,
            level=last.level,
            levels=last.levels,
            place=last.place,
            speaking=last.speaking,
            entity=last.entity and named,
            said=last.metric or last.said,
            unit=last.unit,
            grown=last.grown,
            firm=last.firm,
            named_firm=last.named_firm,
            article=self.lemma,
        )

    def about(self, topic: Topic) -> Carried:
        """What a sentence without figures leaves behind: its topic."""
        subject = self.script.quote(topic.subject)
        entity = topic.product or topic.firm or names_organisation(subject)
        speaking = bool(subject and _SPEAKER.fullmatch(subject))
        organisation = self.script.quote(topic.organisation)
        firm = subject if topic.firm or is_firm(subject) else self.carried.firm
        return Carried(
            subject,
            organisation,
            entity=entity,
            speaking=speaking,
            place=self.carried.place,
            firm=firm,
            named_firm=topic.subject if topic.firm and not speaking else self.carried.named_firm,
            article=self.lemma,
        )

    def turned(self, topic: Topic) -> Carried:
        """Behind a sentence without figures; an organisation stays whom the text is about where only a thing is named (费用管控见效)."""
        about = self.about(topic)
        return (
            about
            if about.entity or about.speaking or not (self.carried.entity or self.carried.speaking)
            else self.carried
        )

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
