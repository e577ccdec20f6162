"""The words in front of a figure, trimmed to its predicate and noun phrase."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.heads.bases import beyond, with_base
from pipeline.observation.heads.elsewhere import before_bracket, labelled, over_bracket, ranked, those
from pipeline.observation.heads.head import RELATIVE, Head
from pipeline.observation.mentioned import Dated
from pipeline.observation.predicate import parse
from pipeline.observation.tokens import Tokens

__all__ = ["PAIR", "RELATIVE", "Head", "head_of", "over_bracket", "with_condition"]

_AFTER_TIME = re.compile(r"(?:同期|同月|同季)?[的之底末初间期度以来 ]{0,3}$")
# 汇率为|1美元兑7.05元: of what the rate is one side.
# 设计业|位列第二,为21.5%: where it stands among others.
_RANK = re.compile(
    r"(?:排名?|位列|位居|居于?|排在|名列|居)(?:全[国省市球]|行业|世界|同业)?(?:第[一二三四五六七八九十\d]{1,3}[位名]?|首位?|前列|榜首|末位)$"
)
# 市场份额|从几乎没有扩大到15%: where it began, in words.
_FROM_NOTHING = re.compile(
    "(?:从|由)(?:几乎|原来|原先|最初|当初|此前|过去|以前|年初|早期)?的?(?:没有|没|零|无|空白|为零|不足)?$(?<=[有没零无白足来先初前去期])"
)
# 同比、环比分别提升2.6和1.3个百分点: against what, of two changes of one thing.
PAIR = re.compile("(?P<first>同比|环比)[、和及/](?P<second>同比|环比)(?:分别)?")
_COMPARES = re.compile("(?:(?:同比|环比)[、和及/]?)+(?:分别)?")
_APART = re.compile("(?:分别|各自)$")
_LINK = 2
_PARITY_REACH = 14
_PARITY = re.compile(
    r"(?:为|报|是|约)?1(?:00)?(?:美元|欧元|英镑|日元|日圆|港元|港币|澳元|加元|卢布|新元)(?:兑换?|对|合|折合)\s*$"
)
_BASE_WORD = re.compile("[较比]$")
# 为全网的5.4%, 是小型企业的2.1倍: the figure says no more than what was named before.
_WHO_EXPECTS = re.compile("[,，]?(?:市场|分析师|机构)(?:普遍|一致|此前)?")
_EXPECTS = re.compile("预[期估测计](?!的|差|之内)")
_COPULA = re.compile(
    r"\s*(?:约|仅|也|还|分别|则|大约|已|已经|惟|但)?(?:为|是|相当于|相等于|等于|接近|只及|仅及|逼近)(?=[^,;:]{2})"
)
_MONEY = re.compile("[A-Z]{3}")
_ORIGIN = re.compile(r"(?:从|由|自)原?[^,。;从由]{0,10}$")
_WORDS_OF_ORIGIN = ("自由", "理由", "缘由", "事由", "来由", "根由")


def head_of(text: str, figure: Figure, dated: Sequence[Dated], tokens: Tokens, before: Figure | None = None) -> Head:
    """Trim the head: a time right before the figure, 从, a base (较传统模式), and reach out of a bracket where it is empty.

    ``before`` is the figure bound before: a bracket that opens right behind it (100亿元(同比+5%)) goes on about it.
    """
    head = _head_of(text, figure, dated, tokens, before)
    if _COMPARES.fullmatch(text, head.phrase.start, head.phrase.end):
        return replace(head, phrase=Span(head.phrase.start, head.phrase.start))
    apart = _APART.search(text, head.phrase.start, head.phrase.end)
    return replace(head, phrase=Span(head.phrase.start, apart.start())) if apart else head


def _head_of(text: str, figure: Figure, dated: Sequence[Dated], tokens: Tokens, before: Figure | None) -> Head:
    untimed = _without_time(text, figure, dated)
    timed = len(untimed) < len(figure.head)
    untimed = _without_parity(text, figure, untimed)
    figure = replace(figure, head=untimed)
    found = labelled(text, figure) or ranked(text, figure) or those(text, figure)
    if found is not None:
        return found
    predicate = parse(untimed.quote(text))
    phrase = Span(untimed.start, untimed.start + predicate.end)
    rank = _RANK.search(text, phrase.start, phrase.end)
    phrase = Span(phrase.start, rank.start()) if rank and rank.start() > phrase.start else phrase
    if timed and predicate.kind != "origin" and _BASE_WORD.search(text, phrase.start, phrase.end):
        phrase = Span(phrase.start, phrase.end - 1)
    origin = _ORIGIN.search(text, phrase.start, phrase.end) if predicate.kind == "level" else None
    if origin and _is_particle(origin.start(), tokens):
        said = parse(text[phrase.start : origin.start()])  # 租金跌幅|可望由原先的5%
        phrase = Span(phrase.start, phrase.start + said.end)
        predicate = replace(predicate, kind="origin", end=len(phrase), rate=predicate.rate or said.rate)
    from_nothing = _FROM_NOTHING.search(text, phrase.start, phrase.end) if predicate.kind != "level" else None
    phrase = Span(phrase.start, from_nothing.start()) if from_nothing else phrase
    found = beyond(text, figure, predicate, phrase, tokens)
    if found is not None:
        return found
    relative = predicate.kind == "level" and figure.quantity.unit in RELATIVE
    if (relative and _COPULA.match(text, phrase.start, phrase.end)) or _expected(text, phrase):
        phrase = Span(phrase.end, phrase.end)
    if figure.clause.bracket is not None and (not phrase.quote(text).strip("的 ") or _is_time(dated, phrase)):
        phrase = before_bracket(text, figure, before)
    if predicate.kind not in ("change", "arrival"):
        return Head(figure, predicate, phrase)
    return with_base(text, figure, predicate, phrase, tokens, before)


def _expected(text: str, phrase: Span) -> bool:
    """市场|预期维持: whose expectation it is, and of what is spoken of already."""
    expects = _EXPECTS.match(text, phrase.end)
    return expects is not None and _WHO_EXPECTS.fullmatch(text, phrase.start, phrase.end) is not None


def _without_parity(text: str, figure: Figure, head: Span) -> Span:
    """The words in front of 1美元兑, which is the other side of the rate."""
    if len(head) > _LINK:
        return head
    parity = _PARITY.search(text, max(figure.clause.span.start, head.end - _PARITY_REACH), head.end)
    return Span(figure.clause.span.start, parity.start()) if parity else head


def _is_particle(position: int, tokens: Tokens) -> bool:
    """从, 由 and 自 by themselves, or glued to the word in front (出场价由|月初); not in 自由 and 理由."""
    word = tokens.at(position)
    if word is None or len(word.text) == 1:
        return word is not None
    return word.end == position + 1 and word.tag == "n" and word.text not in _WORDS_OF_ORIGIN


def with_condition(condition: Figure, figure: Figure) -> Figure:
    """15-59岁人口为…: the bracket that stands right before is part of who is counted."""
    joined = condition.clause == figure.clause and condition.quantity.reach.end == figure.head.start
    money = _MONEY.fullmatch(condition.quantity.unit or "") is not None  # 超百亿元|企业20家
    if not joined or money or not len(figure.head):
        return figure
    return replace(figure, head=Span(condition.quantity.span.start, figure.head.end))


def _is_time(dated: Sequence[Dated], phrase: Span) -> bool:
    """周转天数(2019年|174天): the bracket says when, and what the number is stands in front of it."""
    at = bisect_right(dated, phrase.start, key=lambda entry: entry.span.start) - 1
    return at >= 0 and dated[at].span == phrase


def _without_time(text: str, figure: Figure, dated: Sequence[Dated]) -> Span:
    """The head without a time that stands right before the figure: 提升至2024年的23%."""
    head = figure.head
    for entry in reversed(dated[: bisect_right(dated, head.end, key=lambda entry: entry.span.end)]):
        if entry.span.start <= head.start:
            break
        if _AFTER_TIME.fullmatch(text, entry.span.end, head.end):
            return Span(head.start, entry.span.start)
    return head
