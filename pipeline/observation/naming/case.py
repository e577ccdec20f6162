"""What the rules of naming look at, and what they give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.heads import Head
from pipeline.observation.measuring import Sense
from pipeline.observation.phrases import is_of_property, metric_start, split
from pipeline.observation.scene import Carried
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic
from pipeline.observation.wording import Wording
from pipeline.observation.words import alternation

_NOWHERE = Span(0, 0)
# What has a price or a level of points, and no other property.
PRICED = re.compile("(?:指数|指|价格|股价|CPI|PPI|PCE|汇率|均价|期货|现货|股|合约|主力|人民币)$", re.IGNORECASE)

_BEFELL = re.compile(f"(?:因[灾公病伤])?(?:{alternation('context.befalls')})")


@dataclass(frozen=True, slots=True)
class Named:
    """The outcome; ``own`` says that the figure's own words name what is measured, so that it starts a group.

    ``phrase`` is the noun phrase they were read from.
    """

    subject: str | None
    organisation: str | None
    metric: str | None
    area: str | None
    own: bool
    flags: tuple[str, ...] = ()
    phrase: Span = _NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules look at. ``metric`` is settled already; ``own`` whether the figure's words name it."""

    script: Script
    head: Head
    sense: Sense
    words: Wording
    topic: Topic | None
    carried: Carried
    metric: str | None
    area: str | None
    own: bool

    def quote(self, span: Span | None) -> str | None:
        """The printed characters of a span."""
        return self.script.quote(span)

    def plain(self) -> bool:
        """Neither a share nor a counted noun decides the metric."""
        return self.sense.share is None and self.words.counted is None


def spoken_of(case: Case) -> str | None:
    """Whom the sentence began with: 沪指低开高走,截至收盘…."""
    topic = case.topic
    return case.quote(topic.subject) if topic is not None and not topic.product and not overlaps(case) else None


def overlaps(case: Case) -> bool:
    """The topic is the figure's own noun phrase."""
    return case.topic is not None and case.words.metric is not None and case.topic.subject.overlaps(case.words.metric)


def whole_metric(case: Case) -> str | None:
    """Own words that were steered are metric throughout: 带动|基金销量; but not where they name again who is spoken of."""
    spoken, metric = case.carried.subject, case.metric
    if case.words.subject is not None and case.quote(case.words.subject) == spoken:
        return metric
    metric = case.quote(case.words.fused) if case.words.fused and case.plain() else metric
    again = spoken is not None and metric is not None and len(metric) > len(spoken) > 1 and metric.startswith(spoken)
    return metric[len(spoken) :] if again and spoken is not None and metric is not None else metric


def property_of(case: Case, clause: Span) -> Span | None:
    """The property that the clause says something about: 产量增速 of 各晶圆厂产量增速纷纷下降."""
    ends = [token.start for token in case.script.tokens.within(clause) if token.tag[0] in "vdpa"]
    for end in (clause.end, *reversed(ends)):
        said = Span(clause.start, max(clause.start, end))
        if metric_start(case.script.text, said, case.script.tokens) is not None:
            return _with_what_grows(case, said, split(case.script.text, said, case.script.tokens).metric)
    return None


def _with_what_grows(case: Case, said: Span, metric: Span | None) -> Span | None:
    """各厂|产量增速: a growth or a share with the property that it is of."""
    if metric is None or not is_of_property(case.script.text, metric) or metric.start <= said.start:
        return metric
    start = metric_start(case.script.text, Span(said.start, metric.start), case.script.tokens)
    return metric if start is None else Span(start, metric.end)


def only_acts(case: Case) -> bool:
    """刑拘314人, 销售44.8万台, 因灾死亡1人: the words are a verb and nothing else."""
    metric = case.words.metric
    if metric is None:
        return False
    inside = case.script.tokens.within(metric)
    befell = _BEFELL.fullmatch(case.script.text, metric.start, metric.end) is not None
    return befell or (len(inside) == 1 and inside[0].tag in ("v", "vn"))
