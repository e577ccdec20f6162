"""Numerals: what is written in one of four styles reads back as the number it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quantity.numerals import numeral
from pipeline.quantity.width import fold

STYLES = {
    "simplified": ("零一二三四五六七八九", "十百千", "万亿"),
    "traditional": ("零一二三四五六七八九", "十百千", "萬億"),
    "financial": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿"),
}


def below_ten_thousand(number: int, digits: str, tens: str) -> str:
    """A section of four digits, 零 for every gap inside it."""
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + (tens[power - 1] if power else "")
            gap = False
        else:
            gap = bool(out)
    return out


def written(number: int, style: str) -> str:
    """The number in Chinese characters, sections of four digits, 亿 over 万."""
    digits, tens, scales = STYLES[style]
    if number == 0:
        return "零"
    high, low = divmod(number, 10**8)
    out = written(high, style) + scales[1] if high else ""
    upper, lower = divmod(low, 10**4)
    for section, scale in ((upper, scales[0]), (lower, "")):
        if section:
            gap = out and (section < 1000 or (out.endswith(scales[1]) and not upper))
            out += ("零" if gap else "") + below_ten_thousand(section, digits, tens) + scale
    return out


numbers = st.integers(0, 10**16) | st.integers(0, 10**5)


@pytest.mark.parametrize("style", STYLES)
@given(number=numbers)
def test_chinese_characters_read_back_as_the_number_they_were_written_from(style: str, number: int) -> None:
    text = written(number, style)
    found = numeral(fold(text), 0)
    assert found is not None
    assert (found.end, found.value) == (len(text), number), text


@given(number=numbers, cents=st.integers(0, 99))
def test_thousands_marks_and_decimals_read_back(number: int, cents: int) -> None:
    text = f"{number:,}.{cents:02d}"
    found = numeral(text, 0)
    assert found is not None
    assert (found.end, found.value) == (len(text), Decimal(f"{number}.{cents:02d}"))


@given(number=st.integers(0, 10**16), scale=st.sampled_from(["万", "亿", "万亿", "百万", "千万", "千亿"]))
def test_a_multiplier_multiplies_exactly(number: int, scale: str) -> None:
    factor = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "百万": 10**6, "千万": 10**7, "千亿": 10**11}[scale]
    found = numeral(f"{number}{scale}元", 0)
    assert found is not None
    assert found.value == number * factor


@given(text=st.text(alphabet="零〇一二两三四五六七八九十百千万亿兆半几数多余点 0123456789,.kKMw分之", max_size=40))
def test_no_run_of_numeral_characters_raises(text: str) -> None:
    found = numeral(text, 0)
    assert found is None or 0 < found.end <= len(text)
