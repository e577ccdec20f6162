"""Where the property begins in ``who + property``: its last word, the modifiers in front, and the property that a share is of."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.codes import property_surfaces
from pipeline.observation.phrases.modifiers import composed, longest_before
from pipeline.observation.phrases.standing import is_noun, names_somebody, stands_alone
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

_HEADS = frozenset((*words("measures.heads"), *property_surfaces(alternation("context.holders"))))
_LONGEST = max(map(len, _HEADS))
# A property word of so many characters may be the end of a longer word (坏账|率); a longer one stands for itself.
_SHORT = 2
_CROPS = frozenset(words("context.crops"))
# 归属于股东的净利润, 扣除…的利润: of which part it is, which all belongs to the property.
_ATTRIBUTED = re.compile(
    r"(?:归属于?|扣除|扣非|(?:母公司|本公司|公司|权益)?(?:股东|拥有人|持有人)应占)[^,。;]{0,20}的?$"
)
# 单店|销量, 次日|留存率: of what or when the property is taken.
_EACH = re.compile("单.|每.|.均$|次日|首日|当日|全天|次月")
# Tags of words that belong to the property; in front of one of a single character verbs do too: 收缴|率.
_DESCRIBES = ("b", "a", "an", "f")
_DESCRIBES_SHORT = ("b", "vn", "a", "an", "f", "v")
_OF_PROPERTY = re.compile(
    r"(?:同比|环比)?(?:年均|年)?(?:复合)?(?:年均)?(?:增速|增长率|成长率|增幅|涨幅|降幅|跌幅|CAGR)(?:\([A-Za-z]{2,8}\))?|占比|比重|份额"
)
# 粮食价格|涨幅: it is the price that rises, so that it is who.
_PRICES = ("价格", "指数")
# 人民币|汇率: the currency is who.
_PARITIES = ("汇率", "汇价")
# 事业单位|贷款: bodies, and not what each is measured by.
_BODIES = re.compile(r"[业政关人)]单位$")
_BODY = 3
# 护理型|床位: what kind, and nobody.
_KIND = re.compile("[型类式性级]$")

# 每股收益|(EPS), EPS| 预测: the property's own abbreviation, and which version of it is meant.
_BEHIND_PROPERTY = re.compile(r"(?<=.)\([A-Za-z]{2,8}\)$|(?<=[A-Za-z]) ?(?:预测|预期|预估)$")
# 出货量|指引: what is said of a property ahead of its time belongs to it.
_AHEAD = re.compile("(?:业绩)?指引$")


def head_word(text: str, span: Span, longest: int = _LONGEST) -> int | None:
    """Where the property word that ends the phrase begins, at most ``longest`` characters long; null where none does.

    >>> head_word("中国粮食总产量", Span(0, 7))
    4
    """
    sizes = range(min(longest, len(span)), 0, -1)
    size = next((n for n in sizes if text[span.end - n : span.end] in _HEADS), 0)
    return span.end - size if size else None


def metric_start(text: str, span: Span, tokens: Tokens) -> int | None:
    """Where the property begins in ``who + property``; null where the phrase ends in no known property word.

    The longest word that leaves a name in front, or nothing: 联合贷款|规模 rather than 联合|贷款规模.
    """
    behind = _BEHIND_PROPERTY.search(text, span.start, span.end)
    if behind is not None:
        return metric_start(text, Span(span.start, behind.start()), tokens)
    ahead = _AHEAD.search(text, span.start + 1, span.end)
    if ahead is not None and (start := metric_start(text, Span(span.start, ahead.start()), tokens)) is not None:
        return start
    longest = _LONGEST
    first: int | None = None
    while (head := head_word(text, span, longest)) is not None:
        start = _with_modifiers(text, span, head, tokens)
        first = start if first is None else first
        if start == span.start or names_somebody(text, Span(span.start, start), tokens):
            return start
        longest = span.end - head - 1
    return first


def with_property(text: str, front: Span, end: int, tokens: Tokens) -> int:
    """批签发|占比, 销售额|复合增速: a share or growth takes in the property that it is of, where somebody is left in front."""
    if not is_of_property(text, Span(front.end, end)) or text[front.end - 2 : front.end] in _PRICES:
        return front.end
    at = front.end - (text[front.end - 1 : front.end] == "的")
    start = metric_start(text, Span(front.start, at), tokens)
    if start is None:
        return front.end
    left = Span(front.start, start)
    if len(left) and (_KIND.search(text, left.start, left.end) or not stands_alone(text, left, tokens)):
        return front.end
    return start


def is_of_property(text: str, span: Span) -> bool:
    """A share or a growth, which is of another property: 占比, 复合增速, CAGR."""
    return _OF_PROPERTY.fullmatch(text, span.start, span.end) is not None


def _with_modifiers(text: str, span: Span, start: int, tokens: Tokens) -> int:
    """The start of the property with the modifiers in front of its word: 年平均|气温."""
    size = span.end - start
    attributed = _ATTRIBUTED.search(text, span.start, start)
    if attributed:
        return attributed.start()
    covering = tokens.at(start)
    if covering and covering.start < start and covering.start >= span.start and size <= _SHORT:
        start = start if text[covering.start : start] in _CROPS else covering.start
    ends = {token.end: token for token in tokens.within(Span(span.start, start))}
    while start > span.start:
        if _BODIES.match(text, max(span.start, start - _BODY), start):
            break
        longer = longest_before(text, span.start, start, tokens)
        if longer is not None and text[longer:start] == "人民币" and text[span.end - 2 : span.end] in _PARITIES:
            break
        token = ends.get(start)
        if longer is not None:
            start = longer
        elif token is not None and ((start == span.end - 1 and is_noun(token)) or _describes(token, size)):
            start = token.start
        else:
            break
    return start


def _describes(token: Token, size: int) -> bool:
    """The word belongs to a property whose own word is ``size`` characters long."""
    return (
        _EACH.match(token.text) is not None
        or composed(token.text)
        or token.tag in (_DESCRIBES_SHORT if size == 1 else _DESCRIBES)
        or token.text[-1] in "性化"
    )
