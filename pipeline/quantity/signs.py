"""The sign in front of a number: -, −, +, 负, 零下, and where a hyphen is none."""

from __future__ import annotations

import re

from pipeline.quantity.numerals import CHINESE_CLASS
from pipeline.quantity.source import Source

# What a rate of change is called in Latin letters: YoY+33.7%, YoY-1.39pct.
_RATE = re.compile(r"(?<![A-Za-z])(?:[YyQqMm]o[YyQqMm]|YOY|QOQ|MOM)$")
_CELLS = re.compile(r"[\d%] {1,4}-\d[\d,]*(?:\.\d+)?%|[\d%] {1,4}-\d[\d,]*\.\d")
_SIGN = re.compile(r"[-+±负]")


def sign(source: Source, start: int) -> tuple[int, int]:
    """Where the number begins with its sign, and the sign; a hyphen between words or numbers is none."""
    at = start
    while at > 0 and start - at < 2 and source.folded[at - 1] == " ":
        at -= 1
    char = source.folded[at - 1 : at]
    if source.folded.endswith("零下", max(0, at - 2), at):
        return at - 2, -1
    if not char or not _SIGN.match(char) or (char in "-+" and at != start and start - at > 1):
        return start, 1
    before = source.folded[at - 2 : at - 1] if at > 1 else ""
    if char == "负":
        word = source.tokens.span(source.tokens.index(at - 1))
        return (at - 1, -1) if word.start == at - 1 and before not in {"正", "胜", "担", "自"} else (start, 1)
    if before == " " and char == "-" and at == start and _CELLS.search(source.folded, max(0, at - 8), at + 12):
        # 31.9 -11.4%: two cells, where a range would have a blank on both sides or on none.
        return at - 1, -1
    if before == " " and char in "-+":
        before = (
            folded_before if (folded_before := source.folded[max(0, at - 5) : at - 1].rstrip()[-1:]).isalnum() else ""
        )
    if char == "-" and before == "~":
        # -10~-5℃
        return at - 1, -1
    if char in "-+" and _RATE.search(source.folded, max(0, at - 5), at - 1):
        return at - 1, -1 if char == "-" else 1
    if before and ((before.isascii() and before.isalnum()) or before in "%‰)-+~—°℃"):
        return start, 1
    if char == "-" and before and ((before in CHINESE_CLASS and before != "一") or before in "元个年月日时万亿岁天"):
        return start, 1
    return at - 1, -1 if char == "-" else 1
