"""Characters of numerals that are parts of words: 陆金, 零部件, 统一, 一波三折, 千万别."""

from __future__ import annotations

import re

from pipeline.quantity import bounds, names, units
from pipeline.quantity.numerals import CHINESE_CLASS, DIGIT_CLASS, JOINED_CLASS, Numeral, numeral
from pipeline.quantity.source import Source
from pipeline.vocabulary import numerals

_HAN = re.compile(r"[一-鿿]")
_CAPTION = re.compile(r"[(:/为以\[\n\t]$|位:? $")
_RANGE_AHEAD = re.compile(rf" ?[-~至到—] ?[0-9{CHINESE_CLASS}]")
_FINANCIAL = numerals().financial
_NUMERIC_TAGS = ("m", "q", "t")
_SET_PHRASE_TAGS = frozenset({"i", "l"})
_MONEY = frozenset({"CNY", "{jiao}", "{fen}"})
_DETERMINERS = frozenset("上下这那头前后该")
# 以上一次, 此前一天: the determiner is the end of another word.
_DETERMINED_NOT = frozenset("以之此及提目年月日天期朝向往晚早马")
_CLOSING = frozenset({")", "，", ",", "\n", "级", "\t", "大", "]"})


def refuse(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    """True where Chinese characters that look like a number are none."""
    if _bare_multiplier(source, number, unit) or _determined(source, number):
        return True
    if unit is None and (_opens_range(source, number) or _compared(source, number)):
        return False
    if source.folded[number.start] in _FINANCIAL and unit and unit.code in _MONEY:
        return False
    if number.implied and _bounded(source, number, unit):
        return False
    return (
        _in_set_phrase(source, number, unit)
        or _multiplier_of_nothing(source, number, unit)
        or _word_around(source, number, unit)
        or (unit is None and _alone(source, number))
    )


def _around(source: Source, number: Numeral) -> tuple[str, str]:
    """The characters in front and behind; a blank at the ends of the text."""
    folded = source.folded
    return folded[number.start - 1 : number.start] or " ", folded[number.end : number.end + 1] or " "


def _determined(source: Source, number: Numeral) -> bool:
    """上一交易日, 这一项目: the one that is meant, not one of them."""
    at, folded = number.start, source.folded
    if folded[at] != "一" or number.end != at + 1 or folded[at - 1 : at] not in _DETERMINERS:
        return False
    return folded[at - 2 : at - 1] not in _DETERMINED_NOT


def _bare_multiplier(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    """百, 千, 万 alone count only behind a bound word (上万, 近百) or in front of 倍."""
    if not number.implied or number.end - number.start != 1 or number.more:
        return False
    return _around(source, number)[0] not in "上过破近超逾约满达数几" and not (unit and unit.code == "1")


def _opens_range(source: Source, number: Numeral) -> bool:
    ahead = _RANGE_AHEAD.match(source.folded, number.end)
    return bool(ahead and numeral(source.folded, ahead.end() - 1) and names.apart(source, number.start))


def _compared(source: Source, number: Numeral) -> bool:
    """比三十大 and 一以上 bound a number, whatever word the dictionary sees in them."""
    if source.folded[number.start - 1 : number.start] == "比":
        return bounds.around(source.folded, number.start, number.end)[1] is not None
    back = bounds.behind(source.folded, number.end)
    return back is not None and back.end - back.start > 1 and source.folded[number.start] == "一"


def _bounded(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    before, after = _around(source, number)
    front = bounds.in_front(source.folded, number.start)
    return bool(front) and before not in CHINESE_CLASS and bool(unit or not _HAN.match(after))


def _in_set_phrase(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    at = source.tokens.index(number.start)
    if source.tokens.tags[at] not in _SET_PHRASE_TAGS or len(source.tokens.words[at]) < 4:
        return False
    return source.tokens.span(at).end >= (unit.end if unit else number.end)


def _multiplier_of_nothing(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    """百万元 is a number in running text (百亿元规模), the unit of a table in its head, and nothing without a unit."""
    folded, start, end = source.folded, number.start, number.end
    if not number.implied or number.more or any(char in DIGIT_CLASS for char in folded[start:end]):
        return False
    if bounds.in_front(folded, start) or bounds.behind(folded, unit.end if unit else end):
        return False
    if unit is None or units.before(folded, start) or _CAPTION.search(folded, max(0, start - 3), start):
        return True
    return folded[unit.end : unit.end + 1] in _CLOSING


def _word_around(source: Source, number: Numeral, unit: units.UnitMatch | None) -> bool:
    """True where a word of the dictionary begins in front of the number, or ends behind it and its unit."""
    folded, tokens, start, end = source.folded, source.tokens, number.start, number.end
    before, after = _around(source, number)
    if (
        end - start == 1
        and folded[start] in _FINANCIAL
        and not unit
        and before != "是"
        and (_HAN.match(before) or _HAN.match(after))
    ):
        return True
    first, last = tokens.index(start), tokens.index(end - 1)
    if unit and end - start == 1 and folded[start] in _FINANCIAL and tokens.tags[first].startswith("v"):
        # 参股 is a verb.
        return True
    head, tail = tokens.span(first), tokens.span(last)
    if (
        head.start < start
        and not tokens.tags[first].startswith(_NUMERIC_TAGS)
        and before not in CHINESE_CLASS + JOINED_CLASS
    ):
        # 增三倍 cut as 增三 | 倍: a verb that swallowed the digit.
        swallowed = unit is not None and head.end <= start + 1 and tokens.tags[first] in {"v", "p", "d"}
        if not swallowed:
            return True
    reach = unit.end if unit else end
    return (
        tail.end > reach
        and tail.start >= start
        and not (unit is not None and tokens.tags[last].startswith(_NUMERIC_TAGS))
    )


def _alone(source: Source, number: Numeral) -> bool:
    """True where a numeral without a unit is no number: one character between words, digits read out inside a word."""
    folded, start = source.folded, number.start
    before, after = _around(source, number)
    touched = bool(_HAN.match(before) or _HAN.match(after))
    if number.end - start > 1:
        return number.string and touched
    if "、" in {before, after}:
        return True
    if not touched:
        return False
    if folded[start] == "零" and _HAN.match(after):
        # 零就业家庭, 零投诉: 零 says that there is none.
        return True
    if folded[start] == "一":
        return not folded.endswith("不是", max(0, start - 2), start)
    at = source.tokens.index(start)
    return source.tokens.tags[at] != "m" or len(source.tokens.words[at]) != 1
