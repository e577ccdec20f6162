"""Numbers that are names, and characters of numerals that are parts of words."""

from __future__ import annotations

import re
from functools import cache

from pipeline.quantity import units
from pipeline.quantity.numerals import CHINESE_CLASS, Numeral
from pipeline.quantity.source import Source
from pipeline.vocabulary import numerals
from pipeline.vocabulary import units as declared_units

_UNIT_DASH = re.compile(r"[0-9][A-Za-z]{1,4}-$")
_RANGE_AHEAD = re.compile(rf" ?[-~至到—] ?[0-9{CHINESE_CLASS}]")
_CAPTION = re.compile(r"[(:/为以\[\n\t]$|位:? $")
_HAN = re.compile(r"[一-鿿]")
_FINANCIAL = numerals().financial
_YEARISH = re.compile(r"(?:19[4-9]|20[0-4])[0-9]$")
_SHORT_YEAR = re.compile(r"(?<![0-9.,])(?:1[5-9]|2[0-9])年")
_DATED = re.compile(
    r"[0-9A-Z/]|[-~至到](?:1[5-9]|2[0-9])年|(?![期来的以左间内后前限之多历寿经工时龄租质年]|延长|缩短|缩至|升至|降至|提高到|减至|增至)[一-鿿]"
)
_DATING = frozenset({"获", "曾获", "荣获"})
_LASTING = re.compile(r"[期龄史命限近约超满逾达共]$|专利|合同|时间|经验|寿命|其后|此后|过往|过去|未来|全程")
# 063个月 is a cell run into the next one.
_PADDED = re.compile(r"0[0-9]{1,3}(?![0-9.,])")
_LETTER = re.compile(r"[A-Za-z]")
_NUMERIC_TAGS = ("m", "q", "t")


def name_end(source: Source, end: int) -> int:
    """Where the Latin letters and digits end that touch a number at ``end``."""
    while (
        end < len(source.folded)
        and source.folded[end].isascii()
        and (source.folded[end].isalnum() or source.folded[end] in "-.")
    ):
        end += 1
    return end


def glued(source: Source, number: Numeral) -> str | None:
    """Why an ASCII number that touches Latin letters is a name; null where it is none."""
    if not number.ascii:
        return None
    folded, start = source.folded, number.start
    before = folded[start - 1 : start]
    after = folded[number.end : number.end + 1]
    digits = sum(char.isdecimal() for char in folded[number.start : number.end])
    if after and _LETTER.match(after):
        unit = units.after(folded, number.end, source.tokens, whole=True)
        if unit is None or unit.start != number.end:
            return "name"
    if _PADDED.match(folded, start) and folded[number.end : number.end + 1] not in {"月", "日"}:
        return "code"
    if (digits > 4 and folded[start] == "0" and folded[start + 1 : start + 2] != ".") or digits > 25:
        return "code"
    plain = "," not in folded[number.start : number.end] and "." not in folded[number.start : number.end]
    if (
        digits > 8
        and plain
        and not number.scaled
        and units.after(folded, number.end, source.tokens, whole=True) is None
    ):
        return "code"
    if before == "-" and start > 1:
        if _LETTER.match(folded[start - 2]) and not _UNIT_DASH.search(folded, max(0, start - 8), start):
            return "name" if not _measured(source, number, start - 1) else None
    elif before and _LETTER.match(before) and not units.before(folded, start):
        return None if _measured(source, number, start) else "name"
    if before in {"_", "#", "№"}:
        return "name"
    return None


def _measured(source: Source, number: Numeral, start: int) -> bool:
    """CAGR15%, EPS0.35元: an acronym of two letters and more in front of a share, a price or a multiple."""
    letters = start
    while letters > 0 and start - letters < 12 and _LETTER.match(source.folded[letters - 1]):
        letters -= 1
    unit = units.after(source.folded, number.end, source.tokens, whole=True)
    if start - letters < 2:
        return False
    if unit is None:
        return number.scaled and source.folded[number.end - 1] in "万亿千百"
    return unit.code is not None and (
        unit.compound or unit.code.split("/")[0] in {"%", "{pp}", "{bp}", "1", "CNY", "USD", "HKD"} or number.scaled
    )


def run_into(source: Source, number: Numeral, unit: units.UnitMatch) -> bool:
    """Figures of a broken table that became one: more digits in front of a share or a noun than any has."""
    digits = source.folded[number.start : number.end]
    if "," in digits or " " in digits:
        return False
    whole = len(digits.partition(".")[0])
    named = bool(number.start) and bool(_LETTER.match(source.folded[number.start - 1])) and whole > 3
    return (unit.code == "%" and (named or whole > 5 or len(digits) > 12)) or (unit.noun and whole > 7)


def head_of_table(source: Source, number: Numeral, unit: units.UnitMatch) -> bool:
    """（10亿美元） and （十亿美元，%） are units of a table."""
    closing = source.folded[unit.end : unit.end + 1]
    return (
        bool(closing)
        and closing in "),，、/"
        and source.folded[number.start - 1 : number.start] == "("
        and source.folded[number.start : number.end] in {"10亿", "十亿"}
    )


def apart(source: Source, start: int) -> bool:
    """True where no word of several characters runs over the beginning of the number."""
    at = source.tokens.index(start)
    return source.tokens.starts[at] == start or source.folded[start - 1] in "约近超达多少高低"


def behind_name(source: Source, start: int) -> bool:
    """沪深300行业: a number that ends a name does not count the noun behind it."""
    if not start or not _HAN.match(source.folded[start - 1]):
        return False
    at = source.tokens.index(start - 1)
    return source.tokens.tags[at] in {"nz", "nr", "nt", "j", "nrt"} and len(source.tokens.words[at]) > 1


def behind_place(source: Source, number: Numeral) -> bool:
    """欧洲五国, 东盟十国: a number in characters that touches a place is part of its name."""
    if number.ascii or not number.start:
        return False
    return source.tokens.tags[source.tokens.index(number.start - 1)].startswith(("ns", "nt", "nz", "j"))


def yearish(source: Source, number: Numeral) -> bool:
    """True for four digits that are a year of our time."""
    return number.ascii and not number.more and bool(_YEARISH.match(source.folded[number.start : number.end]))


def short_year(source: Source, number: Numeral, unit: units.UnitMatch) -> bool:
    """公司17年采浆, （16年在: two digits of our time behind a noun or a mark, and not what tells a run of time."""
    folded = source.folded
    if unit.code != "a" or folded[unit.start : unit.end] != "年" or not _SHORT_YEAR.match(folded, number.start):
        return False
    if not _DATED.match(folded, unit.end):
        return False
    if not number.start or folded[number.start - 1] in "(,，、。;:\n":
        return True
    at = source.tokens.index(number.start - 1)
    word, tag = source.tokens.words[at], source.tokens.tags[at]
    return (tag.startswith(("n", "c", "f", "b", "m", "p")) or word in _DATING) and not _LASTING.search(word)


@cache
def nouns() -> frozenset[str]:
    """Counted nouns of two characters and more; 亿万观众 and 千兆用户 count nothing."""
    return frozenset(
        surface for unit in declared_units() if unit.system == "count" for surface in unit.surfaces if len(surface) > 1
    )
