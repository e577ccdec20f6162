"""Who counted: sources that the text names for its figures, and how far each reaches (to the end of its sentence)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_CUE = alternation("context.source_cue")
_NOUN = alternation("context.source_noun")
_VERB = alternation("context.source_verb")
_NAME = r"[^,，。;；:：\n\t!?！？]{1,30}?"
_CITED = re.compile(
    rf"(?:{_CUE})(?!此)(?P<name>{_NAME})(?:的?(?:最新|官方|公开|发布的|公布的)?(?:{_NOUN})){{0,2}}(?:{_VERB}|[,，:：])"
)
_SHOWS = re.compile(rf"(?P<name>{_NAME}(?:{_NOUN}))(?:{_VERB})")
_SAYS = re.compile(
    r"(?P<name>[^,，。;；:：\n\t\d的对将把在]{2,14}?)(?:预测|预计|估计|统计|公布|通报|更新公布|发布|披露|宣布|表示|称|认为)(?=[^的准模])"
)
_PROPERTY = re.compile(f"(?:{alternation('measures.heads')})$")
_ACTS = re.compile("[将把]")
_FAR = 20
_DELIMITER = re.compile(r"[,，。;；:：\n\t]\s?")
_ORIGIN = re.compile(r"(?:数据|资料)?来源\s?[:：]\s?(?P<name>[^。;；\n\t]{1,40}?)(?=[。;；\n\t]|表\d|图\d|$)")
_NOT_SOURCE = re.compile(
    r"^(?:[其此该]|可比|计划|规定|要求|上述|原|我们|有|不同|比例|市场预期|企业|用户|公司|报告|本报告|规划|目前|初步|并|将|也|会上|为|是否|与|但|而|因此|同时)|^(?:此|可比价格|不变价格|可比口径|不变价|现价|季|月|年)"
)
_TRIM = re.compile(rf"(?:的|最新|官方|公开|发布|公布|更新公布|的数据|{_NOUN})$")
_LEAD = re.compile(r"^(?:据|根据|按照|按|依据|其中|例如|另外|此外|同时)")


@dataclass(frozen=True, slots=True)
class Source:
    """``name`` as printed; it holds for figures between ``reach.start`` and ``reach.end``."""

    name: Span
    reach: Span


def sources(text: str, sentence: Span, tokens: Tokens) -> list[Source]:
    """The sources a sentence names, in order; ``text`` is folded.

    >>> text = "国家统计局数据表明,出货量达1.2亿台"
    >>> [source.name.quote(text) for source in sources(text, Span(0, len(text)), Tokens((), ()))]
    ['国家统计局']
    """
    found: list[Source] = []
    starts = [sentence.start, *(match.end() for match in _DELIMITER.finditer(text, sentence.start, sentence.end))]
    cited = (match for match in _CITED.finditer(text, sentence.start, sentence.end) if _is_cue(match, tokens))
    said = (pattern.match(text, start, sentence.end) for pattern in (_SHOWS, _SAYS) for start in starts)
    for match in [*cited, *(match for match in said if match)]:
        name = _trimmed(text, Span(*match.span("name")), keep=match.re is _SHOWS)
        if name is not None and not any(name.overlaps(other.name) for other in found):
            found.append(Source(name, Span(match.start(), sentence.end)))
    origins = _ORIGIN.finditer(text, sentence.start, sentence.end)
    found.extend(Source(Span(*match.span("name")), sentence) for match in origins)
    return sorted(found, key=lambda source: source.reach.start)


def _is_cue(match: re.Match[str], tokens: Tokens) -> bool:
    """据 and 按 as words of their own, not inside 数据 or 按时."""
    word = tokens.at(match.start())
    return word is not None and word.start == match.start() and not word.tag.startswith("n")


def _trimmed(text: str, name: Span, *, keep: bool) -> Span | None:
    start, end = name.start, name.end
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    quoted = text[start:end]
    if _NOT_SOURCE.match(quoted):
        return None
    dated = keep and re.match(r"\d{4}年", quoted)
    while not dated:
        cut = _TRIM.search(quoted)
        if not cut or cut.start() < 2:
            break
        quoted = quoted[: cut.start()]
    if len(quoted) < 2 or _ACTS.search(quoted) or _PROPERTY.search(quoted):
        return None
    return Span(start, start + len(quoted))


def governing(found: list[Source], position: int) -> Source | None:
    """The last source whose reach holds the position."""
    last = bisect_right(found, position, key=lambda source: source.reach.start)
    return next((source for source in reversed(found[max(0, last - _FAR) : last]) if position < source.reach.end), None)
