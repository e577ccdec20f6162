"""One reading for many writings: what the grammars of this room see of a text."""

from __future__ import annotations

import re

from pipeline.text.fold import fold as _fold

# Behind simplification: signs and dashes that mean the same, one character for one.
_ALIKE = str.maketrans({"−": "-", "﹣": "-", "〜": "~", "∼": "~", "～": "~", "﹪": "%", "‐": "-", "‑": "-", "–": "-", "∶": ":", "﹕": ":", "⁄": "/", "∕": "/", "●": "·", "•": "·", "’": "'", "′": "'", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "弍": "二", "弎": "三", "圜": "圆", "纔": "才"})  # fmt: skip


# A full-width comma is punctuation, except between digits where it marks thousands.
_COMMA, _KEPT = "，", "\ue000"
_THOUSANDS = re.compile(f"(?<=[0-9]){_KEPT}(?=[0-9]{{3}}(?![0-9]))")

# A sign and the same currency's name are never both written on one number: $20，300美元 are two.
_APART = re.compile(f"[$€£][0-9]{{1,3}}{_KEPT}(?=[0-9]{{3}} ?[一-鿿]{{0,2}}[元圆镑金])")


def fold(text: str) -> str:
    """The text in half width and simplified characters, as long as it was: every offset holds in both.

    Circled numbers and superscripts stay what they are; a normal form would make 23亿元 of ``②3亿元`` and 108 of ``10⁸``.

    >>> fold("１，２３４．５萬％"), fold("②3亿元"), fold("10⁸")
    ('1,234.5万%', '②3亿元', '10⁸')
    >>> fold("收入１，２００元，增长3%")
    '收入1,200元，增长3%'
    """
    kept = _fold(text.replace(_COMMA, _KEPT)).translate(_ALIKE)
    kept = _APART.sub(lambda found: found.group()[:-1] + _COMMA, kept)
    return _THOUSANDS.sub(",", kept).replace(_KEPT, _COMMA)
