"""What holds for any text at all: nothing raises, every figure lies in its evidence, and hostile text stays cheap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import observation, quantity, text

FRAGMENTS = st.sampled_from(
    [
        "2024年",
        "，",
        "。",
        "；",
        "“甲乙丙”",
        "某某银行",
        "本公司",
        "营业收入",
        "坏账率",
        "从",
        "提升至",
        "下降",
        "同比",
        "占",
        "总额的",
        "1.2亿元",
        "3%",
        "0.5个百分点",
        "12家",
        "企业",
        "的用户认为",
        "（",
        "）",
        "\n",
        "\t",
        "分别为",
        "、",
        "和",
        "其中",
        "预计",
        "据某院数据",
        "0-14岁",
        "人口",
        "第一季度",
        "去年",
        "表1：",
        "资料来源：某院",
        "2019年",
        "较",
        "《2020年规划》",
        "三成",
        "一半",
        "翻一番",
        "-5%",
        "𠀀",
        "\x00",
        " ",
    ]
)


def observe(raw):
    document = text.read(raw)
    reading = quantity.read(document.clean.text)
    return document, observation.observe(document, reading, document_date="2024-05-06")


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_every_observation_lies_in_its_evidence_and_they_stand_in_order(raw):
    document, found = observe(raw)
    for each in found:
        assert each.evidence.covers(each.quantity.span)
        assert each.quantity.span.quote(document.clean.text)
        assert (each.time_period is None) == (each.year_basis is None)
        assert each.measure == "change" or each.comparison is None
    starts = [each.quantity.span.start for each in found]
    assert starts == sorted(starts)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(raw):
    observe(raw)


@pytest.mark.parametrize(
    "unit",
    [
        "1亿元，",
        "占",
        "的",
        "（1%",
        "2020年",
        "据",
        "较2020年增长",
        "“甲”",
        "从1%",
        "、3家",
        "表1：",
        "在北京",
        "年",
        "甲5%",
    ],
)
def test_a_sentence_of_twenty_thousand_characters_is_read_to_its_end(unit):
    observe(unit * (20_000 // len(unit)))
