"""What a change is measured against: 同比, 环比, 年均, 较传统模式, 比上年."""

from __future__ import annotations

import re

from pipeline.model import Comparison, Span
from pipeline.observation.words import alternation

_YOY = re.compile(alternation("change.yoy"))
_POP = re.compile(alternation("change.pop"))
_CAGR = re.compile(alternation("change.cagr"))
_BASE = re.compile(
    r"(?:相较于|相比于|相较|相比|较|(?<![环同可])比(?![重例率值价分])|对比)(?P<base>[^,。;、较比]{1,24})$"
)
_BASE_CLAUSE = re.compile(
    r"(?:^|[,。;])(?:与|同|和|跟|较|比|相较于?|相比于?)(?P<base>[^,。;]{2,24}?)(?:相比|比较|对比|相较|而言)?(?:,|$)"
)
_STANDARD: tuple[tuple[Comparison, re.Pattern[str]], ...] = (
    (
        "yoy",
        re.compile(
            r"^(?:上年|去年|上一年|前一年|上年度|上一年度)(?:同期|末|底|同季|同月|同日)?$|^同期|\d年(?:全年)?同期$"
        ),
    ),
    (
        "pop",
        re.compile(
            r"^(?:上月|上个月|前月|上季度?|上一季度?|上周|前一(?:日|天|周|交易日|季度?|个?月)|前日|上期|上一交易日|上个季度|[一二三四]季度末?|第[一二三四]季度?)$"
        ),
    ),
)
_LED = re.compile(r"^(?:与|同|和|跟|较|比|相较于?|相比于?)")


def comparison_of(phrase: str) -> Comparison | None:
    """The comparison named last in a folded phrase, null where none is."""
    best: tuple[int, Comparison] | None = None
    for comparison, pattern in (("yoy", _YOY), ("pop", _POP), ("cagr", _CAGR)):
        for match in pattern.finditer(phrase):
            if best is None or match.start() > best[0]:
                best = (match.start(), comparison)  # type: ignore[assignment]
    return best[1] if best else None


def kind_of_base(base: str) -> Comparison:
    """``yoy`` for 上年, ``pop`` for 上月 and 上季, else ``base``."""
    return next((comparison for comparison, pattern in _STANDARD if pattern.search(base)), "base")


def base_before(phrase: str) -> tuple[str, int] | None:
    """The base that ends the phrase and where the comparison word stands: 交易效率较传统模式 → 传统模式, 4.

    >>> base_before("交易效率较传统模式")
    ('传统模式', 4)
    """
    match = _BASE.search(phrase)
    return (match["base"].rstrip("的"), match.start()) if match else None


def named_base(comparison_word: str) -> str | None:
    """The base inside a comparison word: 较上年 → 上年; null under a plain 同比."""
    if comparison_word.endswith("比") and not comparison_word.endswith("相比"):
        return None
    rest = _LED.sub("", comparison_word).removesuffix("相比")
    return rest if rest != comparison_word else None


def base_clause(text: str, before: Span) -> str | None:
    """The base that a clause of its own names right before: 与去年同期相比,…."""
    quoted = text[before.start : before.end].rstrip(",")
    match = _BASE_CLAUSE.search(quoted)
    if match and match.end() == len(quoted) and quoted.endswith(("相比", "比较", "对比", "相较")):
        return match["base"].removesuffix("相比").removesuffix("相较")
    return None
