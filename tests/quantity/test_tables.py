"""Tables in plain text: which number stands under which heads, in which unit."""

from __future__ import annotations

from pipeline.quantity import read
from pipeline.quantity.headers import stated
from pipeline.quantity.tables import find

ACROSS = "经营情况（单位：百万元）\n项目\t2023年\t变动（%）\n租金\t1,204\t3.5\n利息\t(86)\t-"
DOWN = "主要产品\n指标名称\n\t产量（万吨）\n\t同比增长（±%）\n小麦\n\t13.5\n-2.1\n玉米\n\t20.4\n4.7\n"


def cells(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (
            cell.span.quote(text),
            cell.row_head.quote(text) if cell.row_head else None,
            cell.column_head.quote(text) if cell.column_head else None,
            cell.unit.unit_text if cell.unit else None,
        )
        for table in find(text)
        for cell in table.cells
    ]


def test_cells_between_tabs_know_their_heads_and_unit() -> None:
    assert cells(ACROSS) == [
        ("1,204", "租金", "2023年", "元"),
        ("3.5", "租金", "变动（%）", "%"),
        ("(86)", "利息", "2023年", "元"),
    ]


def test_cells_on_lines_of_their_own_do_too() -> None:
    assert cells(DOWN) == [
        ("13.5", "小麦", "产量（万吨）", "吨"),
        ("-2.1", "小麦", "同比增长（±%）", "%"),
        ("20.4", "玉米", "产量（万吨）", "吨"),
        ("4.7", "玉米", "同比增长（±%）", "%"),
    ]


def test_the_multiplier_of_the_head_is_applied_and_brackets_are_a_minus() -> None:
    found = [(one.span.quote(ACROSS), str(one.value), one.unit, one.direction) for one in read(ACROSS)]
    assert found == [
        ("1,204", "1204000000", "CNY", None),
        ("3.5", "3.5", "%", None),
        ("(86)", "-86000000", "CNY", "down"),
    ]


def test_running_text_is_no_table() -> None:
    assert find("全年投资320亿元。\n增长5%。\n新增120家。") == ()


def test_a_head_may_state_two_units() -> None:
    assert [(str(unit.scale), unit.unit_text) for unit in stated("单位：万元、%")] == [("10000", "元"), ("1", "%")]


# The product table of an annual report, as it is copied out of a PDF: its heads are broken at the width of their columns.
BROKEN = (
    "主营业务分产品情况\n单位：万元\n分产品 营业收入 毛利率\n（%）\n营业收入比\n上年增减\n（%）\n毛利率比上年\n增减\n"
    "减速电机 91,284.57 30.42 12.86 增加 2.26 个\n百分点\n伺服驱动器 40,126.33 31.60 -3.54 减少 0.86 个\n百分点"
)


def test_heads_and_cells_broken_to_several_lines_are_one() -> None:
    assert [(text, row, "".join((column or "").split())) for text, row, column, _ in cells(BROKEN)][:4] == [
        ("91,284.57", "减速电机", "营业收入"),
        ("30.42", "减速电机", "毛利率（%）"),
        ("12.86", "减速电机", "营业收入比上年增减（%）"),
        ("2.26 个\n百分点", "减速电机", "毛利率比上年增减"),
    ]


# Printed at a fixed width, a head belongs to the wider head whose middle is nearest; what a broker recommends is no column.
WIDE = (
    "公司        EPS（元）               PE（倍）    评级\n            2024E     2025E     2024E\n"
    "格岚电器    5.62      6.08      7.0         买入\n海川智家    2.02      2.31      13.1        增持"
)


def test_a_wider_head_is_found_by_its_place() -> None:
    found = [
        (cell.span.quote(WIDE), cell.column_over.quote(WIDE) if cell.column_over else None)
        for cell in find(WIDE)[0].cells
    ]
    assert found[:3] == [("5.62", "EPS（元）"), ("6.08", "EPS（元）"), ("7.0", "PE（倍）")]


# A weekly's table of prices: cells far apart, a column of units; and years in front of a census.
PRICES = (
    "农产品价格一览\n品种    单位     本周价   周涨跌\n玉米    元/吨    2,356    -0.7%\n豆粕    元/吨    3,062    -2.4%"
)


def test_cells_far_apart_are_cells_whatever_a_row_looks_like() -> None:
    found = [(text, row, column, unit) for text, row, column, unit in cells(PRICES)]
    assert found[:2] == [("2,356", "玉米", "本周价", "元/吨"), ("-0.7%", "玉米", "周涨跌", None)]


def test_a_year_in_front_of_a_row_is_its_head() -> None:
    text = "歷次普查人口（單位：萬人）\n年份　常住人口　較上次增減\n2000年　77.9　+10.9%\n2010年　82.7　+6.1%"
    assert [(cell, row) for cell, row, _, _ in cells(text)][:2] == [("77.9", "2000年"), ("+10.9%", "2000年")]
