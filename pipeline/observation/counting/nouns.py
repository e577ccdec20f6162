"""The noun behind a unit that says what was counted: 接入10万家|企业, 超200个|API接口."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.phrases import is_noun
from pipeline.observation.tokens import Token, Tokens
from pipeline.text.fold import fold

_LONGEST = 14
# 3914户|18569名贫困群众: counted twice.
_COUNTED_TWICE = re.compile(r"\d[\d.,]{0,11}(?:余|多)?[万亿]?(?:余|多)?[户人名口家个](?=[一-鿿]{2})(?<=[户人名口家个])")
# 23种|经过批准的生物类似物
_SAID_OF = re.compile(r"(?![的是为])[^,，。;；、\d的]{2,10}的(?=[^,，。;；、\d的]{2})")
# 3家|拟上市药房: what becomes of them, in front of what they are.
_BECOMES = re.compile("(?:拟|已|未|待|非)?(?:上市|挂牌|申报|在审|受理)(?=[一-鿿]{2})")
# 700吨|血浆处理能力: a verb between the nouns of a property.
_IN_PROPERTY = re.compile(
    "(?:处理|生产|加工|供应|吞吐|承载|接待|服务|制造|运输|储存|存储|仓储|冶炼|配套|检测)(?=能力|规模|产能)"
)
_NEW = ("新建", "在建", "改建", "扩建", "续建", "拟建")
_JOINS = ("和", "与", "及", "以及")
# Behind these stand people or bodies, and what they do is none of their name: 15家银行|合作, 12名专家|评审.
_PEOPLE = frozenset("家名位户")
# 2990亿元|7天期逆回购: for how long, before what it is.
_TERM = re.compile("\\d{1,3}(?:天|个?月|年)期(?:的)?")
_SUMMED = ("合计", "共计", "总计", "合計")
_NOW = ("目前", "当前", "如今", "现在", "现已")
# 跨过7000亿元|大关: nothing that is counted.
_THRESHOLDS = ("大关", "关口", "台阶", "门槛", "整数关", "上方", "下方", "大關", "門檻", "臺階")
_GOES_ON = ("a", "c", "m", "q")


def counted_noun(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """The noun phrase behind the unit, as far as the noun that was taken for one: 1亿|农业转移人口."""
    noun, tail = noun_behind(text, figure.tail, tokens), figure.tail
    if "noun_unit" not in figure.quantity.flags:
        return noun
    unit = fold(figure.quantity.unit_text)
    at = text.find(unit, tail.start, min(tail.end, tail.start + _LONGEST))
    end = at + len(unit)
    return Span(tail.start, end) if at >= 0 and (noun is None or end > noun.end) else noun


def noun_behind(text: str, tail: Span, tokens: Tokens) -> Span | None:
    """The noun phrase right behind the unit, with its modifiers; null where something else follows."""
    twice = _COUNTED_TWICE.match(text, tail.start)
    if twice is not None:
        tail = Span(twice.end(), max(twice.end(), min(tail.end + _LONGEST, len(text))))
    term = _TERM.match(text, tail.start, tail.end)
    people = text[tail.start - 1 : tail.start] in _PEOPLE
    end = start = term.end() if term else tail.start + (text[tail.start : tail.start + 1] == "的")
    last_noun = start
    if text[start : start + 1] in _JOINS or text.startswith(_THRESHOLDS, start):
        return None
    becomes = _BECOMES.match(text, start, tail.end)
    behind = tokens.at(becomes.end()) if becomes else None
    becomes = becomes if behind is not None and becomes and behind.start == becomes.end() else None
    end = becomes.end() if becomes else end
    first = tokens.at(start)
    said = _SAID_OF.match(text, start, tail.end) if first is not None and first.tag[0] in "vpd" else None
    if said is not None and first is not None and first.start == start:
        end = last_noun = said.end()
    for token in tokens.within(Span(end, max(end, min(tail.end, end + _LONGEST)))):
        if token.start != end or not _belongs(text, token, opens=end == start):
            break
        if token.text in _SUMMED and last_noun > start:
            break
        end = token.end
        if is_noun(token) and not (people and token.tag == "vn" and last_noun > start):
            last_noun = end
    at_all = last_noun > (said.end() if said else becomes.end() if becomes else start)
    return Span(start, last_noun) if at_all else None


def _belongs(text: str, token: Token, *, opens: bool) -> bool:
    """The word may be part of what is counted; 新建 only where it ``opens`` the phrase."""
    if token.text in _NOW:
        return False
    if is_noun(token) or token.tag in _GOES_ON or token.text == "和":
        return True
    return (opens and token.text in _NEW) or _IN_PROPERTY.match(text, token.start) is not None
