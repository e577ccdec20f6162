"""Which coded property of ``schemas/vocabulary/metrics.yml`` a metric phrase names, so that reports can be joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.declarations import read
from pipeline.errors import DeclarationError
from pipeline.observation.words import words
from pipeline.text.fold import fold

_FILE = "vocabulary/metrics.yml"
# What stands in front of a property without changing what is measured.
_NEUTRAL = (
    "累计",
    "合计",
    "全年",
    "年度",
    "本期",
    "当期",
    "期末",
    "实现",
    "完成",
    "整体",
    "行业",
    "相关",
    "总计",
    "单月",
    "单季",
    "季度",
    "年",
    "月",
    "日均",
    "同比",
    "环比",
)
_GROWTH = (
    "年均复合增长率",
    "年均复合增速",
    "复合年均增速",
    "复合年增长率",
    "复合年均增长率",
    "年化增速",
    "年均增速",
    "年均增长率",
    "平均增速",
    "增长速度",
    "CAGR",
    "增速",
    "增长率",
    "同比增速",
    "环比增速",
    "复合增速",
    "年复合增速",
    "复合增长率",
    "年复合增长率",
    "增幅",
    "涨幅",
    "降幅",
    "跌幅",
    "同比",
    "增长",
)
# A property may stand behind who or what it is of (云计算|市场规模), but behind these it is another one.
_CHANGES_IT = (
    "新增",
    "人均",
    "户均",
    "单位",
    "平均",
    "净",
    "占",
    "非",
    "未",
    "预",
    "待",
    "应",
    "再",
    "每",
    "单机",
    "单车",
    "单店",
    "单桩",
    "非税",
    "应收",
    "应付",
    "每股",
)
_FREE = "免"
_BRACKET = re.compile(r"[(（][^()（）]{0,12}[)）]")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Code:
    """A measured property: its code, names, the dimensions a level of it may have, and what is plausible.

    ``low`` and ``high`` are inclusive, in base units, null where open. ``up_is_good`` is null where neither is.
    """

    code: str
    label: str
    label_zh: str
    dimensions: tuple[str, ...]
    low: float | None
    high: float | None
    up_is_good: bool | None


@cache
def codes() -> tuple[Code, ...]:
    """All coded properties, in the order of the file. Raises DeclarationError naming a malformed entry."""
    return tuple(_code(name, entry) for name, entry in read(_FILE).items())


def _code(name: str, entry: Any) -> Code:
    try:
        label, label_zh, dimensions, (low, high), good, _ = entry
        return Code(name, label, label_zh, tuple(dimensions), _number(low), _number(high), good)
    except (TypeError, ValueError):
        raise DeclarationError(
            f"schemas/{_FILE}, entry {name}: wants [English, Chinese, dimensions, [low, high], up is good, surfaces]"
        ) from None


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


@cache
def surfaces() -> dict[str, Code]:
    """Every printed form of a coded property. Raises DeclarationError where one names two."""
    found: dict[str, Code] = {}
    for code, entry in zip(codes(), read(_FILE).values(), strict=True):
        for surface in entry[5]:
            if surface in found:
                raise DeclarationError(f"schemas/{_FILE}: {surface} names both {found[surface].code} and {code.code}")
            found[surface] = code
    return found


def property_surfaces(holders: str) -> tuple[str, ...]:
    """The surfaces that name a property alone: no index (CPI is who, not what), none that begins with who has it.

    ``holders`` is an alternation of words such as 居民, whose 居民人均可支配收入 is both.
    """
    held = re.compile(f"(?:{holders})")
    return tuple(
        surface for surface, code in surfaces().items() if "index" not in code.dimensions and not held.match(surface)
    )


@lru_cache(maxsize=4096)
def code_of(metric: str | None) -> Code | None:
    """The property that a metric phrase names; null rather than a wrong one.

    >>> code_of("累计营业收入").label_zh, code_of("營收增速").code
    ('营业收入', 'revenue')
    >>> code_of("新增用户"), code_of("占网民总数")
    (None, None)
    """
    phrase = fold(metric or "").strip(" 的")
    if not phrase or (phrase.startswith("占") and phrase != "占比"):
        return None
    known = surfaces()
    for growth in sorted(_GROWTH, key=len, reverse=True):
        if phrase.endswith(growth) and len(phrase) > len(growth) and phrase not in known:
            phrase = phrase.removesuffix(growth)
            break
    while phrase not in known:
        neutral = next((word for word in _NEUTRAL if phrase.startswith(word) and len(phrase) > len(word)), None)
        if neutral is None:
            break
        phrase = phrase.removeprefix(neutral)
    return known.get(phrase) or _ending(phrase, known)


def is_growth(metric: str | None) -> bool:
    """增速, CAGR, 同比增长率: a growth rate that does not say of what."""
    phrase = _BRACKET.sub("", fold(metric or "")).strip(" 的年").removeprefix("修订").removeprefix("修正后")
    return bool(phrase) and phrase in {
        *_GROWTH,
        *words("change.rate_up"),
        *words("change.rate_down"),
    }


def _ending(phrase: str, surfaces: dict[str, Code]) -> Code | None:
    """The longest surface that ends the phrase, where what stands in front only says of what."""
    for start in range(1, len(phrase) - _LEAST + 1):
        code = surfaces.get(phrase[start:])
        if code is None:
            continue
        front = phrase[:start]
        changed = front == _FREE or front.endswith(_CHANGES_IT)
        return None if changed else code
    return None
