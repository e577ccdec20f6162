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
