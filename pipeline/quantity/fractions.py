"""Fractions and ratios: 三分之一, 3又1/2, 10万分之19, 1/3, 52.4：47.6."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext

from pipeline.quantity import signs, units
from pipeline.quantity.found import Found
from pipeline.quantity.numerals import CHINESE_CLASS, Numeral, numeral
from pipeline.quantity.source import Source

_PART = re.compile(r" {0,2}分 {0,2}之? {0,2}(负|-)? {0,2}")
_SHARED = re.compile(rf"份([一二两三四五六七八九十]{{1,3}})(?![{CHINESE_CLASS}一-鿿])")
_AND = re.compile(r" {0,2}[又加] {0,2}")
_SLASH = re.compile(r"([0-9]{1,4})/([0-9]{1,8})(?![0-9/%-]|[.,][0-9])")
_MIXED = re.compile(r" ([0-9]{1,4}) ?/ ?([0-9]{1,4})(?![0-9/.,%])")
_RATIO = re.compile(r" ?[:比] ?([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9:.%]|[0-9]| ?[万亿元年月日点时分])")
_USUAL = frozenset({15, 16, 20, 24, 25, 30, 32, 40, 50, 60, 64, 100, 200, 500, 1000, 10000})
_JOINT = re.compile(r" ?[-~至到] ?")
_HAN = re.compile(r"[一-鿿]")
_LETTER = re.compile(r"[A-Za-z]")


def fraction(source: Source, number: Numeral) -> Found | None:
    """三分之一, 3又1/2, 10万分之19, 1/3."""
    if number.ascii and (found := _slash(source, number)):
        return found
    folded = source.folded
    whole: Numeral | None = None
    if not number.scaled and (joined := _joined_slash(source, number)):
        return joined
    if (
        (link := _AND.match(folded, number.end))
        and (below := numeral(folded, link.end()))
        and _PART.match(folded, below.end)
    ):
        whole, number = number, below
    if shared := _shared(source, number):
        return shared
    part = _PART.match(folded, number.end)
    if not part or number.value == 0:
        return None
    if "之" not in part.group() and not (
        len(part.group()) == 1 and number.end - number.start == 1 and folded[part.end() : part.end() + 1] == "一"
    ):
        return None
    top = numeral(folded, part.end())
    if top is None:
        return None
    if (
        "之" not in part.group()
        and units.after(folded, top.end, source.tokens, whole=True) is None
        and _HAN.match(folded[top.end : top.end + 1] or " ")
    ):
        return None
    with localcontext(prec=30):
        value = top.value / number.value * (-1 if part.group(1) else 1)
        high = None if top.high is None else top.high / number.value
        if whole:
            value += whole.value
        if (
            whole is None
            and top.high is None
            and (joint := _JOINT.match(folded, top.end))
            and (upper := numeral(folded, joint.end()))
            and upper.value > top.value
        ):
            high, top = upper.value / number.value, replace(upper, more=False)
    unit = units.after(folded, top.end, source.tokens, whole=True)
    if unit and high is None and (unit.code is None or unit.code[0] in "{1%" or unit.noun):
        unit = None
    first = whole.start if whole else number.start
    start, sign = signs.sign(source, first)
    if sign < 0 and part.group(1):
        value = abs(value) * -1
    end = unit.end if unit else top.end
    unit_text = source.text[unit.start : unit.end] if unit else ""
    return Found(start, end, start, top.end, sign * value, high=high, unit=unit.code if unit else "1", unit_text=unit_text, complete=True,
                 bound="at_least" if top.more else None, direction="down" if sign * value < 0 else None)  # fmt: skip


def _shared(source: Source, number: Numeral) -> Found | None:
    """二份一, 十份十一: the spoken fraction of the south, between no other characters."""
    found = _SHARED.match(source.folded, number.end) if not number.ascii and number.value > 1 else None
    if found is None or _HAN.match(source.folded[number.start - 1 : number.start] or " "):
        return None
    top = numeral(source.folded, found.start(1))
    if top is None or top.end != found.end():
        return None
    with localcontext(prec=30):
        value = top.value / number.value
    return Found(number.start, top.end, number.start, top.end, value, unit="1", complete=True)


def _joined_slash(source: Source, number: Numeral) -> Found | None:
    """3又1/2: a whole number and a fraction with 又 between."""
    link = _AND.match(source.folded, number.end)
    part = _SLASH.match(source.folded, link.end()) if link and "又" in link.group() else None
    if part is None or int(part.group(2)) == 0:
        return None
    with localcontext(prec=30):
        value = number.value + Decimal(part.group(1)) / Decimal(part.group(2))
    return Found(number.start, part.end(), number.start, part.end(), value, unit="1", ascii=number.ascii, complete=True)


def _slash(source: Source, number: Numeral) -> Found | None:
    folded = source.folded
    mixed = _MIXED.match(folded, number.end) if not number.scaled else None
    slash = None if mixed else _SLASH.match(folded, number.start)
    if mixed:
        top, below, end = int(mixed.group(1)), int(mixed.group(2)), mixed.end()
        whole = number.value
    elif slash and (number.start == 0 or folded[number.start - 1] not in "/.0123456789"):
        top, below, end = int(slash.group(1)), int(slash.group(2)), slash.end()
        whole = Decimal(0)
    else:
        return None
    if below == 0 or _measured(source, end):
        return None
    if not mixed and (top > below or _LETTER.match(folded[max(0, number.start - 1) : number.start])):
        # (12/11) is a date, L4/5 a name.
        return None
    rare = top == 1 and below % 100 == 0
    if not mixed and below > 12 and below not in _USUAL and not rare:
        # 4/19 numbers a page, 1/25000 is a rate.
        return None
    if _LETTER.match(folded[end : end + 1] or " ") or (not mixed and top >= 1000):
        return None
    with localcontext(prec=30):
        value = whole + Decimal(top) / Decimal(below)
    return Found(number.start, end, number.start, end, value, unit="1", ascii=True, complete=True)


def _measured(source: Source, end: int) -> bool:
    """A unit in Chinese follows (1/2斤); the noun of 1/3投资者 is what the fraction is of."""
    folded = source.folded
    if not _HAN.match(folded[end : end + 1] or " "):
        return False
    unit = units.after(folded, end, source.tokens, whole=True)
    return unit is not None and not ((unit.code or "").startswith("{") and unit.end - end > 1)


def ratio(source: Source, number: Numeral) -> Found | None:
    """52.4：47.6 is one number, its quotient."""
    if not number.ascii or number.scaled:
        return None
    found = _RATIO.match(source.folded, number.end)
    if not found or Decimal(found.group(1)) == 0:
        return None
    with localcontext(prec=30):
        value = number.value / Decimal(found.group(1))
    return Found(
        number.start,
        found.end(),
        number.start,
        found.end(),
        value,
        unit="1",
        ascii=True,
        complete=True,
        flags=frozenset({"ratio"}),
    )
