"""One reading for many writings: full width to half width, traditional to simplified, character for character."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    ord("−"): ord("-"),
    ord("–"): ord("-"),
    ord("﹣"): ord("-"),
    ord("％"): ord("%"),
    ord("﹪"): ord("%"),
}


@cache
def _table() -> dict[int, int]:
    """Code point to code point; the first of several simplified forms, as OpenCC's character table ranks them."""
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    simplified = {ord(old): ord(new[0]) for old, new in pairs if len(old) == 1}
    return simplified | _WIDTH


def fold(text: str) -> str:
    """The text for matching: same length, so that every offset holds in both.

    >>> fold("總面積約２１４％，其中")
    '总面积约214%,其中'
    """
    return text.translate(_table())
