"""The numeral that starts at a position: ASCII digits, Chinese characters, or both mixed, with multipliers.

The reader walks the text once from left to right and never goes back, so it is linear; the longest numeral is 80 characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from pipeline.vocabulary import numerals

_WORDS = numerals()
_DIGITS = _WORDS.digits
_TENS = _WORDS.tens
_SCALES = _WORDS.scales
_MULTIPLIERS = frozenset(_TENS) | frozenset(_SCALES)
_COUNTED = frozenset("人元股户件张台辆名家头只吨圆票")
_MYRIAD = Decimal(10000)
# 兆 as 万亿, not as megabyte: in front of money or of a number of 亿.
_TRILLIONS = re.compile("[元美日韩新港欧圆台]|[0-9],?[0-9]{0,3}亿")
_ZERO = frozenset("零〇")
_LONGEST = 80
_HUNDREDS = (Decimal(100), Decimal(1000))
_PAIR = re.compile(
    "(?<![零〇一二两三四五六七八九第])(?:一二|一两(?=[个天年周月家次名位种人倍成百千万])|两三|二三|三四|三五|四五|五六|六七|七八|八九)(?![零〇一二两三四五六七八九])"
)
_PAIR_STARTS = frozenset("一二两三四五六七八百千十")

DIGIT_CLASS = "".join(_DIGITS)
SMALL_CLASS = "".join(_TENS)
SCALE_CLASS = "".join(_SCALES)
JOINED_CLASS = "".join(_WORDS.joined_tens)
CHINESE_CLASS = DIGIT_CLASS + SMALL_CLASS + SCALE_CLASS + JOINED_CLASS

# Thousands in threes, or plain digits; then decimals. `1,234.5` `1234.5` `.5`
_ASCII = re.compile(
    r"(?:[1-9][0-9]{0,2}(?: [0-9]{3}){1,6}(?=(?:\.[0-9]{1,4})? ?[一-鿿])|[0-9]{1,3}(?:,[0-9]{3}){1,8}(?![0-9])|[0-9]{1,40})(?:\.[0-9]{1,30})?|\.[0-9]{1,30}"
)
# 11,3%: a comma in front of one or two digits and a percent sign parts decimals.
_DECIMAL_COMMA = re.compile(r"(?<![0-9,.])[0-9]{1,3},[0-9]{1,2}(?=%)")
_POWER = re.compile(r"[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z])")
# The raised exponent of a power of ten, printed flat or raised: 2.0×1010个/L is 2.0×10¹⁰.
_TIMES_TEN = re.compile(
    r" ?× ?10(?:(\^[-+]?[0-9]{1,2}|-[0-9]{1,2}|[3-9]|1[0-6])(?![0-9.,pP*×]| ?[cmk]?m(?![A-Za-z])|[毫厘]?米|像素)|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_RAISED_POWER = re.compile(r"[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_CARET = re.compile(r"\^-{0,2}\+?[0-9]{1,3}(?![0-9.])")
_LATIN = re.compile(r" ?(?:" + "|".join(sorted(_WORDS.latin_scales, key=len, reverse=True)) + r")(?![A-Za-z0-9²³/·])")
_DECIMALS = re.compile(
    rf" ?点 ?((?:[零〇一二三四五六七八九] ?){{1,20}}|[0-9]{{1,20}})(?![{SMALL_CLASS}半整钟]| ?分(?!之)| ?时)"
)
_GAP = re.compile(r" {0,2}")
# 千 and 兆 in front of these belong to the unit: 5千瓦, 3千克, 1兆赫.
_UNIT_THOUSAND = re.compile(
    r"百帕|百升|百分点|[千兆](?:瓦|牛(?:$|[^肉奶羊年])|克(?!拉)|米(?!粉)|帕|卡(?!路|车)|焦|伏|赫|字节|比特|安(?:$|[^全徽])|升|位元|欧姆)"
)
_MORE = _WORDS.more
_ABOUT = _WORDS.about
_NOT_MORE = re.compile(
    r"余(?:额|下|款|波|量|热|温|杭|姚|震|地|弦|粮|数|存)|多(?:元化|元|样|层|边|头|空|功能|媒体|重|维|方|路|次|年来|伦|哈|云|晶|肽|种|地|于|少|为|数|项|部门|家|个|年生|党|民族|糖|模|轮)|来(?:自|源|看|说|年|到|袭|访|往|华|宾|料|电|得|不|了|的|临|信|函)"
)
_COUNTED_MORE = re.compile(r"多(?:元(?!化|素|件)|家|个|种|次|项|年(?!来)|地|部|层|边)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in ``[start, end)``. ``value`` is exact; ``high`` is set where two digits name a span (三五百 is 300 to 500).

    ``scale`` is the multiplier at its end (3.4亿: 100000000), which a list or range hands to numbers that have none;
    ``more`` means 多 or 余 stands in it, ``about`` 来, ``some`` 几 or 数. ``implied`` is a multiplier without a number (百亿);
    ``ascii`` means it starts with ASCII digits, ``digits`` counts the characters of a numeral without multiplier.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    high: Decimal | None = None
    more: bool = False
    about: bool = False
    some: bool = False
    implied: bool = False
    ascii: bool = False
    fraction: bool = False
    string: bool = False

    @property
    def mantissa(self) -> Decimal:
        """The number in front of the multiplier."""
        with localcontext(prec=60):
            return self.value / self.scale

    @property
    def scaled(self) -> bool:
        return self.scale != 1


@dataclass(slots=True)
class _State:
    """Where the walk stands: finished terms, the section below the next 万, and the digit not yet placed."""

    total: Decimal = Decimal(0)
    floor: Decimal | None = None
    section: Decimal = Decimal(0)
    section_unit: Decimal | None = None
    pending: Decimal | None = None
    string: str = ""
    last: Decimal | None = None
    zero: bool = False
    more: bool = False
    about: bool = False
    some: bool = False
    implied: bool = False
    ascii: bool = False
    decimal: bool = False
    scale: Decimal = Decimal(1)


def ascii_number(folded: str, start: int) -> tuple[int, Decimal] | None:
    """End and value of the ASCII number at ``start``, without multiplier.

    >>> ascii_number("1,234.5", 0), ascii_number("12,34", 0)
    ((7, Decimal('1234.5')), (2, Decimal('12')))
    """
    if comma := _DECIMAL_COMMA.match(folded, start):
        return comma.end(), Decimal(comma.group().replace(",", "."))
    found = _ASCII.match(folded, start)
    if not found:
        return None
    end, value = found.end(), Decimal(found.group().replace(",", "").replace(" ", ""))
    if power := _POWER.match(folded, end):
        return power.end(), Decimal(found.group().replace(",", "") + power.group())
    if value < 10 and (power := _TIMES_TEN.match(folded, end)):
        return power.end(), value.scaleb(int((power.group(1) or power.group(2)).lstrip("^").translate(_RAISED)))
    if value == 10 and (raised := _RAISED_POWER.match(folded, end)):
        return raised.end(), Decimal(1).scaleb(int(raised.group().translate(_RAISED)))
    if caret := _CARET.match(folded, end):
        sign = -1 if caret.group().count("-") == 1 else 1
        with localcontext(prec=30):
            exponent = int(caret.group().lstrip("^+-"))
            if exponent <= 400 and (value != 0 or sign > 0):
                return caret.end(), value ** (sign * exponent)
    return end, value


def numeral(folded: str, start: int) -> Numeral | None:
    """The numeral at ``start`` of a folded text, as long as it can be, or None.

    >>> numeral("一百零五万四千", 0).value, numeral("1亿3千多万人", 0).value, numeral("三五百块", 0).high
    (Decimal('1054000'), Decimal('130000000'), Decimal('500'))
    >>> numeral("3.4亿元", 0).scale
    Decimal('100000000')
    """
    found = _walk(folded, start)
    pair = (
        _PAIR.search(folded, start, min(len(folded), start + _LONGEST))
        if folded[start : start + 1] in _PAIR_STARTS
        else None
    )
    if pair and (found is None or pair.start() <= found.end):
        return _span_of_two(folded, start, pair.start(), found)
    return found


def _span_of_two(folded: str, start: int, pair: int, found: Numeral | None) -> Numeral | None:
    """三五百, 十七八: the numeral read with the first digit is the lower end, with the second the upper."""
    window = folded[start : start + _LONGEST]
    at = pair - start
    low = _walk(window[: at + 1] + window[at + 2 :], 0)
    high = _walk(window[:at] + window[at + 1 :], 0)
    if low is None or high is None or low.end != high.end or low.end <= at or not low.value < high.value:
        return found
    return replace(low, start=start, end=start + low.end + 1, high=high.value, string=low.end == 1)


def _walk(folded: str, start: int) -> Numeral | None:
    state = _State()
    at = end = start
    while at - start < _LONGEST:
        step = _step(folded, at, state, first=at == start)
        if step is None:
            break
        at = end = step
        at = _over_gap(folded, at, state)
    return None if end == start else _finish(folded, start, end, state)


def _over_gap(folded: str, at: int, state: _State) -> int:
    """Behind the blanks where the numeral can go on after them: `1000  万`, `三千 八百`."""
    skip = at
    while skip - at < 2 and folded[skip : skip + 1] == " ":
        skip += 1
    after = folded[skip : skip + 1]
    if skip == at or not after:
        return at
    multiplies = after in _SCALES or after in _TENS or after in _MORE
    if multiplies or (
        (not state.ascii or state.last is not None) and (after in _DIGITS or after in "几点" or after.isdecimal())
    ):
        return skip
    return at


def _step(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    if at >= len(folded):
        return None
    char = folded[at]
    if char in "0123456789." and (char != "." or first):
        return _take_ascii(folded, at, state, first=first)
    if char in _DIGITS:
        return _take_digit(folded, at, state)
    if char in _WORDS.joined_tens:
        if state.pending is not None or (state.section_unit is not None and state.section_unit <= 10):
            return None
        state.section += _WORDS.joined_tens[char]
        state.section_unit = state.last = Decimal(10)
        return at + 1
    if char in _TENS:
        return _take_ten(folded, at, state, first=first)
    if char in _SCALES:
        return _take_scale(folded, at, state, first=first)
    if char == "点" and not state.ascii and not state.decimal and (found := _DECIMALS.match(folded, at)):
        return _take_decimals(found, state)
    if char in _WORDS.some:
        return _take_some(folded, at, state, first=first)
    if char in _MORE or char in _ABOUT:
        return _take_more(folded, at, state, first=first)
    return _take_latin(folded, at, state, first=first)


def _take_latin(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    """40k, 30w, 1.2M: Latin multipliers touch their digits."""
    if first or state.string or not state.ascii or state.last is not None or state.pending is None:
        return None
    found = _LATIN.match(folded, at)
    name = found.group().strip() if found else ""
    if not found or (name == "G" and state.pending == state.pending.to_integral_value()):
        return None
    if found.group().startswith(" ") and name in {"M", "G", "K"}:
        return None
    state.scale = _WORDS.latin_scales[name]
    state.total, state.pending, state.last = state.pending * state.scale, None, Decimal(-1)
    return found.end()


def _take_ascii(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    number = ascii_number(folded, at)
    if number is None or state.pending is not None or state.last == -1 or state.decimal:
        return None
    end, value = number
    if not first:
        # 25万6千 and 2千零30万 go on; 2000亿2020年 does not.
        after = _GAP.match(folded, end)
        follows = folded[after.end() : after.end() + 1] if after else ""
        multiplied = bool(follows) and follows in SMALL_CLASS + SCALE_CLASS
        # 6兆6,723亿, 3万8,990元, 1万684人: below the multiplier in front, in front of another or of what is counted.
        below = state.last is not None and value < state.last and value < _MYRIAD
        counted = below and bool(follows) and ((follows in _COUNTED and end - at > 1) or "," in folded[at:end])
        if state.last is None or not (multiplied or state.zero or counted):
            return None
        if value != value.to_integral_value() or end - at > 4 + folded.count(",", at, end):
            return None
        if follows and follows in _TENS and state.last <= _TENS[follows]:
            return None
    state.pending, state.ascii = value, state.ascii or first
    state.string = ""
    return end


def _take_digit(folded: str, at: int, state: _State) -> int | None:
    char = folded[at]
    if state.decimal or state.last == -1:
        return None
    if (
        char in _WORDS.financial
        and at
        and not _cheque(folded, at)
        and (state.last is not None or state.pending is not None)
    ):
        return None
    if char in _ZERO and state.last is not None and state.pending is None:
        if state.zero or not _goes_on(folded, at + 1):
            return None
        state.zero = True
        return at + 1
    if state.pending is not None:
        if not state.string:
            return None
        if char == "两" or state.string[-1] == "两":
            return None
        if state.last is not None and len(state.string) > 1:
            return None
        state.string += char
        state.pending = state.pending * 10 + _DIGITS[char]
        return at + 1
    if char == "两" and state.last is not None and folded[at + 1 : at + 2] not in _MULTIPLIERS:
        return None
    state.pending, state.string = _DIGITS[char], char
    return at + 1


def _cheque(folded: str, at: int) -> bool:
    """True beside a numeral or money: 陆拾捌万, 零肆, 玖元; not in 70亿参数."""
    before, after = folded[max(0, at - 1) : at], folded[at + 1 : at + 2]
    if before in _TENS or before in _ZERO or after in _MULTIPLIERS:
        return True
    return any(char and (char in _WORDS.financial or char in "元角分圆整") for char in (before, after))


def _goes_on(folded: str, at: int) -> bool:
    gap = _GAP.match(folded, at)
    char = folded[gap.end() : gap.end() + 1] if gap else ""
    return bool(char) and (char in _DIGITS or char in _TENS or char in _WORDS.some or char.isdecimal())


def _take_ten(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    unit = _TENS[folded[at]]
    if state.decimal or state.last == -1 or len(state.string) > 1:
        return None
    if state.section_unit is not None and state.section_unit <= unit:
        return None
    if state.pending == 0 and state.string in _ZERO:
        state.pending, state.string = None, ""
    if state.pending is None and not state.some and not first and unit != 10:
        return None
    if _UNIT_THOUSAND.match(folded, at) and (not first):
        return None
    mixed = state.section_unit is not None or _scale_follows(folded, at + 1)
    if state.ascii and state.pending is not None and unit == 10 and not mixed:
        return None
    if state.pending is None and first and unit != 10:
        state.implied = True
    state.section += (Decimal(1) if state.pending is None else state.pending) * unit
    state.string = ""
    state.pending, state.section_unit, state.last, state.zero = None, unit, unit, False
    return at + 1


def _scale_follows(folded: str, at: int) -> bool:
    return folded[at : at + 1] in _SCALES


def _take_scale(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    char = folded[at]
    if (
        state.last == -1
        or _UNIT_THOUSAND.match(folded, at)
        or (char == "兆" and state.ascii and not first and not _TRILLIONS.match(folded, at + 1))
    ):
        return None
    unit = _SCALES[char]
    if len(state.string) > 1 and state.last is not None:
        return None
    if state.implied and state.section_unit is not None:
        # 百二万 is 1200000.
        _place_tail(state)
    state.string = ""
    below = state.section + (state.pending or Decimal(0))
    empty = state.pending is None and state.section_unit is None and not state.some
    if first:
        state.implied = True
        below = Decimal(1)
    elif empty and state.floor is not None:
        # 四万万, 1.8万亿: the multiplier multiplies what stands before it.
        below = state.total
        state.total = Decimal(0)
    elif state.floor is not None and state.floor <= unit:
        if state.floor == unit:
            return None
        below += state.total
        state.total = Decimal(0)
    elif empty:
        return None
    state.scale = (state.scale * unit) if empty and not first and state.floor is not None else unit
    state.total += below * unit
    # 1万亿2000亿 goes on below the 万亿.
    unit = state.scale if empty and not first else unit
    state.floor, state.section, state.section_unit = unit, Decimal(0), None
    state.pending, state.last, state.zero, state.decimal = None, unit, False, False
    return at + 1


def _take_decimals(found: re.Match[str], state: _State) -> int | None:
    if (state.pending is None and state.section_unit is None and state.floor is None) or state.last == -1:
        return None
    if (state.string and len(state.string) > 1) or (
        state.implied and state.section_unit is None and state.floor is None
    ):
        return None
    text = found.group(1).replace(" ", "")
    digits = "".join(char if char.isascii() else str(_DIGITS[char]) for char in text)
    _place_tail(state)
    whole = state.section + (state.pending or Decimal(0))
    state.pending = whole + Decimal(f"0.{digits}")
    state.section, state.section_unit, state.string, state.decimal = Decimal(0), None, "", True
    return found.end() - (len(found.group(1)) - len(found.group(1).rstrip()))


def _take_some(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    after = folded[at + 1 : at + 2]
    if folded[at] == "数" and not first:
        return None
    if state.pending is not None or state.decimal:
        return None
    if after and (after in _TENS or after in _SCALES) and not _UNIT_THOUSAND.match(folded, at + 1):
        if first or state.section_unit is None or state.section_unit > 10:
            state.some = state.more = True
            if first or after in _TENS:
                state.pending = Decimal(1)
            return at + 1
        state.more = True
        return at + 1
    if first or state.last is None:
        return None
    state.more = True
    return at + 1


def _take_more(folded: str, at: int, state: _State, *, first: bool) -> int | None:
    if first or state.last == -1:
        return None
    gap = _GAP.match(folded, at + 1)
    after = folded[gap.end() : gap.end() + 1] if gap else ""
    if folded[at] in _ABOUT:
        if state.section_unit != 10 and not (after and after in _SCALES) and state.last is None:
            return None
        if _NOT_MORE.match(folded, at) or not after or not "\u4e00" <= after <= "\u9fff":
            return None
        state.about = True
        return at + 1
    if after and after in _SCALES:
        if state.last is None and not state.ascii:
            return None
        state.more = True
        return at + 1
    if _NOT_MORE.match(folded, at) and not (
        folded[at] == "多" and (state.last is not None or state.ascii) and _COUNTED_MORE.match(folded, at)
    ):
        return None
    if (state.pending is not None and not state.ascii) or (
        state.last is None and state.ascii and state.pending is not None and state.pending < 10
    ):
        return None
    state.more = True
    return at + 1


def _place_tail(state: _State) -> None:
    """二百五 is 250, 九万四 is 94000: a last digit behind 百, 千 or 万 without 零 counts a tenth of it."""
    if state.pending is None or state.last is None or state.zero or state.last <= 10 or len(state.string) != 1:
        return
    state.pending *= state.last / 10
    state.string = ""


def _finish(folded: str, start: int, end: int, state: _State) -> Numeral:
    if folded[end - 1] not in _MORE:
        _place_tail(state)
    value = state.total + state.section + (state.pending or Decimal(0))
    scale = state.scale
    if state.floor is not None and (state.section_unit is not None or state.pending is not None):
        scale = Decimal(1)
    elif state.floor is None and state.section_unit is not None and state.pending is None and state.last in _HUNDREDS:
        lead = state.section / state.section_unit
        scale = state.section_unit if lead == lead.to_integral_value() and lead < 10 else Decimal(1)
    return Numeral(
        start=start,
        end=end,
        value=value,
        scale=scale if value else Decimal(1),
        more=state.more,
        about=state.about,
        some=state.some,
        implied=state.implied,
        ascii=state.ascii,
        string=len(state.string) > 1 and state.last is None,
    )
