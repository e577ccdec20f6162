"""Numbers with a unit that are still no observation: story time, counts of points, bare numbers that measure nothing."""

from __future__ import annotations

import re

from pipeline.observation.heads import Head
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
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})")
_SCALED = re.compile("[万亿]")
NEVER = frozenset(("story_time", "points", "per", "article", "rating"))
_REFUSED = frozenset(("points", "story_time", "ordinal", "rank", "list_number"))
_INDEX = re.compile(
    r"(?:指数|指标|PMI|点位|率|比|系数|得分|评分|值|数|指|报|收|市盈率|PE|PB|ROE|均价|价|收入|利润|额|量|规模|面积|人口|总数)$",
    re.IGNORECASE,
)


def refusal(text: str, head: Head, *, after_bare: bool) -> str | None:
    """Why the figure is no observation, null where it is one; ``text`` is folded.

    ``after_bare`` says that the figure before had no unit either, so that 预期45.5 goes on about it.
    """
    quantity, predicate = head.figure.quantity, head.predicate
    flagged = _REFUSED.intersection(quantity.flags)
    if flagged:
        return min(flagged)
    words = head.figure.head.quote(text)
    phrase = head.phrase.quote(text).strip("的 ")
    if quantity.unit in _DURATION and predicate.kind == "level" and "age_bracket" not in quantity.flags:
        measured = _DURATION_NOUN.search(phrase) or _DURATION_NOUN.search(words)
        behind = _STORY_BEHIND.match(text, head.figure.tail.start, head.figure.tail.end)
        if not measured and (behind or _STORY_BEFORE.search(words) or not phrase):
            return "story_time"
    if after_bare and (not phrase.strip() or _VERSION.search(phrase)):
        return None
    if ("bare" in quantity.flags or not (quantity.unit_text or quantity.unit)) and not (
        phrase
        and (
            _INDEX.search(phrase)
            or _SCALED.search(quantity.number.quote(text))
            or predicate.kind in ("change", "arrival")
        )
    ):
        return "bare"
    return None
