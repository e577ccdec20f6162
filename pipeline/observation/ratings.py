"""The scale of a broker's ratings: 买入:未来6个月内股价涨幅优于基准指数20%以上. Its limits are conditions, each of its rating."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Quantity, Span

_SCALE = re.compile(
    r"(?:未来|报告日?后的?|发布日?后的?)[^。;]{0,8}?\d{1,2}[^。;\d]{0,6}?(?:个月|周|日)内?[^。]{0,40}?(?:基准|指数|大盘|市场)"
    r"|(?:分析师)?预[测期]未来[^。;]{0,8}?(?:股价|[涨跌]{1,2}幅|收益)"
    r"|相对[^。,]{0,16}?(?:基准|指数|大盘)[^。,]{0,6}(?:[涨跌]幅|收益)"
)
_RATING = re.compile(
    "(?:强烈|谨慎|审慎)?(?:推荐|买入|增持|减持|卖出|中性|持有|回避)|强推|[强弱]于大市|跑[赢输]大市|同步大市"
)
_MEASURED = re.compile(
    "(?:股价|行业指数|板块)?(?:相对)?(?:涨跌幅|涨幅|跌幅|收益率?|表现)|(?:超越|跑赢|跑输|优于|劣于|强于|弱于|介于)[^,。;:%]{1,10}$"
)
_BOUND = ("以上", "以下", "之间", "以内")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Threshold:
    """The limit of a rating: its name, and what is measured against the limit, null where the words do not say."""

    rating: Span
    metric: Span | None


def threshold(text: str, quantity: Quantity) -> Threshold | None:
    """The rating that a percentage limits; null for every other figure. ``text`` is folded."""
    if quantity.unit != "%":
        return None
    end = quantity.span.start
    start = max(0, end - _REACH, *(text.rfind(mark, 0, end) + 1 for mark in ";。\n"))
    bounded = quantity.bound != "exact" or text[quantity.span.end : quantity.span.end + 2] in _BOUND
    ratings = [*_RATING.finditer(text, start, end)]
    if not bounded or not ratings or _SCALE.search(text, start, end) is None:
        return None
    measured = [*_MEASURED.finditer(text, ratings[-1].end(), end)]
    return Threshold(Span(*ratings[-1].span()), Span(*measured[0].span()) if measured else None)
