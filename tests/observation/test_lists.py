"""Lists of figures: each member gets its own name, time or level."""

from __future__ import annotations

import pytest

from pipeline import extract


def rows(text: str, *columns: str) -> list[tuple[object, ...]]:
    """The figures of ``text``, a tuple of ``columns`` each."""
    return extract(text, document_id="x", document_date="2024-05-01").select(columns).rows()


def of_whom(text: str) -> list[object]:
    """The subjects of the figures of ``text``."""
    return [subject for (subject,) in rows(text, "subject")]


# 分别 gives a list of changes to the levels in front of it, one each.
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大麦产量120万吨，燕麦产量86万吨，分别增长3.2%和5.1%。", ["大麦", "燕麦"]),
        ("大麦产量120万吨，燕麦产量86万吨，荞麦产量12万吨，分别增长3%、5%和1%。", ["大麦", "燕麦", "荞麦"]),
        ("存款余额1200亿元，贷款余额860亿元，分别增长8.2%和6.4%。", ["存款余额", "贷款余额"]),
    ],
)
def test_separately_gives_the_levels_in_front_a_change_each(text: str, names: list[str]) -> None:
    assert of_whom(text) == names * 2
    assert [measure for (measure,) in rows(text, "measure")][len(names) :] == ["change"] * len(names)


def test_without_that_word_the_change_is_of_the_last_level() -> None:
    assert of_whom("存款余额1200亿元，贷款余额860亿元，增长6.4%。")[-1] == "贷款余额"


def test_a_semicolon_parts_the_levels_from_the_changes() -> None:
    text = "存款余额1200亿元；贷款余额860亿元，分别增长8.2%和6.4%。"
    assert of_whom(text)[2:] != ["存款余额", "贷款余额"]


# A figure alone in a bracket takes the name, place and time that the list gave to the figure in front.
@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "古渡县、望鹤县和翠屿县的茶叶产量分别为1.2万吨（+12%）、0.9万吨（+8%）和0.6万吨（-3%）。",
            ["古渡县", "望鹤县", "翠屿县"],
        ),
        (
            "大麦、燕麦、荞麦的均价分别为2.4元/公斤（+12%）、3.1元/公斤（-8%）和5.2元/公斤（+3%）。",
            ["大麦", "燕麦", "荞麦"],
        ),
    ],
)
def test_a_figure_in_a_bracket_has_the_name_of_the_one_in_front(text: str, names: list[str]) -> None:
    assert of_whom(text) == [name for name in names for _ in range(2)]


def test_a_figure_in_a_bracket_has_the_year_of_the_one_in_front() -> None:
    text = "2021年、2022年、2023年利润分别为1.2亿元（+12%）、1.5亿元（+25%）和1.9亿元（+27%）。"
    assert rows(text, "time_period", "measure") == [
        (year, measure) for year in ("2021", "2022", "2023") for measure in ("level", "change")
    ]


# 第一、二、三产业 are three names that share a word.
@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("第一、二、三产业增加值分别为120亿元、340亿元和560亿元。", "增加值"),
        ("第一、二、三产业用电量分别增长3.2%、4.1%和8.6%。", "用电量"),
        ("第一、二、三产业比重分别为8%、41%和51%。", "比重"),
    ],
)
def test_sectors_that_share_a_word_are_named_in_full(text: str, metric: str) -> None:
    assert rows(text, "subject", "metric") == [
        ("第一产业", metric),
        ("第二产业", metric),
        ("第三产业", metric),
    ]


def test_two_sectors_are_a_list_as_well() -> None:
    assert of_whom("第一、二产业占比分别为8%和41%。") == ["第一产业", "第二产业"]


def test_sectors_printed_in_full_are_left_alone() -> None:
    assert of_whom("第一产业、第二产业增加值分别为12亿元和34亿元。") == ["第一产业", "第二产业"]


# 甲、乙、丙3家企业: the names in front of a count of as many.
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("星汀、铁峰、海芯3家企业的市场份额分别为32%、21%和14%。", ["星汀", "铁峰", "海芯"]),
        (
            "大麦、燕麦、荞麦、高粱4种杂粮的种植面积分别为12万亩、8万亩、6万亩和3万亩。",
            ["大麦", "燕麦", "荞麦", "高粱"],
        ),
    ],
)
def test_the_names_in_front_of_a_count_are_who_the_figures_are_about(text: str, names: list[str]) -> None:
    assert of_whom(text)[1:] == names


def test_they_are_not_where_the_count_is_another() -> None:
    assert of_whom("星汀、铁峰、海芯12家企业的份额分别为32%、21%和14%。") == ["企业"] * 4


# 水田168万亩、旱田960万亩: a member names who, and says what the one before says.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水田168万亩、旱田960万亩。", [("水田", "水田"), ("旱田", "旱田")]),
        ("车站46座，其中地下站38座、高架站8座。", [("车站", "车站"), ("地下站", "地下站"), ("高架站", "高架站")]),
        ("门店2480家，其中直营1208家、加盟1272家。", [("门店", "门店"), ("直营", "直营"), ("加盟", "加盟")]),
    ],
)
def test_where_the_first_member_counts_itself_so_does_each(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text, "subject", "metric") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "货运量860万吨，其中铁路120万吨、公路640万吨。",
            [("货运量", "货运量"), ("铁路", "货运量"), ("公路", "货运量")],
        ),
        (
            "共有员工1200人，其中博士46人、硕士320人。",
            [("员工", "员工"), ("博士", "员工"), ("硕士", "员工")],
        ),
    ],
)
def test_parts_of_an_amount_measure_what_the_whole_does(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text, "subject", "metric") == expected


def test_a_member_does_not_count_what_the_first_one_does() -> None:
    assert rows("出动消防车12辆、救护车8辆。", "subject", "metric") == [("消防车", "出动消防车"), ("救护车", "救护车")]


# One word behind as many ordinals as figures.
@pytest.mark.parametrize("ordinals", ["一、二、三", "第一、二、三"])
def test_sectors_share_their_word(ordinals: str) -> None:
    found = extract(f"{ordinals}产业增加值分别增长3%、5%和6%。", document_id="x")
    assert found.get_column("subject").to_list() == ["第一产业", "第二产业", "第三产业"]


def test_quarters_share_their_word() -> None:
    found = extract("2023年一、二、三季度销量分别为12万辆、15万辆和18万辆。", document_id="x")
    assert found.get_column("time_period").to_list() == ["2023-Q1", "2023-Q2", "2023-Q3"]


def test_names_that_are_counted_off_leave_what_is_measured_of_each() -> None:
    found = extract("云湖、青石、望鹤三县茶叶产量分别为3万吨、4万吨和5万吨。", document_id="x")
    assert found.select("subject", "metric").rows() == [(name, "茶叶产量") for name in ("云湖", "青石", "望鹤")]


@pytest.mark.parametrize("word", ["产销", "产销量"])
def test_two_properties_in_one_word_are_told_apart(word: str) -> None:
    found = extract(f"拖拉机{word}分别为95万台和94万台。", document_id="x")
    assert found.get_column("metric").to_list() == ["产量", "销量"]


def test_places_of_a_list_are_who_and_where() -> None:
    found = extract("北京、上海、广州三地房价分别上涨0.3%、0.5%和0.1%。", document_id="x")
    assert found.get_column("subject").to_list() == found.get_column("ref_area").to_list() == ["北京", "上海", "广州"]


# The names of a list may stand in an earlier clause, with a count, a verb or a property behind them.
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("进口和出口均实现增长，分别增长3.1%和5.2%。", ["进口", "出口"]),
        ("古渡、望鹤、翠屿3家企业占据主要份额，市占率分别为19%、16%、10%。", ["古渡", "望鹤", "翠屿"]),
        ("北京、上海、深圳的新房价格涨幅居前，分别为3.2%、2.8%和2.5%。", ["北京", "上海", "深圳"]),
        ("从地区看，东部、中部、西部地区投资保持增长，增速分别为4.2%、5.1%、6.3%。", ["东部", "中部", "西部地区"]),
    ],
)
def test_names_of_an_earlier_clause_are_given_to_a_list_without_its_own(text: str, names: list[str]) -> None:
    assert of_whom(text)[-len(names) :] == names


def test_the_property_behind_those_names_is_what_is_measured() -> None:
    text = "北京、上海、深圳的新房价格涨幅居前，分别为3.2%、2.8%和2.5%。"
    assert rows(text, "metric") == [("新房价格涨幅",)] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大麦、燕麦及荞麦分别产出40.8万吨（-4%）、64.9万吨（+7%）及24.1万吨（+3%）。", ["大麦", "燕麦", "荞麦"]),
        ("古渡项目、望鹤项目预计总投资分别为12亿元和8.5亿元。", ["古渡项目", "望鹤项目"]),
    ],
)
def test_the_word_separately_parts_the_names_from_what_is_measured(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(of_whom(text))) == expected


def test_the_last_of_several_names_has_the_head_that_all_share() -> None:
    text = "公司销售/管理/研发费用率分别为5.2%/3.1%/6.8%。"
    assert rows(text, "metric") == [("销售费用率",), ("管理费用率",), ("研发费用率",)]


def test_another_property_of_each_that_was_named_just_before() -> None:
    text = "大麦产品收入12.3亿元（+15%），燕麦产品收入8.6亿元（+32%），毛利率分别为28.5%和22.3%。"
    assert rows(text, "subject", "metric")[-2:] == [("大麦产品", "毛利率"), ("燕麦产品", "毛利率")]


def test_earlier_values_of_several_are_of_each_and_of_the_month_before() -> None:
    text = "4月制造业PMI为50.4%，服务业PMI为51.2%，前值分别为50.8%和52.4%。"
    assert rows(text, "subject", "time_period")[2:] == [("制造业PMI", "2024-03"), ("服务业PMI", "2024-03")]


def test_against_the_year_and_against_the_period_before() -> None:
    text = "二季度公司毛利率为29.4%，同比、环比分别提升2.6和1.3个百分点。"
    assert rows(text, "metric", "comparison")[1:] == [("毛利率", "yoy"), ("毛利率", "pop")]


def test_the_quarters_of_a_run_one_each() -> None:
    text = "2023年一至四季度营业收入分别为10.2亿元、12.3亿元、11.8亿元和15.6亿元。"
    assert rows(text, "time_period") == [("2023-Q1",), ("2023-Q2",), ("2023-Q3",), ("2023-Q4",)]


def test_a_run_of_years_that_a_list_gave_out_dates_nothing_behind_it() -> None:
    text = "青禾茶业2020-2022年EPS分别为0.82、1.02和1.23元，目标价14.87元。"
    assert rows(text, "time_period") == [("2020",), ("2021",), ("2022",), (None,)]


# What the items of a list are ranked by, or the view that is taken, says what each of its figures measures.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("个股涨幅前五：三湖谱（+18.00%）、经纬云开（+16.27%）。", [("三湖谱", "涨幅"), ("经纬云开", "涨幅")]),
        ("涨幅大小依次为：青河(+24.18%)、博山(+22.7%)。", [("青河", "涨幅"), ("博山", "涨幅")]),
        (
            "2018年整车中混动渗透率从高到低分别为轿车（38.6%）、皮卡（27.1%）。",
            [("轿车", "渗透率"), ("皮卡", "渗透率")],
        ),
        (
            "归母净利润增速上，电机板块同比增176%，线缆板块同比增121%。",
            [("电机板块", "归母净利润增速"), ("线缆板块", "归母净利润增速")],
        ),
        (
            "归母净利率均有提高，电机板块环比提升3.4pct，线缆板块环比提升2pct。",
            [("电机板块", "归母净利率"), ("线缆板块", "归母净利率")],
        ),
        (
            "建材市盈率18.4x，全部A股21.6x。分板块来看，电力设备12.3x。",
            [("建材", "市盈率"), ("全部A股", "市盈率"), ("电力设备", "市盈率")],
        ),
        (
            "I期品最终成功获批的比率是9.6%，II期21.3%、III期48.7%。",
            [("I期品", "比率"), ("II期", "比率"), ("III期", "比率")],
        ),
        ("2018年天河生物和上湖制药分别获批4、5家浆站。", [("天河生物", "获批浆站"), ("上湖制药", "获批浆站")]),
        (
            "白蛋白批签发520万瓶，其中，国产210万瓶，进口310万瓶。",
            [("白蛋白", "批签发"), ("国产白蛋白", "批签发"), ("进口白蛋白", "批签发")],
        ),
    ],
)
def test_the_head_of_a_list_says_what_is_measured(text: str, expected: list[tuple[str, str]]) -> None:
    assert extract(text, document_id="x").select("subject", "metric").rows() == expected
