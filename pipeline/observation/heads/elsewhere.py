"""Noun phrases that do not stand right in front of their figure: before a colon, a comma, a bracket, or as those that do."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.heads.head import RELATIVE, Head
from pipeline.observation.predicate import Predicate, parse
from pipeline.observation.words import alternation

_BACK = 44
# 目标价:48.60元, 1月绿茶:264万箱: what the number is stands before the colon.
_LABEL = re.compile(
    r"(?:^|[\s,。;:]|\d(?:年[末底]?|月份?|日|季度?)?)(?P<label>[^\s,。;:\d]{2,12})(?:\([^()]{1,12}\))?$"
)
_ONLY_AMOUNTS = re.compile(
    r"(?:(?:19|20)\d\d年?[末底]?)?(?:约|仅|也|则)?(?:为|是|达到?|高达|仅为|约为|录得|[仅只]?剩|[仅只]有|来到|[跌降升涨增减]至)"
)
_SUPERLATIVE = "最[高低大小多少快慢长短强弱惨重深佳好差旺]|居首|居前|次之|领先|排名第[一二三]|位居第[一二三]"
_EVENT = "(?:出现|发生|录得)[在于][^,;。]{2,14}|由[负正亏盈升降][转为][^,;。]{1,2}|扭亏为盈"
_COURSE = f"(?:继续|持续|稳步|明显|显著|大幅|进一步|有所|再度|不断|加速)(?:{alternation('change.up', 'change.down')})"
_RECORD = "(?:创(?:下|出|造)?|刷新)[^,;。]{0,8}?(?:新[高低]|记录|纪录|最[高低好差]水平)"
_RANKS = re.compile(
    rf"(?:^|[,;。])(?:其中|而|但)?(?P<what>[^,;。\d]{{2,20}}?)(?:[跌涨升降]势|表现|走势)?(?:{_SUPERLATIVE}|{_EVENT}|{_COURSE}|{_RECORD})$"
)
# 价格上涨的有9个: how many there are of which it is true.
_THOSE = re.compile("的(?:共?有|达到?|共计?|为)$")
# 持平的2个, 下降的|5个: the same without 有.
_THEIR_COUNT = re.compile("(?<=[降跌减升涨增落滑平变])的$")
_BEFORE_BRACKET = re.compile(r"[^,;:。!?、()\n]{1,40}$")


def labelled(text: str, figure: Figure) -> Head | None:
    """目标价:48.60元: nothing but a label and its colon."""
    start = figure.head.start
    if len(figure.head) or text[start - 1 : start] != ":":
        return None
    label = _LABEL.search(text, max(0, start - _BACK), start - 1)
    if label is None:
        return None
    said = parse(label["label"])
    return Head(figure, parse(""), Span(label.start("label"), label.start("label") + said.end))


def ranked(text: str, figure: Figure) -> Head | None:
    """其中中药跌幅最小,为3.6%: a clause that only says how much goes on from the one that says of what."""
    start = figure.clause.span.start
    alone = figure.head.start == start and text[start - 1 : start] == ","
    if not alone or not _ONLY_AMOUNTS.fullmatch(text, start, figure.head.end):
        return None
    found = _RANKS.search(text, max(figure.sentence.start, start - _BACK), start - 1)
    if found is None:
        return None
    predicate = parse(found["what"])
    return Head(figure, predicate, Span(found.start("what"), found.start("what") + predicate.end))


def those(text: str, figure: Figure) -> Head | None:
    """新建住宅价格上涨的有9个: what is true of those that are counted."""
    unit = figure.quantity.unit or ""
    start, end = figure.head.start, figure.head.end
    found = _THOSE.search(text, start, end) or _THEIR_COUNT.search(text, start, end)
    if found is None or not unit.startswith("{") or unit in RELATIVE:
        return None
    phrase = Span(figure.head.start, found.start())
    return Head(figure, Predicate("level", len(phrase)), phrase)


def before_bracket(text: str, figure: Figure, before: Figure | None) -> Span:
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


# 市盈率(TTM,整体法,剔除负值)|18.4x: how a property is reckoned, right in front of its number.
_ASIDE = re.compile(r"\((?=[^()\d]{0,24}[,，])[^()\d]{2,30}\)(?:为|约|达)?$")


def over_bracket(text: str, figure: Figure, before: Figure | None) -> Figure:
    """人凝血因子(规格/200IU)52万瓶: where nothing but a bracket's end leads up to the figure, the name stands before it."""
    aside = _ASIDE.search(text, figure.clause.span.start, figure.head.end)
    if aside is not None and aside.start() > figure.clause.span.start:
        return replace(figure, head=Span(figure.clause.span.start, aside.start()))
    if figure.head.quote(text).strip() != ")":
        return figure
    opened = text.rfind("(", figure.clause.span.start, figure.head.start)
    floor = before.quantity.reach.end if before and before.quantity.reach.end <= opened else 0
    start = max(figure.clause.span.start, floor)
    return replace(figure, head=Span(start, opened)) if opened > start else figure
