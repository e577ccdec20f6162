"""A numeral with the unit behind it or in front, and what is said behind the unit: 三块四, 一吨半."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.model import Skipped, Span
from pipeline.quantity import names, shares, spoken, units, words
from pipeline.quantity.found import Found
from pipeline.quantity.measured import with_unit
from pipeline.quantity.numerals import Numeral
from pipeline.quantity.source import Source

_UNIT_HALF = re.compile(r"[个個] {0,2}半|半")
_UNIT_MORE = re.compile(r"[个個]多(?=月|小时|钟头|星期|礼拜|世纪|季度|百分点|工作日)")


def plain(source: Source, number: Numeral) -> Found | Skipped | None:
    """The number with its sign and unit, or passed over where it is a name, a year, a part of a word or of a broken table."""
    if reason := names.glued(source, number):
        return Skipped(Span(number.start, max(number.end, names.name_end(source, number.end))), reason)
    if found := shares.tenths(source, number) or spoken.unit_first(source, number):
        return found
    number, unit = _unit_behind(source, number)
    if passed := unit and _passed_over(source, number, unit):
        return passed
    if not number.ascii and words.refuse(source, number, unit):
        return Skipped(Span(number.start, number.end), "word")
    return with_unit(source, number, unit)


def _unit_behind(source: Source, number: Numeral) -> tuple[Numeral, units.UnitMatch | None]:
    """The number with what stands between it and its unit, and the unit: 一个半小时, 三个多月, 500+家."""
    folded = source.folded
    whole = number.value == number.value.to_integral_value()
    half = _half_between(source, number)
    number = _more_between(source, half or number)
    unit = units.after(folded, number.end, source.tokens, whole=whole and half is None)
    if unit is None and folded.startswith("+", number.end) and number.ascii:
        unit = units.after(folded, number.end + 1, source.tokens, whole=whole)
        if unit:
            number = replace(number, end=number.end + 1, more=True)
    if unit and unit.code == "{big_kind}" and (number.ascii or number.value > 20):
        # 10大行业: 大 only says what kind of 行业 is counted.
        unit = None
    return number, unit


def _passed_over(source: Source, number: Numeral, unit: units.UnitMatch) -> Skipped | None:
    """The number with its unit where both are a year, a name, the head of a table or several cells in one."""
    plain_digits = number.ascii and not number.scaled
    if (plain_digits and unit.code == "a" and number.value >= 10000) or names.short_year(source, number, unit):
        return Skipped(Span(number.start, unit.end), "year")
    if unit.code == "{country}" and names.behind_place(source, number):
        return Skipped(Span(number.start, unit.end), "name")
    if plain_digits and unit.noun and names.behind_name(source, number.start):
        return Skipped(Span(number.start, number.end), "name")
    if plain_digits and names.run_into(source, number, unit):
        return Skipped(Span(number.start, unit.end), "run_together")
    if names.head_of_table(source, number, unit):
        return Skipped(Span(number.start, unit.end), "table_head")
    if names.yearish(source, number) and (unit.noun or source.folded[unit.start] == "年"):
        return Skipped(Span(number.start, number.end), "year")
    return None


def _half_between(source: Source, number: Numeral) -> Numeral | None:
    """一个半小时, 五分半钟: the half stands in front of the unit."""
    folded = source.folded
    found = _UNIT_HALF.match(folded, number.end)
    if not found or (number.scaled and number.scale > 10):
        return None
    if found.group() == "半":
        return None
    if not units.after(folded, found.end(), source.tokens, whole=False):
        return None
    return replace(number, end=found.end(), value=number.value + Decimal("0.5"))


def _more_between(source: Source, number: Numeral) -> Numeral:
    """三个多月, 两个多小时: 多 stands between the counting word and the unit."""
    found = _UNIT_MORE.match(source.folded, number.end)
    if not found or not units.after(source.folded, found.end(), source.tokens, whole=True):
        return number
    return replace(number, end=found.end(), more=True)
