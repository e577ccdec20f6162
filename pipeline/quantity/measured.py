"""A number with its sign, the units in front of it and behind, and what is said behind the unit: 三块四, 一吨半."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantity import signs, units
from pipeline.quantity.found import Found
from pipeline.quantity.numerals import CHINESE_CLASS, DIGIT_CLASS, Numeral
from pipeline.quantity.source import Source
from pipeline.vocabulary import numerals

_HALF_TAIL = re.compile(r" ?半(?!导|径|衰|球|岛|成|年|数|场|路|天|自|封|山|夜|价|个|小)")
_SPOKEN = re.compile(rf"零?([{DIGIT_CLASS}])(?![{CHINESE_CLASS}]|点|[个個](?!半)|[年月天日家种类项次位名方])")
_SPOKEN_ASCII = re.compile(r"[1-9](?![0-9.,一-鿿%A-Za-z])|[1-9](?=[，。的/一])")
_SPOKEN_UNITS = frozenset({"块", "米", "斤", "尺", "丈", "毛", "毫", "角", "蚊", "公尺", "两"})
_HAN = re.compile(r"[一-鿿]")


def with_unit(source: Source, number: Numeral, unit: units.UnitMatch | None) -> Found:
    """The number with its sign and the units behind it and in front; the span holds all of them."""
    folded = source.folded
    sign_start, sign = signs.sign(source, number.start)
    start = sign_start
    prefix = units.before(folded, sign_start)
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
