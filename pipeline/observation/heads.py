"""The words in front of a figure, trimmed to its predicate and noun phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Comparison, Direction, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.comparing import base_before, kind_of_base
from pipeline.observation.phrases import metric_start
from pipeline.observation.predicate import Predicate, parse
from pipeline.observation.timing import Dated
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_AFTER_TIME = re.compile(r"[的之底末初间期度以来 ]{0,3}$")
_BASE_WORD = re.compile("[较比]$")
# 高于全国0.6个百分点: what lies between the verb and the number is what is compared with.
_BEYOND = re.compile(
    r"(?P<who>[^,;:\n]{0,20}?)(?P<verb>(?P<down>低于|慢于|少于|小于|落后于?|跑输|不及|逊于|低过)|高于|快于|多于|大于|优于|高出|超出|领先于?|跑赢|好于|高过)(?P<base>[^,;:\d]{1,20})"
)
_FAR = re.compile("(?:远远?|略|稍|大幅|明显|显著|均|也|仍|则|仅)+$")
# 为全网的5.4%, 是小型企业的2.1倍: the figure says no more than what was named before.
_COPULA = re.compile(r"\s*(?:约|仅|也|还|分别|则|大约)?(?:为|是|相当于|相等于|等于)(?=[^,;:]{2})")
_RELATIVE = ("%", "{pp}", "{bp}", "1", "{times}")
_ORIGIN = re.compile(r"(?:从|由|自)原?[^,。;从由]{0,10}$")
_RATE = re.compile(f"(?:{alternation('change.rate_up', 'change.rate_down')})$")
_BEFORE_BRACKET = re.compile(r"[^,;:。!?、()\n]{1,40}$")


@dataclass(frozen=True, slots=True)
class Head:
    """``phrase`` is the noun phrase in front of the predicate; ``comparison`` and ``reference`` a base inside it."""

    figure: Figure
    predicate: Predicate
    phrase: Span
    comparison: Comparison | None = None
    reference: str | None = None


def head_of(text: str, figure: Figure, dated: Sequence[Dated], tokens: Tokens, before: Figure | None = None) -> Head:
    """Trim the head: a time right before the figure, 从, a base (较传统模式), and reach out of a bracket where it is empty.

    ``before`` is the figure bound before: a bracket that opens right behind it (100亿元(同比+5%)) goes on about it.
    """
    trimmed = _without_time(text, figure, dated)
    predicate = parse(trimmed.quote(text))
    phrase = Span(trimmed.start, trimmed.start + predicate.end)
    if len(trimmed) < len(figure.head) and _BASE_WORD.search(text, phrase.start, phrase.end):
        phrase = Span(phrase.start, phrase.end - 1)
    figure = replace(figure, head=trimmed)
    origin = _ORIGIN.search(text, phrase.start, phrase.end) if predicate.kind == "level" else None
    word = tokens.at(origin.start()) if origin else None
    if origin and word and len(word.text) == 1:
        phrase = Span(phrase.start, origin.start())
        predicate = replace(predicate, kind="origin", end=len(phrase))
    beyond = _BEYOND.fullmatch(text, phrase.start, phrase.end) if predicate.kind == "level" else None
    if beyond and beyond["base"].endswith(("的", "之")):
        who = Span(beyond.start("who"), beyond.start("who") + len(_FAR.sub("", beyond["who"])))
        return Head(figure, replace(predicate, end=0), who)
    if beyond and figure.quantity.unit in _RELATIVE:
        direction: Direction = "down" if beyond["down"] else "up"
        who = Span(*beyond.span("who"))
        predicate = replace(predicate, kind="change", end=len(who), direction=direction, verb=beyond["verb"])
        return Head(figure, predicate, who, "base", beyond["base"])
    if (
        predicate.kind == "level"
        and figure.quantity.unit in _RELATIVE
        and _COPULA.match(text, phrase.start, phrase.end)
    ):
        phrase = Span(phrase.end, phrase.end)
    if figure.clause.bracket is not None and not phrase.quote(text).strip("的 "):
        phrase = _before_bracket(text, figure, before)
    base = base_before(phrase.quote(text)) if predicate.kind in ("change", "arrival") else None
    if base is None:
        return Head(figure, predicate, phrase)
    reference, cut = base
    rate = _RATE.search(reference)
    start = metric_start(text, Span(phrase.end - len(reference), phrase.end), tokens) if not cut else None
    if rate and not cut:
        phrase = Span(phrase.end - len(rate.group()), phrase.end)
    elif start is not None and start - (phrase.end - len(reference)) >= 2:
        reference = text[phrase.end - len(reference) : start]
        phrase = Span(start, phrase.end)
    else:
        phrase = Span(phrase.start, phrase.start + cut)
    return Head(figure, predicate, phrase, kind_of_base(reference), reference)


def with_condition(condition: Figure, figure: Figure) -> Figure:
    """15-59岁人口为…: the bracket that stands right before is part of who is counted."""
    joined = condition.clause == figure.clause and condition.quantity.reach.end == figure.head.start
    if not joined or not len(figure.head):
        return figure
    return replace(figure, head=Span(condition.quantity.span.start, figure.head.end))


def _without_time(text: str, figure: Figure, dated: Sequence[Dated]) -> Span:
    """The head without a time that stands right before the figure: 提升至2024年的23%."""
    head = figure.head
    for entry in reversed(dated):
        inside = head.start < entry.span.start and entry.span.end <= head.end
        if inside and _AFTER_TIME.fullmatch(text, entry.span.end, head.end):
            return Span(head.start, entry.span.start)
    return head


def _before_bracket(text: str, figure: Figure, before: Figure | None) -> Span:
    """The noun phrase that a bracket belongs to: 周期长(3-7天); empty where a figure does."""
    opened = figure.clause.bracket if figure.clause.bracket is not None else figure.clause.span.start
    if before is not None and not text[min(before.quantity.reach.end, opened) : opened].strip():
        return Span(opened, opened)
    match = _BEFORE_BRACKET.search(text, max(figure.sentence.start, opened - 40), opened)
    start = match.start() if match else opened
    end = opened
    while end > start + 2 and text[end - 1] in "长短高低大小多少":
        end -= 1
    return Span(start, end)
