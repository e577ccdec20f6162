"""The reader as a whole: what holds for every text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Quantity, Span
from pipeline.quantity import read
from pipeline.quantity.width import fold

CORPUS = Path(__file__).parents[1] / "gold" / "quantities.jsonl"
SENTENCES = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
PIECES = "零一二两三四五六七八九十百千万亿半几多余超约近至到-~—%％‰元人家年月日个百分点倍成折番翻之分比第前后图表(（)）[]《》“”：:，,。.、/ \t\n0123456789０９①⁸²￥$￡USDkKMmgGW+±−"
texts = st.text(alphabet=PIECES, max_size=60) | st.text(max_size=60)


@given(text=texts)
def test_no_text_raises_and_every_span_lies_inside_in_order(text: str) -> None:
    reading = read(text)
    spans = sorted([quantity.span for quantity in reading] + [piece.span for piece in reading.skipped])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    taken = [quantity.span for quantity in reading]
    assert all(first.end <= second.start for first, second in pairwise(taken))
    for quantity in reading:
        assert quantity.reach.covers(quantity.span)
        assert quantity.reach.covers(quantity.number)


@given(text=texts)
def test_low_and_high_follow_from_the_bound(text: str) -> None:
    for quantity in read(text):
        value, low, high = quantity.value, quantity.low, quantity.high
        assert {
            "exact": value is not None and low == value == high,
            "at_least": value is not None and low == value and high is None,
            "at_most": value is not None and low is None and high == value,
            "approx": value is not None and low is None and high is None,
            "range": value is None and low is not None and high is not None and low <= high,
        }[quantity.bound], quantity


@pytest.mark.parametrize("text", SENTENCES[::20])
def test_a_prefix_shifts_spans_and_changes_nothing_else(text: str) -> None:
    prefix = "这是前言。\n"

    def shifted(quantity: Quantity, by: int) -> tuple[object, ...]:
        spans = (quantity.span.shifted(by), quantity.number.shifted(by), quantity.reach.shifted(by))
        return (*spans, quantity.value, quantity.low, quantity.high, quantity.bound, quantity.unit_text, quantity.unit)

    assert [shifted(one, len(prefix)) for one in read(text)] == [shifted(one, 0) for one in read(prefix + text)]


@given(text=texts)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_circled_numbers_and_superscripts_do_not_join_the_digits_beside_them() -> None:
    assert [(one.span, str(one.value)) for one in read("②3亿元")] == [(Span(1, 4), "300000000")]
    assert [(one.span.quote("每升10⁸个细胞"), one.value) for one in read("每升10⁸个细胞")] == [("10⁸个", 10**8)]


def test_a_stretch_to_skip_is_not_read() -> None:
    text = "1.2市场规模达30亿元"
    reading = read(text, skip=[(Span(0, 3), "heading")])
    assert [one.span.quote(text) for one in reading] == ["30亿元"]
    assert [(piece.span, piece.reason) for piece in reading.skipped] == [(Span(0, 3), "heading")]
