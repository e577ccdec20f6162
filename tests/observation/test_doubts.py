"""Names in a long text whose line breaks are gone: one that comes once and is odd, or a guess, is left out and flagged."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.observation.doubts import is_run_together

# Running text of more than two pages that names 铁峰重工 often and has no line break.
PAGES = "铁峰重工持续推进矿山设备的研发与销售，订单充足，产品结构不断改善，海外渠道进一步完善。" * 120
GLUED = "改造精密铸件产品产线及附属厂房投资1.5亿元。"


def last(text: str) -> tuple[object, ...]:
    """Subject and flags of the last figure."""
    return extract(text, document_id="x").select("subject", "flags").rows()[-1]


def test_a_text_has_run_together_where_a_line_is_longer_than_any_paragraph() -> None:
    assert is_run_together(PAGES)
    assert not is_run_together(PAGES.replace("。", "。\n"))
    assert not is_run_together("铁峰重工营收12亿元。")


def test_an_odd_name_that_comes_once_is_left_out() -> None:
    subject, flags = last(PAGES + GLUED)
    assert subject is None
    assert "subject_doubtful" in str(flags)


@pytest.mark.parametrize("text", [GLUED, PAGES.replace("。", "。\n") + GLUED])
def test_in_any_other_text_it_stays(text: str) -> None:
    subject, flags = last(text)
    assert subject is not None
    assert "subject_doubtful" not in str(flags)


def test_a_name_that_comes_often_stays() -> None:
    assert last(PAGES + "铁峰重工2021年实现营收27亿元。")[0] == "铁峰重工"


@pytest.mark.parametrize("alone", ["净利润", "新增产能"])
def test_what_somebody_has_is_nobody(alone: str) -> None:
    assert last(PAGES + f"{alone}分别为12亿元、15亿元。")[0] is None


def test_a_number_without_a_name_to_trust_and_without_a_property_is_no_figure() -> None:
    text = PAGES + "危重病人按照需要可酌情尽早使用药品0.4g/kg/d，疗程6天。"
    found = extract(text, document_id="x").get_column("text").to_list()
    assert "0.4g/kg/d" not in found
    assert found[-1] == "6天"


def test_a_bare_property_keeps_whose_it_is_where_the_subject_is_left_out() -> None:
    text = PAGES + "本土药企牵头的海外多中心临床试验数量大幅增至45项。"
    found = extract(text, document_id="x").select("subject", "metric").rows()[-1]
    assert found == (None, "海外多中心临床试验数量")
