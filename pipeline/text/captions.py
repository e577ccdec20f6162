"""Captions, sources of charts and bullets that stand in the middle of running text, as converted broker reports have them.

A page of such a report became one line: 增长5%。图6:甲的销量资料来源:乙,丙证券研究所■甲:2019年…. Each of these begins or ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: 图6:, 图表 20, 表1-2; not 如图6 and 见表2, which point to one.
CAPTION = re.compile(
    r"(?<![见如由从在与和及、中附左右上下该此(（])(?:图表|图|表)\s?\d{1,3}(?:[-.]\d{1,2})?\s?(?:[:：]|(?=[^\d\s,，。、;；)）中显示所为是的至]))"
)
# The names behind 来源, up to the broker that drew the chart.
_SOURCE = re.compile(
    r"(?:资料|数据)来源\s?[:：]\s?(?:[^，,、。；;：:\n]{1,24}[，,、]\s?){0,6}?[^，,、。；;：:\n]{0,12}?(?:证券|期货)(?:股份有限公司)?(?:经济)?(?:研究所|研究院|研究中心|研发中心|研究部)?(?:整理|测算|绘制)?"
)
# …维持买入评级|公司1-9M20营收: the opinion that closes a note on a company.
_RATING = re.compile(
    r"(?:维持|给予|上调|下调|重申|首次覆盖)[^,，。;；]{0,14}?评级(?=[一-鿿\d])(?![的为至及和与在后中上下])"
)
_BULLET = re.compile("[■●◆▲►➢➤▶◎★•\uf000-\uf0ff]")

# The dots of a table of contents, with the page behind them.
_LEADERS = re.compile(r"[.·…]{4,}\s?\d{0,3}")


def cuts(text: str) -> Iterator[int]:
    """Where a sentence ends at a caption, behind a chart's source, a rating or the dots of a table of contents, or before a bullet."""
    for pattern in (CAPTION, _BULLET):
        yield from (match.start() for match in pattern.finditer(text))
    for pattern in (_SOURCE, _RATING, _LEADERS):
        yield from (match.end() for match in pattern.finditer(text))
