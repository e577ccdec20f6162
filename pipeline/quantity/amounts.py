"""A numeral with the unit behind it or in front, and what is said behind the unit: 三块四, 一吨半."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.model import Skipped, Span
from pipeline.quantity import names, shares, signs, spoken, units, words
from pipeline.quantity.found import Found
from pipeline.quantity.numerals import CHINESE_CLASS, DIGIT_CLASS, Numeral
from pipeline.quantity.source import Source
from pipeline.vocabulary import numerals

_HALF_TAIL = re.compile(r" ?半(?!导|径|衰|球|岛|成|年|数|场|路|天|自|封|山|夜|价|个|小)")
_UNIT_HALF = re.compile(r"[个個] {0,2}半|半")
_UNIT_MORE = re.compile(r"[个個]多(?=月|小时|钟头|星期|礼拜|世纪|季度|百分点|工作日)")
_SPOKEN = re.compile(rf"零?([{DIGIT_CLASS}])(?![{CHINESE_CLASS}]|点|[个個](?!半)|[年月天日家种类项次位名方])")
_SPOKEN_ASCII = re.compile(r"[1-9](?![0-9.,一-鿿%A-Za-z])|[1-9](?=[，。的/一])")
_SPOKEN_UNITS = frozenset({"块", "米", "斤", "尺", "丈", "毛", "毫", "角", "蚊", "公尺", "两"})
_HAN = re.compile(r"[一-鿿]")


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


def with_unit(source: Source, number: Numeral, unit: units.UnitMatch | None) -> Found:
    """The number with its sign and the units behind it and in front; the span holds all of them."""
    folded = source.folded
    sign_start, sign = signs.sign(source, number.start)
    start = sign_start
    prefix = units.before(folded, sign_start)
    if prefix is None and sign_start != number.start:
        prefix = None
    if prefix and unit and not _same_money(prefix, unit):
        prefix = None
    end, unit_text, code = number.end, "", None
    flags: set[str] = set()
    if prefix:
        start, unit_text, code = prefix.start, source.text[prefix.start : prefix.end], prefix.code
        inner, inner_sign = signs.sign(source, prefix.start)
        if inner_sign < 0 and sign > 0 and inner == prefix.start - 1 and source.folded[inner] in "-负":
            start, sign = inner, -1
    value, high = number.value, number.high
    if unit:
        end = unit.end
        if not prefix or prefix.code == "CNY":
            unit_text = source.text[unit.start : unit.end].replace("\n", "")
        if not prefix or (unit.compound and prefix.code == "CNY"):
            code = unit.code
        elif prefix.code in {"Cel", "[degF]"}:
            unit_text = source.text[unit.start : unit.end]
        elif prefix.code != "CNY":
            unit_text = source.text[prefix.start : prefix.end]
        if code is None:
            flags.add("unit_unknown")
        if high is None and not number.more:
            end, value = _behind_unit(source, unit, end, value, number)
    flags |= {"some"} if number.some else set()
    flags |= {"implied"} if number.implied else set()
    bound = "at_least" if number.more else "approx" if number.about else None
    up_down = "down" if sign < 0 and value else "up" if start < number.start and folded[sign_start] == "+" else None
    if sign_start < number.start and folded[sign_start] == "±":
        return Found(
            start,
            end,
            number.start,
            number.end,
            -value,
            high=value,
            unit=code,
            unit_text=unit_text,
            ascii=number.ascii,
        )
    return Found(
        start,
        end,
        number.start if start == number.start or prefix else sign_start,
        number.end,
        sign * value,
        high=None if high is None else sign * high,
        scale=number.scale,
        unit=code,
        unit_text=unit_text,
        bound=bound,  # type: ignore[arg-type]
        direction=up_down,  # type: ignore[arg-type]
        ascii=number.ascii,
        flags=frozenset(flags),
    )


def _same_money(prefix: units.UnitMatch, unit: units.UnitMatch) -> bool:
    if unit.code is None:
        return False
    head = unit.code.split("/")[0]
    if prefix.code in {"Cel", "[degF]"}:
        return head in {"deg", "Cel", "[degF]"}
    return head in {prefix.code, "CNY"}


def _behind_unit(
    source: Source, unit: units.UnitMatch, end: int, value: Decimal, number: Numeral
) -> tuple[int, Decimal]:
    """三块四, 一吨半, 七成六: what is said behind the unit counts a part of it."""
    folded = source.folded
    if found := _HALF_TAIL.match(folded, end):
        if unit.code in {"%", "1"} or (number.ascii and not folded[unit.start : unit.end]):
            return end, value
        tail = found.end()
        if folded.startswith("钟", tail) and unit.code in {"min", "h", "{score_point}"}:
            tail += 1
        return tail, value + Decimal("0.5")
    if number.ascii and folded[unit.start : unit.end] == "块" and (tenths := _SPOKEN_ASCII.match(folded, end)):
        return tenths.end(), value + Decimal(tenths.group()) / 10
    if folded[unit.start : unit.end] in _SPOKEN_UNITS and not number.ascii and (found := _SPOKEN.match(folded, end)):
        digit = numerals().digits[found.group(1)] / (10 if found.group().startswith("零") else 1)
        if units.after(folded, found.end(), source.tokens, whole=True) is None or (
            folded[unit.start : unit.end] in {"块", "米", "蚊"}
            and not _HAN.match(folded[found.end() : found.end() + 1] or " ")
        ):
            return found.end(), value + digit / 10
    return end, value
