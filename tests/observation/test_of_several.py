"""Rankings, parts and series: who is named by one figure, and what is measured by another."""

from __future__ import annotations

import pytest

from pipeline import extract


def named(text: str) -> list[tuple[object, ...]]:
    """Subject and metric of the figures of ``text``."""
    return extract(text, document_id="x", document_date="2024-05-01").select("subject", "metric").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占比最高的是境外机构，为35.2%。", [("境外机构", "占比")]),
        ("上周茶业板块涨幅居前的是青禾股份，上涨10.2%。", [("青禾股份", "涨幅")]),
        ("份额最大的依次是古渡茶业（33.7%）、望鹤茶业（27.2%）。", [("古渡茶业", "份额"), ("望鹤茶业", "份额")]),
    ],
)
def test_a_ranking_names_whose_figure_it_is_and_by_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


# The whole's property is that of the parts which only say who.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年各厂产量增速纷纷放缓，其中甲厂为7.6%，乙厂为5.0%。", [("甲厂", "产量增速"), ("乙厂", "产量增速")]),
        ("小麦产量120万吨；玉米80万吨。", [("小麦", "产量"), ("玉米", "产量")]),
        ("城镇消费品零售额7103亿元；乡村1322亿元。", [("城镇", "消费品零售额"), ("乡村", "消费品零售额")]),
        ("小麦收购价每斤1.18元，早籼稻每斤1.27元。", [("小麦", "收购价"), ("早籼稻", "收购价")]),
        ("芯片制造业增速为25.6%；设计业位列第二为21.5%。", [("芯片制造业", "增速"), ("设计业", "增速")]),
    ],
)
def test_a_figure_that_only_says_who_is_of_the_property_before(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_the_same_in_another_country() -> None:
    text = "国内茶业板块的市盈率为42.8倍。同期美国茶业板块为20.3倍。"
    found = extract(text, document_id="x").select("subject", "metric", "ref_area").rows()
    assert found == [("茶业板块", "市盈率", "国内"), ("茶业板块", "市盈率", "美国")]


def test_each_name_stands_in_the_bracket_behind_its_figure() -> None:
    assert named("敏感性：95.5%（青禾试剂）；84.2%（蓝岭试剂）。") == [("青禾试剂", "敏感性"), ("蓝岭试剂", "敏感性")]


def test_the_view_says_who() -> None:
    assert named("从规上茶企的研发投入来看，2023年研发投入已超过400亿元。") == [("规上茶企", "研发投入")]


def test_a_share_that_moves_is_still_a_share_of_the_whole() -> None:
    text = "研发费用占营业收入的比重提高0.8个百分点至12.3%。"
    assert named(text) == [("研发费用", "占营业收入")] * 2


# The clause before says who and what where the first figure of a sentence says neither.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾药房营业收入增速在近两年回落，从21.1%下降到13.2%。", ("青禾药房", "营业收入增速")),
        ("公司毛利率持续改善，由20%升至25%。", ("公司", "毛利率")),
    ],
)
def test_the_clause_before_says_who_and_what(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected] * 2


def test_what_happened_to_those_who_are_counted() -> None:
    assert named("事故造成12人死亡、3人受伤。") == [("事故", "死亡"), ("事故", "受伤")]


def test_one_deed_after_the_other_has_its_own_thing() -> None:
    text = "加装电梯300部，新增公共停车位5,000个，建成保障性租赁住房3,200套。"
    assert [subject for subject, _ in named(text)] == ["电梯", "公共停车位", "保障性租赁住房"]


# The limits of a broker's ratings are conditions of the rating.
def test_the_scale_of_ratings() -> None:
    text = "增持：未来6个月内，股价涨幅优于市场指数5-20%之间；卖出：未来6个月内，股价跌幅超过市场指数20%以上。"
    found = extract(text, document_id="x").select("subject", "metric", "measure").rows()
    assert found == [("增持", "股价涨幅", "condition"), ("卖出", "股价跌幅", "condition")]


# The item of a list is about what stands before its colon, unless that is a heading of its own.
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("■绿茶：2019年销量增速超25%。", "绿茶"),
        ("（2）红茶：累计产出97.91万吨。", "红茶"),
        ("■收入端：2023年营收12亿元。", "营收"),
    ],
)
def test_the_item_of_a_list_is_who(text: str, subject: str) -> None:
    assert [found for found, _ in named(text)] == [subject]


def test_an_index_and_its_move() -> None:
    assert named("恒指收报19,823点，跌213点。") == [("恒指", "点位"), ("恒指", "涨跌幅")]
