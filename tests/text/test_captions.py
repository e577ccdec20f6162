"""Captions, chart sources, ratings and bullets in the middle of a line begin or end a sentence."""

from __future__ import annotations

import pytest

from pipeline.text import read

#: A line of prose long enough for the reader to join the next one to it.
LONG = "报告期内，粮库轮换收入增加28.34亿元，增长9.73%，主要是储备业务保持较快增长，主要"


def sentences(raw: str) -> list[str]:
    document = read(raw)
    return [sentence.quote(document.clean.text) for sentence in document.sentences]


@pytest.mark.parametrize(
    ("before", "caption"),
    [
        ("轻卡销量回升5%", "图6：轻卡销量走势"),
        ("产能持续扩张", "图表20 粮库分布与仓容"),
        ("仓容利用率达86%", "表2-1：各镇粮库"),
        ("价格回落至820元", "图12库存变化"),
    ],
)
def test_a_caption_begins_a_sentence(before: str, caption: str) -> None:
    assert sentences(before + caption) == [before, caption]


@pytest.mark.parametrize(
    "whole",
    [
        "如图6所示，销量上升。",
        "价格走势见表2，销量上升。",
        "价格（图3）回落。",
        "分布情况及图4均已更新。",
        "表3中的数据为初步数。",
        "图5显示销量上升。",
    ],
)
def test_words_that_point_to_a_figure_are_no_caption(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("source", "behind"),
    [
        ("资料来源：星汀食品公告，榆林证券研究所", "鲜奶需求仍然偏弱"),
        ("数据来源：古渡咨询、海棠期货研究院整理", "仓容继续扩张"),
        ("资料来源：望鹤证券", "轻卡销量回升"),
    ],
)
def test_the_broker_that_drew_a_chart_ends_its_source(source: str, behind: str) -> None:
    assert sentences(source + behind) == [source, behind]


def test_a_source_without_a_broker_has_no_known_end() -> None:
    assert sentences("资料来源：古渡咨询仓容继续扩张") == ["资料来源：古渡咨询仓容继续扩张"]


@pytest.mark.parametrize(
    ("rating", "behind"),
    [
        ("维持“增持”评级", "公司1-9M20营收36亿元。"),
        ("首次覆盖给予买入评级", "当前股价12元。"),
        ("上调至推荐评级", "鲜奶需求回暖。"),
    ],
)
def test_the_rating_that_closes_a_note_ends_a_sentence(rating: str, behind: str) -> None:
    assert sentences(rating + behind) == [rating, behind]


@pytest.mark.parametrize(
    "whole",
    ["下调评级后股价回落。", "维持买入评级的理由有三点。", "重申买入评级和目标价。", "维持增持评级，鲜奶需求回暖。"],
)
def test_a_rating_that_is_spoken_of_ends_nothing(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize("bullet", ["■", "●", "➢", "◆", "\uf06e"])
def test_a_bullet_begins_a_sentence(bullet: str) -> None:
    assert sentences(f"{bullet}轻卡：销量回升{bullet}重卡：价格回落") == [
        f"{bullet}轻卡：销量回升",
        f"{bullet}重卡：价格回落",
    ]


def test_the_dot_in_a_name_is_no_bullet() -> None:
    assert sentences("翠屿·古渡两地销量回升") == ["翠屿·古渡两地销量回升"]


@pytest.mark.parametrize("row", ["是行情波动   导致", "品种      产量      销量", "品种\u3000\u3000产量"])
def test_a_line_with_wide_blanks_is_a_row_and_never_joined(row: str) -> None:
    assert read(f"{LONG}\n{row}").clean.text == f"{LONG}\n{row}"


@pytest.mark.parametrize("rest", ["是行情波动导致", "是行情 波动导致"])
def test_a_line_without_them_goes_on(rest: str) -> None:
    assert read(f"{LONG}\n{rest}").clean.text == LONG + rest


def test_nothing_is_joined_to_a_line_with_wide_blanks_either() -> None:
    row = LONG.replace("报告期内，", "报告期内，   ")
    assert read(f"{row}\n是行情波动导致。").clean.text == f"{row}\n是行情波动导致。"
