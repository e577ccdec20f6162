"""Tables as reports print them: who, what, when and where of a cell come from its row, its column and the caption."""

from __future__ import annotations

import pytest

from pipeline import extract


def rows(text: str, *columns: str) -> list[tuple[object, ...]]:
    """The figures of ``text``, a tuple of ``columns`` each."""
    return extract(text, document_id="table").select(columns).rows()


def test_a_caption_names_what_a_table_of_names_measures() -> None:
    text = "附表 主要农产品产量（单位：万吨）\n产品\t2021年\t2022年\n稻谷\t214.6\t208.3\n茶叶\t3.2\t3.5"
    assert rows(text, "subject", "metric", "time_period", "value")[:2] == [
        ("稻谷", "产量", "2021", 2146000),
        ("稻谷", "产量", "2022", 2083000),
    ]


def test_a_row_with_two_names_is_subject_and_metric() -> None:
    text = (
        "行业分类\t项目\t单位\t2022年\t2021年\t同比增减\n"
        "水泥\t销售量\t万吨\t1,846.3\t2,093.7\t-11.82%\n\t库存量\t万吨\t73.5\t61.9\t18.74%"
    )
    found = rows(text, "text", "subject", "metric", "measure", "direction", "unit_text")
    assert found[0] == ("1,846.3", "水泥", "销售量", "level", None, "吨")
    assert found[2] == ("-11.82%", "水泥", "销售量", "change", "down", "%")
    assert found[3] == ("73.5", "水泥", "库存量", "level", None, "吨")


def test_running_numbers_are_no_figures_and_a_share_column_names_its_whole() -> None:
    text = (
        "前5名供应商情况\n序号\t供应商名称\t采购额（元）\t占年度采购总额比例\n"
        "1\t供应商一\t58,216,340.00\t9.86%\n2\t供应商二\t41,907,115.20\t7.10%"
    )
    assert rows(text, "text", "subject", "metric", "measure", "reference")[:2] == [
        ("58,216,340.00", "供应商一", "采购额", "level", None),
        ("9.86%", "供应商一", "占年度采购总额", "share", "年度采购总额"),
    ]


def test_quarters_over_the_columns_take_the_year_of_the_caption() -> None:
    text = "某公司2022年分季度主要财务数据（单位：万元）\n\t第一季度\t第二季度\n营业收入\t18,640\t21,075\n净利润\t1,836\t2,204"
    assert rows(text, "metric", "time_period")[:2] == [("营业收入", "2022-Q1"), ("营业收入", "2022-Q2")]


def test_a_head_over_two_columns_holds_for_both() -> None:
    text = (
        "（人民币百万元）\n\t2022年12月31日\t\t2021年12月31日\t\n\t金额\t占比（%）\t金额\t占比（%）\n"
        "公司贷款\t612,408\t58.6\t548,917\t57.9\n个人贷款\t432,655\t41.4\t399,126\t42.1"
    )
    assert rows(text, "text", "time_period", "unit_text")[:4] == [
        ("612,408", "2022-12-31", "元"),
        ("58.6", "2022-12-31", "%"),
        ("548,917", "2021-12-31", "元"),
        ("57.9", "2021-12-31", "%"),
    ]


def test_a_row_of_growth_is_the_change_of_the_row_above_and_keeps_its_unit_to_itself() -> None:
    text = "盈利预测（百万元）\n\t2022A\t2023E\n营业收入\t2,703\t3,418\n增长率（%）\t24.9\t26.5\n归母净利润\t286\t374"
    assert rows(text, "text", "metric", "measure", "unit_text", "status")[2:] == [
        ("24.9", "营业收入", "change", "%", "actual"),
        ("26.5", "营业收入", "change", "%", "forecast"),
        ("286", "归母净利润", "level", "元", "actual"),
        ("374", "归母净利润", "level", "元", "forecast"),
    ]


def test_a_cell_in_words_gives_its_direction_and_a_head_its_own_property() -> None:
    text = (
        "主营业务分产品（单位：万元）\n\t2024年营业收入\t2023年营业收入\t同比增减（%）\t毛利率比上年增减\n分产品\n"
        "减速器\t171,206.44\t150,418.69\t13.82\t减少1.57个百分点\n齿轮箱\t148,930.05\t146,377.12\t1.74\t增加2.70个百分点"
    )
    assert rows(text, "text", "metric", "direction", "time_period")[2:4] == [
        ("13.82", "营业收入", "up", "2024"),
        ("1.57个百分点", "毛利率", "down", "2024"),
    ]


@pytest.mark.parametrize("place", ["境内", "华东"])
def test_a_row_that_names_a_place_leaves_the_company_as_subject(place: str) -> None:
    text = f"泊远物流2022年分地区经营情况\n地区\t收入（万元）\t毛利率（%）\n{place}\t12,603\t31.2\n西南\t8,415\t28.7"
    assert rows(text, "subject", "ref_area", "metric")[:2] == [
        ("泊远物流", place, "收入"),
        ("泊远物流", place, "毛利率"),
    ]


def test_markdown_tables_read_like_any_other() -> None:
    text = (
        "| 指标 | 2022年 | 2021年 |\n|---|---|---|\n| 营业收入（亿元） | 12.3 | 11.1 |\n| 净利润（亿元） | 2.3 | 1.1 |"
    )
    assert rows(text, "text", "metric", "time_period", "unit_text")[1:3] == [
        ("11.1", "营业收入", "2021", "元"),
        ("2.3", "净利润", "2022", "元"),
    ]
