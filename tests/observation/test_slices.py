"""Slices of a chart whose labels ran together: each share is its label's, what is measured stands in the caption."""

from __future__ import annotations

import pytest

from pipeline import extract


def rows(text: str) -> list[tuple[object, ...]]:
    """Subject, metric and period of the figures of ``text``."""
    return extract(text, document_id="x").select("subject", "metric", "time_period").rows()


@pytest.mark.parametrize(
    "chart",
    ["船舶,31%消费电子,17%轨道,28%其他,24%", "船舶31%消费电子17%轨道28%其他24%"],
    ids=["with commas", "without"],
)
def test_each_share_is_its_labels(chart: str) -> None:
    text = f"图5：2019年全球功率器件下游应用占比 {chart}资料来源：望鹤研究所"
    assert rows(text) == [(label, "功率器件下游应用占比", "2019") for label in ("船舶", "消费电子", "轨道", "其他")]


def test_the_caption_names_the_place_and_the_source_stands_behind() -> None:
    text = "图5：2019年全球功率器件下游应用占比 船舶,31%消费电子,17%轨道,28%资料来源：望鹤研究所"
    found = extract(text, document_id="x").select("ref_area", "attribution").unique().rows()
    assert found == [("全球", "望鹤研究所")]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("断电时施加电压船舶,31%消费电子,17%轨道,28%其他,24%", ["船舶", "消费电子", "轨道", "其他"]),
        ("2000水泥41%平板玻璃26%保温材料11%涂料8%防水卷材14%", ["水泥", "平板玻璃", "保温材料", "涂料", "防水卷材"]),
    ],
)
def test_without_a_caption_the_parts_of_a_pie_or_of_a_whole_are_shares(labels: str, names: list[str]) -> None:
    assert rows(labels) == [(name, "占比", None) for name in names]


def test_the_head_of_a_column_of_moves_holds_for_its_entries_and_for_no_rating() -> None:
    text = "公司涨跌幅备注东方海药23.6%国锦股份22.5%广盛堂18.6%览湖医疗13.3%"
    assert [metric for _, metric, _ in rows(text)] == ["涨跌幅"] * 4
    assert "涨跌幅" not in {
        metric for _, metric, _ in rows("指数的涨跌幅买入预期收益20%以上增持预期收益10%以上持有预期收益5%")
    }


# Without commas every label must be a noun, and there must be three shares.
@pytest.mark.parametrize("prose", ["毛利率由5%升至8%达到12%。", "占比由35%提高到40%又回落到38%。", "甲类35%乙类65%。"])
def test_prose_is_no_chart(prose: str) -> None:
    assert all("%" not in str(subject) for subject, *_ in rows(prose))
    assert {subject for subject, *_ in rows(prose)}.isdisjoint({"升至", "达到", "提高到", "又回落到"})


# A page whose charts lost their captions: the last one that names a share, or the column's head, says what they show.
def test_slices_without_a_caption_take_the_share_that_was_named_last() -> None:
    text = "图7：2019年绿茶批发份额资料来源：望鹤研究所。产量为3万吨。青禾茶业,40.2%牧辰茶业,31.5%其他,28.3%"
    assert [metric for _, metric, _ in rows(text)][-3:] == ["份额"] * 3


def test_moves_of_shares_take_their_head() -> None:
    text = "公司简称涨跌幅 青禾茶业,4.7%牧辰茶业,3.2%海芯股份,2.9%"
    assert {metric for _, metric, _ in rows(text)} == {"涨跌幅"}
