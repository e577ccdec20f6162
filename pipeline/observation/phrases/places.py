"""The place at the head of a phrase: 全市|粮食总产量, 北京、上海等地|…."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

_AREA = alternation("context.area", "context.places")
_AREAS = re.compile(
    f"(?:{_AREA})(?:省(?![级内外份委])|自治区)?(?:[、和及与](?:{_AREA})(?:省(?![级内外份委])|自治区)?){{0,12}}(?:等(?:地区?|国家?|省市?|市|县域?)|[两二三四五六七八九十]国(?![一-鿿]?家)|地区(?!生产总值|[一-鿿]?GDP))?"
)
# 国内生产总值 is no place, and 内地旅客 are of one, not counted there.
_NOT_THERE = re.compile(
    "国内外|世界(?:银行|卫生|贸易组织|杯)|本地(?:生产总值|居民)|国内(?:生产总值|旅游|游客)|(?:海外|内地|境外|国外|大陆)(?:客(?!户)|旅客|游客|订单|业务|客户|投资者|学生|人士)|香港公开发售|全球发售"
)
_PLACE_ENDS = words("context.place_ends")
_NO_PLACES = words("context.no_places")
_SHORT = 2
_WORDS = 3


def take_area(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """A leading place and what is left: 全市|粮食总产量, 中国大陆|…; the place stays where nothing is left."""
    match = _AREAS.match(text, span.start + (text[span.start : span.start + 1] == "在"), span.end)
    if match and _NOT_THERE.match(text, match.start(), span.end):
        match = None
    end = match.end() if match else span.start
    if not match:
        for token in tokens.within(span):
            if token.start != end or not _is_place(token):
                break
            end = token.end
    if end == span.start or end >= span.end:
        return None, span
    start = match.start() if match else span.start
    behind = end + 2 if text.startswith("方面", end) and end + 2 < span.end else end
    rest = peel(text, Span(behind, span.end), tokens)
    return Span(start, end), rest


def is_located(text: str, span: Span, tokens: Tokens) -> bool:
    """The phrase is a place and nothing else: listed, or a name that ends in 市, 县, 省."""
    if _AREAS.fullmatch(text, span.start, span.end):
        return True
    return _ends_as_place(text[span.start : span.end]) and len(tokens.within(span)) <= _WORDS


def _is_place(token: Token) -> bool:
    """A name that ends in 市, 县, 省 …; 城市 and 股市 are no names."""
    return token.tag.startswith("n") and _ends_as_place(token.text)


def _ends_as_place(name: str) -> bool:
    return len(name) > _SHORT and name.endswith(_PLACE_ENDS) and not name.endswith(_NO_PLACES)
