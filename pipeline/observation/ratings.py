"""The scale of a broker's ratings: 买入:未来6个月内股价涨幅优于基准指数20%以上. Its limits are conditions, each of its rating."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Quantity, Span

_NAMES = (
    "(?:强烈|谨慎|审慎)?(?:推荐|买入|增持|减持|卖出|中性|持有|回避)|强推|[强弱]于大市|跑[赢输]大市|(?:同步|领先|落后|跟随)大市"
    "|超配|标配|低配|看好|看淡|观望"
)
_RATING = re.compile(_NAMES)
# 30%以上为|买入评级: the rating stands behind its limit.
_BEHIND = re.compile(f"(?:以上|以下|之间)?为(?P<rating>{_NAMES})评级")
# What the limits are limits of, and that they are those of a scale at all: 评级标准, 投资评级体系.
_SCALE = re.compile("评级")
_AHEAD = re.compile(
    r"(?:未来|报告日?后的?|发布日?后的?)[^。;]{0,8}?\d{1,2}[^。;\d]{0,6}?(?:个月|周|日)内?|预[测期]未来|相对[^。,]{0,16}?(?:基准|指数|大盘)"
)
_MEASURED = re.compile(
    "(?:股价|个股|行业指数|板块)?(?:绝对|相对)?(?:涨跌幅|涨幅|跌幅|收益率?|回报|表现|变动幅度)|(?:超越|跑赢|跑输|优于|劣于|强于|弱于|介于)[^,。;:%]{1,10}$"
)
# 以…证券的绝对收益为分类标准
_STANDARD = re.compile(
    "(?P<what>(?:绝对|相对)?(?:涨跌幅|涨幅|收益率?|回报|表现))为(?:分类|评价|量化|评级)?(?:标准|基准)"
)
_BOUND = ("以上", "以下", "之间", "以内", "及以", "波动")
_REACH = 70
_SCALE_REACH = 600


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
    behind = _BEHIND.match(text, quantity.span.end)
    if behind is not None:
        standards = [*_STANDARD.finditer(text, max(0, end - 2 * _REACH), end)]
        return Threshold(Span(*behind.span("rating")), Span(*standards[-1].span("what")) if standards else None)
    start = max(0, end - _REACH, *(text.rfind(mark, 0, end) + 1 for mark in ";。\n"))
    ratings = [*_RATING.finditer(text, start, end)]
    if not ratings or not _is_limit(text, quantity):
        return None
    measured = [*_MEASURED.finditer(text, ratings[-1].end(), end)]
    scale = _SCALE.search(text, max(0, end - _SCALE_REACH), ratings[-1].start()) is not None
    if not (measured and scale) and _AHEAD.search(text, start, end) is None:
        return None
    return Threshold(Span(*ratings[-1].span()), Span(*measured[0].span()) if measured else None)


def _is_limit(text: str, quantity: Quantity) -> bool:
    """20%以上, 10%-20%, ±5%之间."""
    return quantity.bound != "exact" or text.startswith(_BOUND, quantity.span.end)
