"""The words in front of a figure, trimmed to its predicate and noun phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.heads.bases import beyond, with_base
from pipeline.observation.heads.elsewhere import before_bracket, labelled, over_bracket, ranked, those
from pipeline.observation.heads.head import RELATIVE, Head
from pipeline.observation.predicate import parse
from pipeline.observation.timing import Dated
from pipeline.observation.tokens import Tokens

__all__ = ["RELATIVE", "Head", "head_of", "over_bracket", "with_condition"]

_AFTER_TIME = re.compile(r"(?:同期|同月|同季)?[的之底末初间期度以来 ]{0,3}$")
_BASE_WORD = re.compile("[较比]$")
# 为全网的5.4%, 是小型企业的2.1倍: the figure says no more than what was named before.
_COPULA = re.compile(r"\s*(?:约|仅|也|还|分别|则|大约)?(?:为|是|相当于|相等于|等于)(?=[^,;:]{2})")
_ORIGIN = re.compile(r"(?:从|由|自)原?[^,。;从由]{0,10}$")
_WORDS_OF_ORIGIN = ("自由", "理由", "缘由", "事由", "来由", "根由")


def head_of(text: str, figure: Figure, dated: Sequence[Dated], tokens: Tokens, before: Figure | None = None) -> Head:
    """Trim the head: a time right before the figure, 从, a base (较传统模式), and reach out of a bracket where it is empty.

    ``before`` is the figure bound before: a bracket that opens right behind it (100亿元(同比+5%)) goes on about it.
    """
    untimed = _without_time(text, figure, dated)
    timed = len(untimed) < len(figure.head)
    figure = replace(figure, head=untimed)
    found = labelled(text, figure) or ranked(text, figure) or those(text, figure)
    if found is not None:
        return found
    predicate = parse(untimed.quote(text))
    phrase = Span(untimed.start, untimed.start + predicate.end)
    if timed and predicate.kind != "origin" and _BASE_WORD.search(text, phrase.start, phrase.end):
        phrase = Span(phrase.start, phrase.end - 1)
    origin = _ORIGIN.search(text, phrase.start, phrase.end) if predicate.kind == "level" else None
    if origin and _is_particle(origin.start(), tokens):
        phrase = Span(phrase.start, origin.start())
        predicate = replace(predicate, kind="origin", end=len(phrase))
    found = beyond(text, figure, predicate, phrase)
    if found is not None:
        return found
    relative = predicate.kind == "level" and figure.quantity.unit in RELATIVE
    if relative and _COPULA.match(text, phrase.start, phrase.end):
        phrase = Span(phrase.end, phrase.end)
    if figure.clause.bracket is not None and not phrase.quote(text).strip("的 "):
        phrase = before_bracket(text, figure, before)
    if predicate.kind not in ("change", "arrival"):
        return Head(figure, predicate, phrase)
    return with_base(text, figure, predicate, phrase, tokens, before)


def _is_particle(position: int, tokens: Tokens) -> bool:
    """从, 由 and 自 by themselves, or glued to the word in front (出场价由|月初); not in 自由 and 理由."""
    word = tokens.at(position)
    if word is None or len(word.text) == 1:
        return word is not None
    return word.end == position + 1 and word.tag == "n" and word.text not in _WORDS_OF_ORIGIN


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
