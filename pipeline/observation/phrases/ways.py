"""Who stands before a time, before 的, and before the property."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span
from pipeline.observation.periods import mentions
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.phrases.properties import head_word, is_of_property, metric_start, with_property
from pipeline.observation.phrases.standing import is_noun
from pipeline.observation.phrases.verbs import before_plain_verb
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

# 归属于上市公司股东的|净利润: part of the property's name, and nobody.
_PART_OF_NAME = re.compile("归属|归母|扣除|扣非")
# 某平台|通过…, 企业|在改革中: what is said of who.
_MORPHEMES = ("zg", "ng", "ag")
_MIDDLE = re.compile("(?:在|于|对于|对|通过|基于|针对|围绕|关于|从|由|因)[^,。;]{2,}$|在[华美欧日韩英港台]$")
# Words of these tags make a clause of what stands before 的, and no name.
_CLAUSE = ("v", "p", "d")
_DONE_THERE = frozenset(words("context.done_there"))
_PEOPLE = re.compile(f"(?:{alternation('context.people')})$")
_JOINS = "和与及、"
# 耳戴设备|占比: no deed, whatever the tagger makes of the first word.
_SHARE_END = re.compile("(?:占比|比重|份额|(?<!增长)率)$")


# What a name is called for short: 公共服务事业群(PBG).
_ABBREVIATED = re.compile(r"\([^()]{1,16}\)$")


def before_time(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """某公司2021年营业收入: a time inside the phrase parts who from what; 批签发2008-2019年CAGR is of the property in front."""
    for mention in mentions(text, span):
        if span.start < mention.span.start and mention.span.end < span.end:
            left = peel(text, Span(span.start, mention.span.start), tokens)
            right = peel(text, Span(mention.span.end, span.end), tokens)
            named = _ABBREVIATED.search(text, left.start, left.end)
            inside = tokens.within(Span(left.start, named.start()) if named else left)
            if len(left) > 1 and len(right) > 1 and _ends_in_noun(inside):
                start = metric_start(text, left, tokens) if is_of_property(text, right) else None
                if start is not None and start > left.start:
                    return Span(left.start, start), Span(start, left.end)
                return left, right
    return None, span


def _ends_in_noun(inside: Sequence[Token]) -> bool:
    """The last word is a noun, a morpheme behind one (新能源|车), or the only one (a name, whatever the tagger makes of it)."""
    if not inside or is_noun(inside[-1]) or (len(inside) == 1 and inside[0].tag == "a"):
        return bool(inside)
    return len(inside) > 1 and inside[-1].tag in _MORPHEMES and is_noun(inside[-2])


def before_particle(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """X的Y with a property word at the end: X is who, Y the property."""
    cut = text.rfind("的", span.start, span.end)
    if cut <= span.start or span.end - cut < 3:
        return None, span
    if metric_start(text, span, tokens) is None:
        return None, span
    left = Span(span.start, cut)
    if _PART_OF_NAME.match(text, left.start):
        return None, span
    middle = without_middle(text, left, tokens)
    if middle is not None and len(middle) < len(left):
        return middle, Span(cut + 1, span.end)
    inside = tokens.within(left)
    if not inside or any(token.tag in _CLAUSE for token in inside):
        return None, span
    return left, Span(cut + 1, span.end)


def before_property(text: str, span: Span, area: Span | None, tokens: Tokens) -> tuple[Span | None, Span]:
    """粮食|总产量: who stands before the property; without one, before a plain verb (全国铁路|发送旅客).

    Nobody where a verb opens the phrase (提供|贷款余额), unless people stand before the property.
    """
    start = metric_start(text, span, tokens)
    if start is not None:
        start = with_property(text, Span(span.start, start), span.end, tokens)
    held = start is not None and _PEOPLE.search(text, span.start, start) is not None
    if not held and _acts(text, span, area, tokens):
        return None, span
    if start is None:
        return before_plain_verb(span, tokens)
    joined = span.start < start and _joins(text, start - 1, tokens)
    if joined and text[start - 1] != "、":
        bare = head_word(text, span)  # 备品备件及服务|收入: the last of several names, and no modifier of the property
        named = bare is not None and bare > start and metric_start(text, Span(span.start, bare), tokens) is None
        start = bare if named and bare is not None else start
        joined = _joins(text, start - 1, tokens)
    if span.start < start and not joined:
        return peel(text, Span(span.start, start), tokens), Span(start, span.end)
    return None, span


def _joins(text: str, at: int, tokens: Tokens) -> bool:
    """The character is a joint, and not the last of a name: 养天|和."""
    if text[at] not in _JOINS:
        return False
    token = tokens.at(at)
    return token is None or len(token.text) == 1


def _acts(text: str, span: Span, area: Span | None, tokens: Tokens) -> bool:
    """A verb opens the phrase; behind a place only one of what was done there: 全省|新增病例."""
    first = tokens.at(span.start)
    if first is None or (area is not None and first.text not in _DONE_THERE):
        return False
    opens = first.tag == "v" and len(first.text) > 1 and first.end < span.end
    return opens and not _SHARE_END.search(text, span.start, span.end)


def without_middle(text: str, subject: Span, tokens: Tokens) -> Span | None:
    """The subject before 在…, 通过… and the like, without a time behind it; null where nothing is left."""
    subject = peel(text, subject, tokens)
    match = _MIDDLE.search(text, subject.start, subject.end)
    if match and match.start() > subject.start:
        token = tokens.at(match.start())
        if token and token.start == match.start():
            subject = Span(subject.start, match.start())
    end = subject.end
    if text[end - 1 : end] == ")":
        end = max(text.rfind("(", subject.start, end), subject.start)
    if text[end - 1 : end] == "等":
        return None
    return Span(subject.start, end) if end > subject.start else None
