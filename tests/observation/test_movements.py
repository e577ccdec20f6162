"""Movements told in more than one figure: what turned, what was amended, what was expected, and what a change is measured from."""

from __future__ import annotations

import pytest

from pipeline import extract


def rows(text: str, *columns: str) -> list[tuple[object, ...]]:
    """The figures of ``text``, a tuple of ``columns`` each."""
    return extract(text, document_id="x", document_date="2024-10-20").select(columns).rows()


def test_a_change_that_turns_has_the_change_before_and_the_change_now() -> None:
    text = "9月份茶叶零售额增长1.2%。其中，绿茶价格由上月下降0.8%转为上涨0.3%。"
    assert rows(text, "text", "measure", "role", "direction", "time_period")[1:] == [
        ("0.8%", "change", "from", "down", "2024-08"),
        ("0.3%", "change", "to", "up", "2024-09"),
    ]


@pytest.mark.parametrize(
    ("text", "direction"),
    [("出口量由49.3万吨修正为49.1万吨。", "down"), ("净利润预测由7.6亿元调整为8.1亿元。", "up")],
)
def test_an_amended_figure_goes_the_way_of_the_two_amounts(text: str, direction: str) -> None:
    assert rows(f"青禾茶业公布数据，{text}", "role", "direction") == [("from", None), ("to", direction)]


def test_what_a_share_fell_from_is_no_change() -> None:
    text = "出口占总收入的比重为12%，较去年全年的17.5%明显下降。"
    assert rows(text, "text", "direction") == [("12%", None), ("17.5%", None)]


def test_spending_more_is_a_change() -> None:
    text = "研发费用3.9亿元，同比多投入0.7亿元。"
    assert rows(text, "measure", "direction", "comparison")[1] == ("change", "up", "yoy")


def test_two_changes_share_a_unit_and_go_different_ways() -> None:
    text = "净利差2.1%，净息差2.3%，同比分别下降0.4和上升0.9个百分点。"
    assert rows(text, "value", "unit", "direction")[2:] == [(0.4, "{pp}", "down"), (0.9, "{pp}", "up")]


def test_a_price_that_is_lost_or_regained_is_a_level_of_what_was_traded() -> None:
    text = "现货白银走低，失守30美元/盎司，日内跌1.2%。"
    assert rows(text, "subject", "metric", "measure") == [
        ("现货白银", "价格", "level"),
        ("现货白银", "涨跌幅", "change"),
    ]


def test_what_was_expected_is_a_forecast_and_what_was_is_none() -> None:
    assert rows("三季度营收12亿元，略高于市场预期的11亿元。", "status") == [("actual",), ("forecast",)]
    text = "预计全年净利润4.8亿元，较上年同期的0.7亿元大幅增长。"
    assert rows(text, "status") == [("forecast",), ("actual",)]


# With a class of people or firms behind, a bound defines whom the sentence is about.
@pytest.mark.parametrize(
    "text",
    ["对家庭年收入低于6万元的学生减免学费。", "新开工5亿元以上产业项目12个。", "日均客流超过5万人次的商场有12家。"],
)
def test_a_bound_before_a_class_is_a_condition(text: str) -> None:
    assert rows(text, "measure")[0] == ("condition",)


@pytest.mark.parametrize("text", ["茶叶出口贡献了外销增量的62%。", "茶园占据了全县耕地的三成。"])
def test_a_verb_that_brings_a_part_states_a_share(text: str) -> None:
    assert rows(text, "measure") == [("share",)]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("年均消费2,020元，较2022年多花了138元。", ("change", "up")),
        ("建物移转1.5万栋，年减幅度也有21.3%。", ("change", "down")),
        ("零售业年增8.5%，餐饮业也有近一成的成长。", ("change", "up")),
        ("集采纳入62种药品，平均降价七成。", ("change", "down")),
        ("代工厂毛利率多在20%—25%之间。", ("level", None)),
    ],
)
def test_which_words_move_and_which_do_not(text: str, verb: tuple[str, str | None]) -> None:
    assert rows(text, "measure", "direction")[-1] == verb


@pytest.mark.parametrize(
    "text",
    [
        "净稳定资金比例112.5%，满足不低于100%的监管要求。",
        "年营收超百亿元企业增至20家。",
    ],
)
def test_what_is_required_and_what_makes_a_class_are_conditions(text: str) -> None:
    assert "condition" in {measure for (measure,) in rows(text, "measure")}


@pytest.mark.parametrize(
    ("text", "metric", "whole"),
    [
        ("月活客户413万户，约为注册客户的三分之一。", "占注册客户", "注册客户"),
        ("年产盐15万吨，相当于全岛产量的四成。", "占全岛产量", "全岛产量"),
        ("家用汽车拥有量为51.7辆，新能源汽车占其中的一成二左右。", "占拥有量", "拥有量"),
        ("愿意为线上问诊付费者仅有18.9%。", "愿意为线上问诊付费", None),
    ],
)
def test_shares_in_other_words(text: str, metric: str, whole: str | None) -> None:
    assert rows(text, "measure", "metric", "reference")[-1] == ("share", metric, whole)


def test_what_betters_a_cost_lowers_it() -> None:
    text = "净利率录得3.2%，销售费用率同比优化1.9pct，毛利率同比优化0.4pct。"
    assert rows(text, "direction")[1:] == [("down",), ("up",)]


def test_the_month_before_is_the_period_before_and_the_year_before_a_base() -> None:
    text = "9月份合约3,806份，较8月减少5.8%。"
    assert rows(text, "comparison")[1] == ("pop",)
    assert rows("2021年登记18.4万对，比2020年减少7.9%。", "comparison")[1] == ("base",)


def test_a_level_that_something_is_raised_from_needs_no_word_in_front() -> None:
    assert rows("光伏消纳率62%提升到94%。", "measure", "role") == [("level", "from"), ("level", "to")]


def test_a_bound_inside_what_is_claimed_is_a_condition() -> None:
    assert rows("76.4%的受访者每月支出在300元以上。", "measure") == [("share",), ("condition",)]
