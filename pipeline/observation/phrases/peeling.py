"""What stands around a noun phrase is peeled off: leads and times in front, times, adverbs and marks behind."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.periods import mentions
from pipeline.observation.phrases.leads import lead, says_when
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

# 截至|2023年末: it goes with the time behind it.
_UNTIL = re.compile("截至目前|截止到|截至到|对比|截至|截止|直到|到了|到|至|自|从|于|在")
# 汽车销量|前值为: which version of the number is meant.
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})[为是]?$")
_VERSION_REACH = 6
_FORECAST = re.compile("预测|预期|预计")  # 此前|预测3.0亿元
# 营收|将于2024年: what leads over to the time behind the phrase.
_TRAILING = re.compile("(?:已?连续|预计|预期|有望|可望|将会?|会|已|仍|也|还|则|在|于|到|至|自|从|由|/|、)+$")
_WITHIN_DAY = re.compile("(?:日内|盘中|早盘|午后|尾盘|一度|短线|早段|午段|尾段|全日|(?:美股|港股)?盘[前后])$")
_WITHIN_DAY_REACH = 4
# 成交额|连续第六日: how often it has been so.
_IN_A_ROW = re.compile(
    r"(?:(?:已?连续|连)第?|(?<=[一-鿿]{2}))[一二三四五六七八九十两几数\d]{1,3}个?(?:交易日|季度|月|年|周|日|天|次|期)$"
)
_ROW_REACH = 10
_ADVERB = re.compile("(?:虽|则|亦|却|仍|均|都|也|惟|拟|将|已|尚)+$")
# Of a name so many characters stay, whatever they look like.
_NAMED = 2
_MARKS = ' \t\n,，:：、;；的了*~-—“"('

# Where a time begins, to where it ends.
Timed = dict[int, int]


def peel(text: str, span: Span, tokens: Tokens | None = None) -> Span:
    """The phrase without leading connectives, times, punctuation and views (从隶属关系看), and trailing marks.

    With ``tokens``, the words of ``text``, a connective of one character is one only as a word of its own: 即 in 即时零售 stays.

    >>> text = "其中,截至2023年末从隶属关系看,中央企业利润的"
    >>> peel(text, Span(0, len(text))).quote(text)
    '中央企业利润'
    """
    if tokens is None:
        return _peeled(text, span, None)
    known = tokens.peeled.get(span)
    if known is None:
        known = tokens.peeled[span] = _peeled(text, span, tokens)
    return known


def _peeled(text: str, span: Span, tokens: Tokens | None) -> Span:
    timed = {mention.span.start: mention.span.end for mention in mentions(text, span)}
    start = _front(text, span, timed, tokens)
    return Span(start, _back(text, start, span.end, timed, tokens))


def _front(text: str, span: Span, timed: Timed, tokens: Tokens | None) -> int:
    """Where the phrase begins behind times and leads; one that is all of it stays, unless it only says when."""
    start, end = span.start, span.end
    while start < end:
        until = _UNTIL.match(text, start, end)
        dated = timed.get(start) or timed.get(until.end() if until else start, 0)
        if start < dated <= end:
            start = dated
            continue
        match = lead(text, start, end, tokens)
        if match is None or match.end() == start or (match.end() >= end and not says_when(text, start, end)):
            break
        start = match.end()
    return start


def _back(text: str, start: int, end: int, timed: Timed, tokens: Tokens | None) -> int:
    """Where the phrase ends before a version, a time, an adverb and marks."""
    version = _VERSION.search(text, max(start, end - _VERSION_REACH), end) or _FORECAST.fullmatch(text, start, end)
    if version and (version.start() == start or not version.group().startswith("预")):
        end = version.start()
    for opened, closed in reversed(timed.items()):
        if start < opened and closed <= end and not text[closed:end].strip(" /、"):
            end = opened
            trailing = _TRAILING.search(text, start + _NAMED, end)
            end = trailing.start() if trailing else end
    within = _WITHIN_DAY.search(text, max(start + _NAMED, end - _WITHIN_DAY_REACH), end)
    end = within.start() if within else end
    row = _IN_A_ROW.search(text, max(start + _NAMED, end - _ROW_REACH), end)
    end = row.start() if row else end
    adverb = _ADVERB.search(text, start + _NAMED, end) if tokens is not None else None
    final = tokens.at(end - 1) if adverb and tokens is not None else None
    end = adverb.start() if adverb and final and final.start >= adverb.start() else end
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return end
