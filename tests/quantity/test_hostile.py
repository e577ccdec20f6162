"""Text that is made to keep a pattern busy: sizes at which anything but a linear reader would not come back."""

from __future__ import annotations

import pytest

from pipeline.quantity import read

PIECES = ["1", "1,", "1.", "1-", "9 ", "一", "十", "百", "百分之", "分之", "第", "图", "(", "（1）", "1/", "1:", "1+", "0", "年", "月", "编码", "a1", "@", "a.", "http://",
          "超过", "以上", "、1", "元/", "1\t", "1\n", "项目\t1\n", "甲\n1\n", "单位：", "半个", "翻", "二三", "两", "-", "% ", "多", "零", "《", "“1", "1%-", "1%", "1×10", "×10⁸", "请务必阅读声明", "....1", "2020/1", "从1到", "1+", "6颗卫星", "、甲1万"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_repeated_without_end_is_read(piece: str) -> None:
    for size in (1_000, 8_000):
        text = piece * (size // len(piece))
        reading = read(text)
        assert all(quantity.span.end <= len(text) for quantity in reading)


@pytest.mark.parametrize("piece", ["1", "一", "1,", "1.", "第", "单位", "约", "百", "a"])
def test_a_piece_repeated_behind_an_opening_is_read(piece: str) -> None:
    for opening in ("3", "百分之", "《", "电话：", "图", "(", "2024年"):
        text = opening + piece * 4_000 + "亿元"
        assert all(quantity.span.end <= len(text) for quantity in read(text))
