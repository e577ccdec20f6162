"""Numbers with a unit that are still no observation: story time, counts of points, bare numbers that measure nothing."""

from __future__ import annotations

import re

from pipeline.model import Quantity
from pipeline.observation.heads import Head
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_DURATION = frozenset(("a", "mo", "wk", "d", "{quarter}"))
_STORY_BEFORE = re.compile(
    r"(?:连续|过去|最近|近|历时|长达|为期|未来|今后|第|前|后|每|首|时隔|持续|达|经过|在|这|历经|隔|再|接下来的?|此后|未满|满|一|用)$"
)
_STORY_BEHIND = re.compile(
    r"(?:来|间|内|里|后|前|以来|时间|之内|之后|之前|期间|底|初|末|期(?!限)|的时间|多来|左右的?时间|蝉联|保持|增长|位居|历史|发展|首)"
)
_DURATION_NOUN = re.compile(
    r"(?:时间|时长|时效|周期|期限|年限|寿命|账期|天数|工期|均|需|耗时|历时|龄|久期|期|时限|缩短至?|延长至?|至|到|降至)$"
)
_SHORT_YEAR = re.compile(r"[12]\d")
_TO_YEAR = frozenset("至到自从在于较比")
_FLOORS = ("楼", "樓", "室")
_ADDRESS = re.compile("电话|传真|邮编|邮政编码|[Tt]el[:：]|[Ff]ax")
_ADDRESS_REACH = 30
# 13价疫苗: the number names the thing.
_NAMING_UNITS = ("价", "價")
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})")
_SCALED = re.compile("[万亿]")
NEVER = frozenset(("story_time", "points", "per", "article", "rating"))
_REFUSED = frozenset(("points", "story_time", "ordinal", "rank", "list_number"))
_INDEX = re.compile(
    r"(?:指数|指标|PMI|点位|率|比|系数|得分|评分|值|数|指|报|收|市盈率|PE|PB|ROE|均价|价|收入|利润|额|量|规模|面积|人口|总数)$",
    re.IGNORECASE,
)


def refusal(text: str, head: Head, tokens: Tokens, *, after_bare: bool) -> str | None:
    """Why the figure is no observation, null where it is one; ``text`` is folded.

    ``after_bare`` says that the figure before had no unit either, so that 预期45.5 goes on about it.
    """
    quantity, predicate = head.figure.quantity, head.predicate
    flagged = _REFUSED.intersection(quantity.flags)
    if flagged:
        return min(flagged)
    number = quantity.number.quote(text)
    if (
        quantity.unit == "a"
        and _SHORT_YEAR.fullmatch(number)
        and text[quantity.span.start - 1 : quantity.span.start] in _TO_YEAR
    ):
        return "year"
    around = text[max(0, quantity.span.start - _ADDRESS_REACH) : quantity.span.end + _ADDRESS_REACH]
    if quantity.unit_text in _FLOORS or (_ADDRESS.search(around) and not quantity.unit_text.startswith(("%", "元"))):
        return "address"
    if len(number) == 1 and not number.isdigit() and ("noun_unit" in quantity.flags or quantity.unit is None):
        return "name"
    if quantity.unit_text in _NAMING_UNITS or _inside_a_word(quantity, tokens):
        return "name"
    words = head.figure.head.quote(text)
    phrase = head.phrase.quote(text).strip("的 ")
    if quantity.unit in _DURATION and predicate.kind == "level" and "age_bracket" not in quantity.flags:
        measured = _DURATION_NOUN.search(phrase) or _DURATION_NOUN.search(words)
        behind = _STORY_BEHIND.match(text, head.figure.tail.start, head.figure.tail.end)
        if not measured and (behind or _STORY_BEFORE.search(words) or not phrase):
            return "story_time"
    if after_bare and (not phrase.strip() or _VERSION.search(phrase)):
        return None
    bare = "bare" in quantity.flags or not (quantity.unit_text or quantity.unit)
    if bare and not (phrase and (_INDEX.search(phrase) or _SCALED.search(quantity.number.quote(text)))):
        return "bare"
    return None


def _inside_a_word(quantity: Quantity, tokens: Tokens) -> bool:
    """日期1帕妥珠单抗: the unit is the beginning of a longer word."""
    last = tokens.at(quantity.span.end - 1)
    return (
        last is not None
        and last.end > quantity.span.end
        and last.start >= quantity.number.end
        and last.tag.startswith(("nr", "nz", "nt", "ns"))
    )
