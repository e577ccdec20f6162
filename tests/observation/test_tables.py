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


#: The gaps between the fields of a table without tabs or bars.
WIDE, SINGLE = "      ", " "


def aligned(gap: str, *lines: str) -> str:
    """Lines of words as a table whose fields stand ``gap`` apart."""
    return "\n".join(gap.join(line.split()) for line in lines)


@pytest.mark.parametrize("gap", [WIDE, SINGLE])
def test_blanks_part_the_columns_of_a_table_with_heads(gap: str) -> None:
    text = aligned(gap, "产品 产量（万吨） 同比（%）", "云母粉 12.4 6.3", "滑石粉 8.1 -2.4")
    assert rows(text, "subject", "metric", "measure", "direction", "unit_text", "value") == [
        ("云母粉", "产量", "level", None, "吨", 124000),
        ("云母粉", "产量", "change", "up", "%", 6.3),
        ("滑石粉", "产量", "level", None, "吨", 81000),
        ("滑石粉", "产量", "change", "down", "%", 2.4),
    ]


@pytest.mark.parametrize("gap", [WIDE, SINGLE])
def test_blanks_part_the_years_over_the_columns(gap: str) -> None:
    text = "单位：亿元\n" + aligned(gap, "项目 2022年 2023年", "营业收入 36.4 41.2", "净利润 3.1 3.8")
    assert rows(text, "metric", "time_period", "text") == [
        ("营业收入", "2022", "36.4"),
        ("营业收入", "2023", "41.2"),
        ("净利润", "2022", "3.1"),
        ("净利润", "2023", "3.8"),
    ]


def test_a_head_between_wide_blanks_may_be_of_two_words() -> None:
    text = "产品      本期 产量（万吨）      同比 增幅（%）\n云母粉      12.4      6.3\n滑石粉      8.1      -2.4"
    assert rows(text, "subject", "metric", "measure", "unit_text")[:2] == [
        ("云母粉", "产量", "level", "吨"),
        ("云母粉", "产量", "change", "%"),
    ]


def test_a_dash_is_a_cell_without_a_figure() -> None:
    text = aligned(SINGLE, "乡镇 面积（亩） 产量（吨）", "望鹤镇 3,240 86.5", "古渡镇 2,160 -")
    assert rows(text, "subject", "metric", "text") == [
        ("望鹤镇", "面积", "3,240"),
        ("望鹤镇", "产量", "86.5"),
        ("古渡镇", "面积", "2,160"),
    ]


@pytest.mark.parametrize("mark", ["，", "：", "；"])
def test_lines_that_say_something_are_no_rows(mark: str) -> None:
    text = f"茶叶{mark}产量 12.4 11.3\n竹笋{mark}产量 8.1 7.9"
    assert not any("table_cell" in flags for (flags,) in rows(text, "flags"))


@pytest.mark.parametrize(
    ("name", "currency"),
    [("新台币", "TWD"), ("台币", "TWD"), ("港币", "HKD"), ("澳门币", "MOP"), ("人民币", "CNY"), ("", "CNY")],
)
def test_a_head_may_name_the_currency_before_its_unit(name: str, currency: str) -> None:
    text = f"项目\t营收（{name}百万元）\t同比（%）\n客运\t124\t6.3\n货运\t81\t2.4"
    assert rows(text, "unit", "value")[:2] == [(currency, 124_000_000), ("%", 6.3)]


def test_a_note_over_the_table_may_name_it_too() -> None:
    text = "单位：新台币亿元\n项目\t2022年\t2023年\n营收\t364\t412"
    assert rows(text, "unit", "unit_text", "value")[0] == ("TWD", "元", 36_400_000_000)


def test_growth_by_year_and_by_month_are_two_comparisons() -> None:
    text = "项目\t营收（亿元）\t年增（%）\t月增（%）\n导电膜\t12.4\t6.3\t-1.2\n背光板\t8.1\t2.4\t0.6"
    assert rows(text, "metric", "measure", "comparison", "direction")[:3] == [
        ("营收", "level", None, None),
        ("营收", "change", "yoy", "up"),
        ("营收", "change", "pop", "down"),
    ]


ANNUAL = """产销量情况
行业分类 项目 单位 2023 年 2022 年 同比增减
电气机械制造业
销售量 GWh 390 289 34.95%
库存量 GWh 70 70 0.00%"""


def test_cells_one_blank_apart_have_their_unit_and_year() -> None:
    found = rows(ANNUAL, "text", "metric", "unit_text", "time_period", "measure", "direction")
    assert found[:3] == [
        ("390", "销售量", "GWh", "2023", "level", None),
        ("289", "销售量", "GWh", "2022", "level", None),
        ("34.95%", "销售量", "%", "2023", "change", "up"),
    ]
    assert found[-1] == ("0.00%", "库存量", "%", "2023", "change", None)  # nothing moved, so neither way


@pytest.mark.parametrize("head", ["增长率(%)", "YoY(%)", "(+/-)%", "YOY", "同比+/-%"])
def test_a_row_of_growth_is_of_the_row_above_in_percent(head: str) -> None:
    text = f"单位：百万元 2020A 2021A 2022E\n营业收入 44,200 63,491 118,036\n{head} 17.69 43.64 -3.23\n净利润 3,608 8,208 9,000"
    found = rows(text, "value", "metric", "unit_text", "measure", "direction", "time_period")
    assert found[2] == (118036000000, "营业收入", "元", "level", None, "2022")
    assert found[5] == (3.23, "营业收入", "%", "change", "down", "2022")


def test_wide_heads_stand_over_narrow_ones_that_no_blanks_align() -> None:
    text = (
        "公司营业收入构成\n单位：元\n 2023 年 2022 年 同比增减\n 金额 占营业收入比重 金额 占营业收入比重\n"
        "设备制造 393,183,475.78 98.07% 320,000,000.00 97.38% 22.87%\n采选行业 7,733,569.89 1.93% 8,593,987.50 2.62% -10.01%"
    )
    assert rows(text, "subject", "metric", "measure", "time_period")[:5] == [
        ("设备制造", "营业收入", "level", "2023"),
        ("设备制造", "占营业收入", "share", "2023"),
        ("设备制造", "营业收入", "level", "2022"),
        ("设备制造", "占营业收入", "share", "2022"),
        ("设备制造", "营业收入", "change", "2023"),
    ]


def test_wide_heads_over_tabs_that_were_left_out() -> None:
    text = "\t2022年末\t2021年末\n（百万元）\t余额\t占比(%)\t余额\t占比(%)\n正常类\t59,199\t97.83\t54,723\t98.25\n关注类\t734\t1.21\t468\t0.84"
    assert [period for (period,) in rows(text, "time_period")] == ["2022", "2022", "2021", "2021"] * 2


def test_a_change_in_points_may_stand_between_the_numbers_of_a_row() -> None:
    text = "主要财务指标 2023年 2022年 本期比上年同期增减(%) 2021年\n每股收益（元／股） 59.49 49.93 19.16 41.76\n净资产收益率（%） 34.19 30.26 增加3.93个百分点 29.90"
    found = rows(text, "text", "measure", "direction", "time_period")
    assert found[4:] == [
        ("34.19", "level", None, "2023"),
        ("30.26", "level", None, "2022"),
        ("3.93个百分点", "change", "up", "2023"),
        ("29.90", "level", None, "2021"),
    ]


@pytest.mark.parametrize(("head", "period"), [("第一季度 第二季度", "2023-Q1"), ("本报告期 上年同期", "2023")])
def test_heads_without_a_year_take_the_one_reported_on(head: str, period: str) -> None:
    text = f"单位：元\n项目 {head}\n营业收入 89,038,178.10 100,207,900.00\n净利润 9,822,410.43 10,894,800.00"
    found = extract(text, document_id="table", document_date="2023-12-31")
    assert found["time_period"][0] == period


def test_a_heading_that_begins_with_a_number_is_no_row() -> None:
    assert rows("第三章 讨论与分析\n3.4 贷款质量分析\n报告期内，不良贷款余额580亿元。", "text") == [("580亿元",)]


HONG_KONG = """截至六月三十日止六個月
                  二零二三年            二零二二年
                        佔總收入              佔總收入
                  金額  百分比      金額  百分比
                （人民幣百萬元）
茶葉業務        69,079     45%    70,417     49%
茶具業務        29,794     55%    24,660     51%"""


def test_the_day_a_table_ends_on_and_the_years_of_its_columns_are_one_period() -> None:
    assert rows(HONG_KONG, "subject", "metric", "measure", "reference", "time_period", "unit")[:4] == [
        ("茶葉業務", "茶葉業務", "level", None, "2023-S1", "CNY"),
        ("茶葉業務", "占總收入", "share", "總收入", "2023-S1", "%"),
        ("茶葉業務", "茶葉業務", "level", None, "2022-S1", "CNY"),
        ("茶葉業務", "占總收入", "share", "總收入", "2022-S1", "%"),
    ]


def test_a_row_may_be_one_of_the_row_above_or_a_part_of_a_whole() -> None:
    text = "  2022年 2021年 变化\n营业收入（亿元） 9,373 8,483 10.5%\n其中：茶叶收入（亿元） 8,121 7,514 8.1%\n研发费用占营业收入比 40.5% 41.4% -0.9pp"
    found = rows(text, "text", "metric", "measure", "reference", "time_period")
    assert found[3] == ("8,121", "收入", "level", None, "2022")
    assert found[6] == ("40.5%", "占营业收入", "share", "营业收入", "2022")
    assert found[8][2] == "change"
