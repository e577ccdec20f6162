"""Bytes to characters."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.text import decode

SIMPLIFIED = "2023年，全市实现工业增加值3157.4亿元，同比增长9.9%。其中，第二产业的比重为80.9%。"
TRADITIONAL = "全市常住人口為6432212人，占總數的51.40%。平均每年增加65092人。"


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text: str, written: str, named: str) -> None:
    assert decode(text.encode(written)) == (text, named)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        ("\u3000\n".encode(), "white space"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x01\x02\x03" * 50, "control characters"),
        (bytes(range(128, 256)) * 8, "no text"),
        (b"\xef\xbb\xbf\xff\xff", "begins with the mark"),
    ],
)
def test_what_is_no_text_gets_one_line_that_says_so(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
