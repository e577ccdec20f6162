"""What a figure is compared with, inside the words in front of it: 高于全国, 比商品零售大, 较传统模式."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Direction, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.comparing import base_before, kind_of_base
from pipeline.observation.heads.head import RELATIVE, Head
from pipeline.observation.periods import mentions
from pipeline.observation.phrases import is_located, metric_start
from pipeline.observation.predicate import Predicate
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

# 高于全国0.6个百分点: what lies between the verb and the number is what is compared with.
_BEYOND = re.compile(
    r"(?P<who>[^,;:\n]{0,20}?)(?P<verb>(?P<down>低于|慢于|少于|小于|落后于?|跑输|不及|逊于|低过|不如|逊色于)|高于|快于|多于|大于|优于|高出|超出|领先于?|跑赢|好于|高过|远?胜过?|远超|赢过|超越)(?P<base>(?:[^,;:\d]|(?<=[一-鿿])\d{2,4}(?=[一-鿿])){1,20})"
)
_BIGGER = re.compile(r"(?P<who>[^,;:]{0,20}?)[比较](?P<base>[^,;:\d]{2,20}?)(?P<verb>大|(?P<down>小))")
_FAR = re.compile("(?:分别|远远?|略|稍|大幅|明显|显著|均|也|仍|则|仅)+$")
# 与2000年普查相比|增加: what is compared with stands in front of its verb.
_COMPARED = re.compile(r"(?:与|同|和|跟|较|比)(?P<base>[^,。;:]{1,24}?)(?:相比|比较|相较|对比)$")
_RATE = re.compile(f"(?:{alternation('change.rate_up', 'change.rate_down')})$")
# The whole base where it ends so: 比全市平均水平, 较去年最高值.
_NORM = re.compile("(?:水平|均值|平均值|最高值|最低值|峰值|目标值|平均数|核算数|预算数|快报数|中位数|预期)$")
_CHANNEL = re.compile("线[上下](?=..)")
_ADJECTIVES = frozenset("高低多少快慢长短贵")
_TURNS = re.compile("[;。]")
_LEAST_NAME = 2
_MASK = "□"


def beyond(text: str, figure: Figure, predicate: Predicate, phrase: Span, tokens: Tokens) -> Head | None:
    """高于全国0.6个百分点, 比商品零售大16个百分点, and 高于全国的5.4%, which is 全国's own."""
    relative = figure.quantity.unit in RELATIVE
    found = _BEYOND.fullmatch(text, phrase.start, phrase.end) if predicate.kind == "level" else None
    if found and (found["base"].endswith(("的", "之")) or "的" in text[phrase.end : figure.head.end]):
        who = _who(found)
        base = Span(found.start("base"), found.start("base") + len(found["base"].rstrip("的之")))
        who = base if not len(who) and is_located(text, base, tokens) else who
        return Head(figure, replace(predicate, end=0), who)
    found = found or _BIGGER.fullmatch(text, phrase.start, phrase.end)
    if found is None or not relative:
        return None
    direction: Direction = "down" if found["down"] else "up"
    who = _who(found)
    predicate = replace(predicate, kind="change", end=len(who), direction=direction, verb=found["verb"])
    return Head(figure, predicate, who, "base", found["base"])


def _who(found: re.Match[str]) -> Span:
    """What stands before 高于, without its adverbs; empty where no more than a particle is left."""
    start, named = found.start("who"), len(_FAR.sub("", found["who"]))
    return Span(start, start + (named if named >= _LEAST_NAME else 0))


def _masked(text: str, phrase: Span, tokens: Tokens) -> str:
    """The phrase with 比 and 较 inside names hidden: 比第二名|比某某."""
    quoted = phrase.quote(text)
    for token in tokens.within(phrase):
        if len(token.text) > 2 and token.tag.startswith("n") and any(mark in token.text for mark in "比较"):
            start = token.start - phrase.start
            quoted = quoted[:start] + _MASK * len(token.text) + quoted[start + len(token.text) :]
    return quoted


def with_base(
    text: str, figure: Figure, predicate: Predicate, phrase: Span, tokens: Tokens, before: Figure | None
) -> Head:
    """The head of a change without the base in its phrase: 交易效率|较传统模式.

    Where nothing stands before the base, its last word is the property (较传统模式交易效率提升80%), but for a mere comparison of
    what was spoken of (成本…,比煤电电价低三成), for which ``before``, the figure bound before, tells what that is.
    """
    compared = _COMPARED.search(text, phrase.start, phrase.end)
    if compared is not None:
        cut = Span(phrase.start, compared.start())
        return Head(figure, predicate, cut, kind_of_base(compared["base"]), compared["base"])
    base = base_before(_masked(text, phrase, tokens))
    if base is None:
        return Head(figure, predicate, phrase)
    at = base[1]
    reference = text[phrase.end - len(base[0]) : phrase.end] if _MASK in base[0] else base[0]
    rate = _RATE.search(reference)
    told = before is not None and not _TURNS.search(text, before.quantity.reach.end, phrase.start)
    whole = at or (told and predicate.verb in _ADJECTIVES) or _NORM.search(reference)
    begins = phrase.end - len(reference)
    timed = any(mention.span.end >= phrase.end for mention in mentions(text, Span(begins, phrase.end)))
    start = metric_start(text, Span(begins, phrase.end), tokens) if not (whole or timed) else None
    channel = _CHANNEL.match(text, start, phrase.end) if start is not None else None
    start = channel.end() if channel is not None else start  # 较传统线下|交易效率
    if rate and not at:
        phrase = Span(phrase.end - len(rate.group()), phrase.end)
    elif start is not None and start - begins >= _LEAST_NAME:
        reference = text[begins:start]
        phrase = Span(start, phrase.end)
    else:
        phrase = Span(phrase.start, phrase.start + at)
    return Head(figure, predicate, phrase, kind_of_base(reference), reference)
