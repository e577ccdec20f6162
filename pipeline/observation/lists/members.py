"""Members of a list of figures: 1.2、3.4和5.6亿元; 水田168万亩、旱田960万亩."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Direction, Observation, Quantity
from pipeline.observation.changes import unsigned
from pipeline.observation.clauses import Figure
from pipeline.observation.heads import RELATIVE
from pipeline.observation.phrases import is_located, metric_start, peel
from pipeline.observation.predicate import parse
from pipeline.observation.scene import Bound, Scene

_MARK = re.compile(r"\s*(?:、|和|及|与|以及|或|/|和约|及约)\s*")
_BETWEEN = ("、", "和", "及", ",")
_SAME_SHAPE = re.compile("其中|当中|包括|分别")
# So far back a list may have been opened; a text without full stops is one sentence of any length.
_SHAPE_REACH = 1000
_EACH_BOUND = re.compile("分别[^,。;]{1,4}$")
_STOP = re.compile(r"[,;:。!?\n]|(?<!\d)—|—(?!\d)")
_FIGURES = re.compile(r"\([^()]{1,24}\)")


def continues(text: str, before: Figure, figure: Figure) -> bool:
    """Nothing but a list mark between two figures of one clause, brackets left out: 343万瓶(+17%)、228万瓶."""
    between = text[before.quantity.reach.end : max(before.quantity.reach.end, figure.quantity.reach.start)]
    units = (before.quantity.unit, figure.quantity.unit)
    if None not in units and units[0] in RELATIVE and units[1] not in RELATIVE:
        return False  # 三年翻一番、突破1800亿元
    return bool(_MARK.fullmatch(_FIGURES.sub("", between)))


def names_member(scene: Scene, last: Bound, figure: Figure) -> bool:
    """水田168万亩、旱田960万亩: the member names who, and says what the one before says."""
    text = scene.script.text
    between = text[last.figure.quantity.reach.end : figure.head.start]
    if between.strip(")( ") not in _BETWEEN or figure.quantity.unit != last.figure.quantity.unit:
        return False
    opened = max(figure.sentence.start, figure.head.start - _SHAPE_REACH)
    if between.strip() == "," and not _SAME_SHAPE.search(text, opened, figure.head.start):
        return False
    phrase = peel(text, figure.head)
    if not len(phrase):
        return False
    if parse(figure.head.quote(text)).end < len(figure.head) or _STOP.search(text, phrase.start, phrase.end):
        return False
    return metric_start(text, phrase, scene.script.tokens) is None


def member(scene: Scene, figure: Figure, last: Bound, *, named: bool) -> Bound:
    """A further member of a list: what the one before says, of the next name where it has one."""
    before = last.observation
    quantity = figure.quantity if named else _bounded_like(scene.script.text, last, figure.quantity)
    stands = before.measure == "level" and before.role is None and before.direction is None  # 7.8%/-0.2%
    observation = replace(
        before,
        quantity=unsigned(quantity) if before.measure == "change" else quantity,
        direction=None if stands else figure.quantity.direction or _unsigned_direction(last, before),
        partner=scene.group(),
        flags=figure.quantity.flags,
    )
    if named and before.role == "to":
        observation = replace(observation, role=None, direction=None)  # 内销降至1,157万台,外销|835万台
    if named:
        name = scene.script.quote(peel(scene.script.text, figure.head))
        if name and before.metric and name.endswith(before.metric) and len(name) > len(before.metric) + 1:
            name = name.removesuffix(before.metric)  # 甲持股35%,乙|持股5%
        own = _own_name(scene, last)
        deed = own is not None and own == (before.subject or "") + (
            before.metric or ""
        )  # 城镇安置500万人,农村|安置460万人
        if deed and name:
            same = name != (scene.script.quote(peel(scene.script.text, figure.head)) or "")
            observation = replace(observation, subject=name, metric=before.metric if same else name)
            return Bound(figure, last.predicate, last.sense, observation, last.phrase)
        counted = own is not None and before.metric is not None and own.endswith(before.metric)
        metric = name if before.metric == before.subject or counted else before.metric
        placed = is_located(scene.script.text, peel(scene.script.text, figure.head), scene.script.tokens)
        if placed and before.ref_area is not None:
            observation = replace(observation, ref_area=name)
        else:
            observation = replace(
                observation,
                subject=before.subject if counted and not _ends_with(own, before.subject) else name,
                metric=metric,
            )
    return Bound(figure, last.predicate, last.sense, observation, last.phrase)


def _bounded_like(text: str, last: Bound, quantity: Quantity) -> Quantity:
    """分别超过157万份和126万份: the bound behind 分别 is that of every number."""
    first, value = last.observation.quantity, quantity.value
    if quantity.bound != "exact" or value is None or first.bound not in ("at_least", "at_most", "approx"):
        return quantity
    if not _EACH_BOUND.search(text, max(0, first.reach.start - len("分别")), first.span.start):
        return quantity
    low = value if first.bound == "at_least" else None
    return replace(quantity, bound=first.bound, low=low, high=value if first.bound == "at_most" else None)


def _ends_with(name: str | None, subject: str | None) -> bool:
    return subject is not None and (name or "").endswith(subject)


def _own_name(scene: Scene, last: Bound) -> str | None:
    """直营 in 其中直营1208家: what the member before counts, where its words name no property."""
    name = peel(scene.script.text, last.figure.head)
    return scene.script.quote(name) if metric_start(scene.script.text, name, scene.script.tokens) is None else None


def _unsigned_direction(last: Bound, before: Observation) -> Direction | None:
    """Behind a printed minus a number without a sign goes up: 增长-8.5%/46.6%."""
    signed = last.figure.quantity.direction == "down" and before.measure == "change"
    return "up" if signed and last.predicate.direction != "down" else before.direction
