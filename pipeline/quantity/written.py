"""The pieces that the patterns of excluded numbers are made of, and how a reason states its patterns."""

from __future__ import annotations

from typing import Literal, NamedTuple

NUM = r"[零〇一二三四五六七八九十百千两0-9]"
CN = r"[零〇一二三四五六七八九十]"
DASH = r"[-~—至到]"
YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
# Where 前 or 第 is the end of another word: 此前, 目前, 提前.
NOT_FRONT = r"(?<![此之以目提年日月天期史当])"


First = Literal["digit", "inner_digit", "letter", "other"]


class Excluded(NamedTuple):
    """Alternatives of one reason. ``first`` says what they begin with: looking at one character saves trying them all.

    ``digit`` is the first ASCII digit of a run and ``inner_digit`` a later one, ``letter`` the first Latin letter of a run,
    ``other`` any other character.
    """

    reason: str
    first: tuple[First, ...]
    patterns: tuple[str, ...]
