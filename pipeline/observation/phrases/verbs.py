"""Who stands before a verb: 第一产业实现|增加值, 某平台带动|交易额, 全国铁路发送|旅客."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span
from pipeline.observation.phrases.modifiers import MODIFIERS
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.phrases.standing import is_noun, never_ends
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

_LIGHT = re.compile(f"(?:{alternation('context.light')})了?")
_CAUSATIVE = re.compile(f"(?:{alternation('context.causative')})")
_BODY_IN_FRONT = re.compile(
    f"(?:{alternation('context.source_body')})(?:在[^,。;]{{1,14}}?(?:中|上))?(?:并|也|亦|则)?$|^[A-Z]{{2,10}}$"
)
_IN_NAMES = frozenset(words("context.verbs_in_names"))
# Tags of what may stand between the nouns before the verb.
_BETWEEN = ("a", "c", "f", "m", "q", "x", "d")
_NAMED = 2
_EACH = ("人均", "户均", "头均", "亩均", "日均", "月均", "年均")
_CONTRASTS = ("则", "却", "則", "卻", "此次", "本次", "此番", "今次", "是次")


def before_light_verb(text: str, span: Span, area: Span | None, tokens: Tokens) -> tuple[Span | None, Span]:
    """某公司实现|营收, 某平台带动|交易额, 制鞋业有|企业: who stands before a light or causative verb, what behind it.

    A body that counts is not who: 某机构将|经济增速预期.
    """
    phrase = text[span.start : span.end]
    for pattern in (_LIGHT, _CAUSATIVE):
        cut = _last_cut(pattern, phrase, span, tokens)
        if cut is None:
            continue
        left = Span(span.start, cut[0])
        teller = pattern is _CAUSATIVE and _BODY_IN_FRONT.search(text, left.start, left.end)
        subject = peel(text, left, tokens) if len(left) and not teller else None
        if subject is None and pattern is _LIGHT:
            subject = area
        return subject, peel(text, Span(cut[1], span.end), tokens)
    return None, span


def before_contrast(span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """商场|则收租: who stands before 则 and 却, and the verb behind it."""
    for token in tokens.within(span):
        if token.text in _CONTRASTS and token.start - span.start >= _NAMED and token.end < span.end:
            left = Span(span.start, token.start)
            inside = tokens.within(left)
            if inside and is_noun(inside[-1]) and all(is_noun(word) or word.tag in _BETWEEN for word in inside):
                return left, Span(token.end, span.end)
            break
    return None, span


def _last_cut(pattern: re.Pattern[str], phrase: str, span: Span, tokens: Tokens) -> tuple[int, int] | None:
    """The last match that stands on word boundaries with something behind it."""
    cut = None
    for match in pattern.finditer(phrase):
        start, end = span.start + match.start(), span.start + match.end()
        token = tokens.at(start)
        if end < span.end and token and token.start == start and (token.end <= end):
            behind = tokens.at(end)
            if behind and behind.start == end:
                cut = (start, end)
    return cut


def before_plain_verb(span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """全国铁路发送旅客: the nouns before a plain verb, where the phrase ends in no property word."""
    inside = tokens.within(span)
    for before, token in zip((None, *inside), inside, strict=False):
        said = before is not None and before.tag == "d" and token.end == span.end  # 秋粮已|收获
        plain = token.tag == "v" and len(token.text) > 1 and (said or token.text not in MODIFIERS)
        if plain and not _in_compound(token, inside):
            who = _without_adverbs(Span(span.start, token.start), tokens)
            each = tokens.at(who.end - 1) if len(who) > _NAMED else None
            if each is not None and each.text in _EACH and each.start > span.start:
                return Span(span.start, each.start), Span(each.start, span.end)  # 贫困户|人均自筹
            if len(who) >= _NAMED:
                return who, Span(token.start, span.end)
            break
        if not (is_noun(token) or token.tag in _BETWEEN):
            break
    return None, span


def _in_compound(token: Token, inside: Sequence[Token]) -> bool:
    """晶圆制造材料, 污水处理设备: the verb is part of a name, nouns on both sides."""
    after = [other for other in inside if other.start == token.end]
    return token.text in _IN_NAMES and bool(after) and after[0].tag.startswith("n") and token is not inside[0]


def _without_adverbs(span: Span, tokens: Tokens) -> Span:
    """秋粮已: the name without the adverbs behind it."""
    end = span.end
    for token in reversed(tokens.within(span)):
        if (token.tag != "d" and not never_ends(token)) or token.end != end:
            break
        end = token.start
    return Span(span.start, max(span.start, end))
