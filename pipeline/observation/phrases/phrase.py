"""A noun phrase in pieces: where, who, and what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.areas import is_place
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases.modifiers import are_joined
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.phrases.places import take_area
from pipeline.observation.phrases.properties import metric_start
from pipeline.observation.phrases.verbs import before_contrast, before_light_verb
from pipeline.observation.phrases.ways import before_particle, before_property, before_time, without_middle
from pipeline.observation.tokens import Tokens

# 杭州|亚运会, 上海|地铁: what is named after a place.
_NAMED_AFTER = re.compile(
    "(?:国际|夏季|冬季)?(?:亚运会|奥运会|冬奥会|残奥会|全运会|大运会|世博会|世界杯|马拉松|车展|进博会|广交会|电影节|地铁|机场|动物园|博物馆|体育馆|体育场|大剧院|图书馆|交易所)|(?:国际)?(?:旅游)?度假区|自贸(?:试验)?区|综合保税区"
)
# 墨西哥|工厂: a works by its place, which is where it is too.
_WORKS = re.compile("(?:第?[一二三]期?)?(?:工厂|基地|分公司|子公司|产业园|工业园|事业部|研发中心|项目)(?:[一二三]期)?")
_WHOLE_PLACE = re.compile("[全我本]")
_NAME_MAX = 16
# 某市|某某: an adjective or a name of two characters that stands for somebody by itself is the end of a longer name.
_SHORT_NAME = 2
_MARK = re.compile("[、和与及]")
_DIVISIONS = "省市县区州旗盟"
_ODD = ("a", "b", "ns", "nr", "nz", "nt", "nrt", "ad")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in pieces; all spans are clean, null where the piece is not there."""

    whole: Span
    area: Span | None = None
    subject: Span | None = None
    metric: Span | None = None


def split(text: str, span: Span, tokens: Tokens) -> Phrase:
    """Part who from what: 粮食|总产量, 中国智能投顾|用户规模, 第一产业实现|增加值.

    Without a property word the whole phrase is the metric, since it then names what is counted.

    >>> from pipeline.observation.tokenizing import tokenize
    >>> text = "其中全省粮食总产量"
    >>> parts = split(text, Span(0, len(text)), tokenize(text))
    >>> [piece.quote(text) for piece in (parts.area, parts.subject, parts.metric) if piece]
    ['全省', '粮食', '总产量']
    """
    whole = peel(text, span, tokens)
    if not len(whole):
        return Phrase(whole)
    if is_place(text, whole) or _is_division(whole, tokens):
        return Phrase(whole, whole)
    area, rest = take_area(text, whole, tokens)
    subject, rest = before_contrast(rest, tokens)
    if subject is None:
        subject, rest = before_light_verb(text, rest, area, tokens)
    if not len(rest):
        return Phrase(whole, area, subject)
    if subject is None:
        subject, rest = before_time(text, rest, tokens)
    inner_area, rest = take_area(text, rest, tokens)
    area = area or inner_area
    if subject is None:
        subject, rest = before_particle(text, rest, tokens)
    if subject is None:
        subject, rest = before_property(text, rest, area, tokens)
    if subject is not None and are_joined(subject.quote(text)):
        rest, subject = Span(subject.start, rest.end), None  # 销售及管理|费用: one property
    if subject is not None:
        subject = without_middle(text, subject, tokens)
    if (
        area is not None
        and subject is not None
        and area.end == subject.start
        and _WORKS.fullmatch(text, subject.start, subject.end)
    ):
        subject = Span(area.start, subject.end)
    elif area is not None and subject is not None and _in_name(text, area, subject, tokens):
        subject = Span(area.start, subject.end)
        area = None
    if area is not None and subject is None and (short := _short_name(text, area, rest, tokens)) is not None:
        return Phrase(whole, None, Span(area.start, short.end), Span(short.end, rest.end))
    if area is not None and subject is None and len(rest) and _in_name(text, area, rest, tokens):
        rest = Span(area.start, rest.end)
        area = None
    return Phrase(whole, area, subject, rest if len(rest) else None)


def _short_name(text: str, area: Span, rest: Span, tokens: Tokens) -> Span | None:
    """四川|远大|批签发: two characters that are no noun between a place and a property are the end of a name."""
    first = tokens.at(rest.start)
    if first is None or first.start != area.end or first.end - first.start != _SHORT_NAME or first.tag not in _ODD:
        return None
    named = Span(first.start, first.end)
    return named if metric_start(text, Span(first.end, rest.end), tokens) == first.end < rest.end else None


def _is_division(span: Span, tokens: Tokens) -> bool:
    """台南市, 海原县: a place that its last character tells, and nothing else."""
    inside = tokens.within(span)
    return len(inside) == 1 and inside[0].tag == "ns" and inside[0].text[-1] in _DIVISIONS and len(span) > _SHORT_NAME


def _in_name(text: str, area: Span, subject: Span, tokens: Tokens) -> bool:
    """The place begins the name of an organisation, the first of a list: 深圳某某科技有限公司, 上海某某、双林生物."""
    listed = _MARK.search(text, subject.start, subject.end)
    first = Span(subject.start, listed.start() if listed else subject.end)
    joined = area.end == first.start and len(first) <= _NAME_MAX and not _WHOLE_PLACE.match(text, area.start)
    if not joined or not len(first):
        return False
    if _NAMED_AFTER.match(text, first.start, first.end) or names_organisation(first.quote(text)):
        return True
    inside = tokens.within(first)
    return len(inside) == 1 and len(first) == _SHORT_NAME and inside[0].tag in _ODD
