"""What holds for every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Clean, Document, Span
from pipeline.text import read
from pipeline.text.clean import whole, without

PIECES = [
    "第1页共3页", "第2页共3页", " 第3页 共3页 ", "还剩3页未读,继续阅读\n", "获得点赞 3", "\n", "\r\n", "\n\n", "\t", "\u2028", "\f",
    "1.1市场", "1.\n1.1规模", "1.2万家", "2.3%", "1.2", "一、", "（二）", "### ", "第一章 ", "二、市场\n", "31", "32", "- 33 -", "1、",
    "去年，", "。", "；", ",", "“", "”", "(", "）", "增长了8%", "例如,", "2024年,", "该系统", "用户规模合计达到", "占网民总数的",
    "请务必阅读正文之后的免责条款部分", "行业报告", "8亿元", "\u200b", "\ufeff", "\x00", "\ud800", "😀", "市场渠道单", "截至2023年,", "**", "abc ",
    "同业存放款项利息支出", "全年生产总值比上年增长百分之六，增速比上年同期有所加快，结构继续优化。",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join),
    st.text(max_size=80),
)


@given(texts)
def test_every_clean_character_is_the_raw_one_at_its_offset(raw: str) -> None:
    clean = read(raw).clean
    assert clean.raw == raw
    assert len(clean.offsets) == len(clean.text)
    assert all(earlier < later for earlier, later in pairwise(clean.offsets))
    assert all(raw[offset] == char for offset, char in zip(clean.offsets, clean.text, strict=True))


@given(texts)
def test_sections_and_sentences_lie_in_the_text_and_in_order(raw: str) -> None:
    document = read(raw)
    size = len(document.clean.text)
    for section in document.sections:
        assert section.heading.start <= section.label.start <= section.label.end <= section.heading.end
        assert section.heading.end == section.body.start <= section.body.end <= size
        assert section.level >= 1
    assert all(earlier.body.end == later.heading.start for earlier, later in pairwise(document.sections))
    assert all(earlier.end <= later.start for earlier, later in pairwise(document.sentences))
    assert all(len(sentence) > 0 and sentence.end <= size for sentence in document.sentences)


@given(texts)
def test_sentences_hold_every_character_but_white_space(raw: str) -> None:
    document = read(raw)
    assert left_over(document).strip() == ""


def left_over(document: Document) -> str:
    return without(whole(document.clean.text), document.sentences).text


@given(texts)
def test_pages_follow_each_other_without_a_gap(raw: str) -> None:
    pages = read(raw).pages
    assert not pages or pages[0].span.start == 0
    assert all(earlier.span.end == later.span.start for earlier, later in pairwise(pages))


@settings(max_examples=60)
@given(st.lists(st.sampled_from([piece for piece in PIECES if len(piece) > 3]), min_size=1, max_size=12))
def test_cleaning_twice_is_cleaning_once(pieces: list[str]) -> None:
    once = read("。\n".join(pieces)).clean.text
    assert read(once).clean.text == once


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_taking_out_spans_leaves_the_rest_with_its_way_back(raw: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ends if max(pair) <= len(raw)]
    clean = without(whole(raw), spans)
    kept = [index for index in range(len(raw)) if not any(index in span for span in spans)]
    assert clean == Clean(raw=raw, text="".join(raw[index] for index in kept), offsets=tuple(kept))
