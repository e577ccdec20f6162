"""A noun phrase in pieces: where, who, and what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.areas import is_place
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.phrases.places import take_area
from pipeline.observation.phrases.verbs import before_light_verb
from pipeline.observation.phrases.ways import before_particle, before_property, before_time, without_middle
from pipeline.observation.tokens import Tokens

# 杭州|亚运会, 上海|地铁: what is named after a place.
_NAMED_AFTER = re.compile(
    "(?:国际|夏季|冬季)?(?:亚运会|奥运会|冬奥会|残奥会|全运会|大运会|世博会|世界杯|马拉松|车展|进博会|广交会|电影节|地铁|机场|动物园|博物馆|体育馆|体育场|大剧院|图书馆|交易所)"
)
_WHOLE_PLACE = re.compile("[全我本]")
_NAME_MAX = 16
# 某市|某某: an adjective or a name of two characters that stands for somebody by itself is the end of a longer name.
_SHORT_NAME = 2
_ODD = ("a", "ns", "nr", "nz", "nt", "nrt", "ad")


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

    >>> from pipeline.observation.tokens import tokenize
    >>> text = "其中全省粮食总产量"
    >>> parts = split(text, Span(0, len(text)), tokenize(text))
    >>> [piece.quote(text) for piece in (parts.area, parts.subject, parts.metric) if piece]
    ['全省', '粮食', '总产量']
    """
    whole = peel(text, span, tokens)
    if not len(whole):
        return Phrase(whole)
    if is_place(text, whole):
        return Phrase(whole, whole)
    area, rest = take_area(text, whole, tokens)
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
    if subject is not None:
        subject = without_middle(text, subject, tokens)
    if area is not None and subject is not None and _in_name(text, area, subject, tokens):
        subject = Span(area.start, subject.end)
        area = None
    return Phrase(whole, area, subject, rest if len(rest) else None)


def _in_name(text: str, area: Span, subject: Span, tokens: Tokens) -> bool:
    """The place begins the name of an organisation: 深圳某某科技有限公司."""
    joined = area.end == subject.start and len(subject) <= _NAME_MAX and not _WHOLE_PLACE.match(text, area.start)
    if not joined:
        return False
    if _NAMED_AFTER.match(text, subject.start, subject.end) or names_organisation(subject.quote(text)):
        return True
    inside = tokens.within(subject)
    return len(inside) == 1 and len(subject) == _SHORT_NAME and inside[0].tag in _ODD
