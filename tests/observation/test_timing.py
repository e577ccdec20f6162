"""Which time a figure is of: short forms of brokers and annual reports, years that are only compared with, titles."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.model import Span
from pipeline.observation.periods import mentions


def periods(text: str, document_date: str = "2024-05-01") -> list[object]:
    """The periods of the figures of ``text``."""
    return extract(text, document_id="x", document_date=document_date)["time_period"].to_list()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年首季产量为3.2万吨。", "2024-Q1"),
        ("去年首季出货量为12万台。", "2023-Q1"),
        ("2022年首季度客流量达860万人次。", "2022-Q1"),
    ],
)
def test_the_first_quarter_goes_by_its_own_name(text: str, period: str) -> None:
    assert periods(text) == [period]


@pytest.mark.parametrize(
    "text", ["首季节目收视率为3.2%。", "当地四季分明，年均气温16.2摄氏度。", "山上四季常青，年均降水量为1860毫米。"]
)
def test_a_season_is_no_quarter(text: str) -> None:
    assert periods(text) == [None]


def test_two_short_years_with_a_slash_are_a_span() -> None:
    assert periods("20/21年出口额为36亿元。") == ["2020/2021"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预计24/25年净利润为3.2/4.1亿元。", ["2024", "2025"]),
        ("21/22/23年销量分别为12/15/18万台。", ["2021", "2022", "2023"]),
    ],
)
def test_with_as_many_figures_they_are_a_year_each(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


@pytest.mark.parametrize("text", ["10/12年间出口额为36亿元。", "连续12年增产，产量达86万吨。"])
def test_a_number_of_years_is_no_year(text: str) -> None:
    assert periods(text) == [None]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1-9M20营收为36亿元。", "2020-01/2020-09"),
        ("1-6M23净利润为3.4亿元。", "2023-01/2023-06"),
        ("11M22出货量为36万台。", "2022-01/2022-11"),
    ],
)
def test_the_first_months_of_a_year_in_short(text: str, period: str) -> None:
    assert periods(text) == [period]


def test_they_are_read_from_the_first_month_on() -> None:
    text = "1-9M20营收为36亿元。"
    assert [mention.span.quote(text) for mention in mentions(text, Span(0, len(text)))] == ["1-9M20"]


def test_a_model_number_that_looks_like_it_is_none() -> None:
    assert periods("型号1-9M2000的产量为36万台。") == [None]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至去年12月31日止年度，收入为36亿元。", "2023"),
        ("截至上年6月30日止六个月，溢利为1.4亿元。", "2023-S1"),
        ("截至去年9月底止三个月，销售额为9.2亿元。", "2023-Q3"),
        ("截至今年3月31日止三个月，销售额为9.2亿元。", "2024-Q1"),
    ],
)
def test_a_term_that_ends_last_year_takes_its_year_from_the_date(text: str, period: str) -> None:
    assert periods(text) == [period]


@pytest.mark.parametrize("text", ["截至去年12月止，用户为3600万人。", "截至去年12月，用户为3600万人。"])
def test_without_a_term_it_is_the_month(text: str) -> None:
    assert periods(text) == ["2023-12"]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("客流量较疫情前的2018年少22%。", "疫情前的2018年"),
        ("均价比高峰期的2016年低12%。", "高峰期的2016年"),
        ("客运人次较2019年低12%。", "2019年"),
    ],
)
def test_a_year_that_is_compared_with_dates_nothing(text: str, base: str) -> None:
    found = extract(text, document_id="x", document_date="2024-05-01")
    assert found.select("time_period", "reference", "comparison").rows() == [(None, base, "base")]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("与上一轮普查相比，人口增长3.2%。", "上一轮普查"),
        ("同周边城市相比，房价低12%。", "周边城市"),
        ("与计划数比较，收入增加12亿元。", "计划数"),
        ("人口与上一轮普查相比增长3.2%。", "上一轮普查"),
        ("房价同周边城市相比低12%。", "周边城市"),
    ],
)
def test_what_is_compared_with_may_stand_before_or_behind_who_is(text: str, base: str) -> None:
    found = extract(text, document_id="x", document_date="2024-05-01")
    assert found.select("reference", "comparison").rows() == [(base, "base")]


def test_whom_one_works_with_is_no_base() -> None:
    found = extract("与望鹤区合作，收入增加12亿元。", document_id="x", document_date="2024-05-01")
    assert found["reference"].to_list() == [None]


def test_a_level_reached_again_is_not_of_the_year_that_had_it() -> None:
    assert periods("客流恢复到2019年同期的86%。") == [None]
    assert periods("2019年客流为86万人次。") == ["2019"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年出口额为36亿元，上年同期为31亿元。", ["2022", "2021"]),
        ("2023年上半年销量为12万台，上年同期为10万台。", ["2023-S1", "2022-S1"]),
        ("2021年三季度利润为1.3亿元，去年同期为1.1亿元。", ["2021-Q3", "2020-Q3"]),
        ("2022年出口额为36亿元，上年同期为31亿元，增长16%。", ["2022", "2021", "2022"]),
        ("2022年出口额为36亿元，较2019年增长12%，上年同期为31亿元。", ["2022", "2022", "2021"]),
    ],
)
def test_a_year_ago_is_counted_from_the_period_that_was_told(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


def test_without_one_it_is_counted_from_the_date() -> None:
    assert periods("出口额为36亿元，上年同期为31亿元。") == [None, "2023"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2016年建成，同年发电量为3亿千瓦时。", "2016"),
        ("2019年投产，当年产量为12万吨。", "2019"),
        ("2019年投产，今年产量为12万吨。", "2024"),
    ],
)
def test_that_year_is_the_one_spoken_of_and_this_year_the_dates(text: str, period: str) -> None:
    assert periods(text) == [period]


@pytest.mark.parametrize(
    "text", ["望鹤农场创建于1986年，耕地面积为3.2万亩。", "古渡港始建于1958年，年吞吐量为8600万吨。"]
)
def test_the_year_of_foundation_dates_no_figure(text: str) -> None:
    assert periods(text) == [None]


def test_a_season_in_which_things_cluster_dates_no_figure() -> None:
    assert periods("八成订单集中在3月到5月，订单量为12万件。") == [None, None]
    assert periods("3月到5月订单量为12万件。") == ["2024-03/2024-05"]


def test_the_whole_of_a_year_may_do_without_its_word() -> None:
    assert periods("2022全年销量为86万台。") == ["2022"]


# A report of early in the year means by 全年 the year that its title names, else the one before its date.
@pytest.mark.parametrize("title", ["古渡县水资源状况（2023）", "古渡县农业发展报告（2023年）", "古渡县2023年统计公报"])
def test_early_in_the_year_the_title_says_which_year_is_meant_by_all_of_it(title: str) -> None:
    assert periods(f"{title}\n全年粮食产量为86万吨。", "2023-03") == ["2023"]


@pytest.mark.parametrize("title", ["古渡县统计公报", "古渡县统计公报\n2023年3月12日", "古渡县简报 2023年3月"])
def test_a_month_below_the_title_is_when_it_was_published(title: str) -> None:
    assert periods(f"{title}\n全年粮食产量为86万吨。", "2023-03") == ["2022"]


# A week has no notation of its own, and what is to come has no end: neither lets an earlier period through.
@pytest.mark.parametrize("when", ["上周", "本周", "未来三年"])
def test_a_week_and_the_years_ahead_have_no_period(when: str) -> None:
    text = f"2023年一季度营收12亿元。{when}指数上涨2.3%。"
    assert extract(text, document_id="x", document_date="2024-05-01").get_column("time_period").to_list()[-1] is None


def test_a_quarter_without_a_year_is_of_the_year_that_is_spoken_of() -> None:
    text = "2021年3月，茶叶出口30万吨。一季度出口87万吨。"
    assert extract(text, document_id="x").get_column("time_period").to_list() == ["2021-03", "2021-Q1"]


def test_two_bases_in_one_comparison_govern_nothing() -> None:
    text = "10月末，存款余额309万亿元，增速分别比上月末和上年同期高0.7个和0.8个百分点。"
    found = extract(text, document_id="x", document_date="2024-11-14").get_column("time_period").to_list()
    assert found == ["2024-10"] * 3


def test_the_time_behind_a_figure_in_its_own_clause() -> None:
    text = "首批800个单位将于明年第一季推售。"
    assert extract(text, document_id="x", document_date="2024-11-14").get_column("time_period").to_list() == ["2025-Q1"]


# Where no line ends a paragraph, as in the text of a PDF, a time does not hold for ever.
@pytest.mark.parametrize(("sentences", "expected"), [(10, "2019"), (90, None)])
def test_a_time_named_long_ago_governs_no_more(sentences: int, expected: str | None) -> None:
    text = "2019年茶叶产量12万吨。" + "竞争格局仍将持续演变。" * sentences + "茶园面积36万亩。"
    assert extract(text, document_id="x").get_column("time_period").to_list() == ["2019", expected]


def test_the_last_month_is_the_one_before_the_month_that_is_spoken_of() -> None:
    assert periods("8月份产量增长2.1%，上月增长1.8%。", "2024-10-20") == ["2024-08", "2024-07"]


def test_a_month_of_delivery_is_no_time() -> None:
    text = "10月15日，12月交货的原油期货价格下跌46美分。"
    assert periods(text, "2024-10-20") == ["2024-10-15"]


def test_the_whole_year_is_the_year_spoken_of() -> None:
    text = "2022年产值达96.5亿元；今年前三季度为83亿元，全年为120亿元。"
    assert periods(text, "2023-11-14") == ["2022", "2023-01/2023-09", "2023"]


def test_this_quarter_is_the_one_just_named() -> None:
    assert periods("三季度当季净收入5.8亿元。", "2024-10-25") == ["2024-Q3"]


def test_what_is_so_by_now_is_not_of_a_year_to_come() -> None:
    text = "预计市场规模2030年达199亿美元；目前生物制剂渗透率不足30%。"
    assert periods(text, "2024-12-31") == ["2030", None]


def test_a_yearly_rate_between_two_levels_is_of_all_the_years_between() -> None:
    text = "市场规模由2019年的38亿元增至2023年的199亿元，年复合增长率为51.3%。"
    assert periods(text, "2024-12-31") == ["2019", "2023", "2019/2023"]


def test_this_week_is_the_one_in_the_title_of_a_weekly() -> None:
    text = "茶业周报（2024.8.12-8.18）\n本周绿茶均价20.96元/公斤。"
    assert periods(text, "2024-08-19") == ["2024-08-12/2024-08-18"]


def test_the_ratios_of_a_valuation_are_of_the_years_forecast_before() -> None:
    text = "我们将公司2024、2025年净利润预测调整为7.1/10.5亿元，新增2026年预测13.9亿元，对应PE为64/43/33倍。"
    assert periods(text, "2024-10-30")[-3:] == ["2024", "2025", "2026"]


def test_the_month_in_the_title_is_this_month_where_a_paragraph_names_none() -> None:
    text = "2023年8月份居民消费价格变动情况\n\n从同比看，CPI上涨0.1%。\n\n上月为下降0.4%。"
    assert periods(text, "2023-09-09")[-1] == "2023-07"


def test_days_since_when_something_lasts_govern_nothing() -> None:
    assert periods("截至11月13日，6日以来的暴雪造成9个县受灾。", "2023-11-15") == ["2023-11-13"]


def test_the_year_before_is_that_of_the_year_spoken_of_and_last_year_the_document_s() -> None:
    assert periods("2024年，居民收入比由上年的1.91:1缩小为1.87:1。", "2025-02-20") == ["2023", "2024"]
    assert periods("2024年销量由去年的5万辆增至7万辆。", "2024-11-20") == ["2023", "2024"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("二○二三至二四年度收入為五千億元。", "2023/2024"),
        ("2023-24財政年度開支增加百分之六至七千億元。", "2023/2024"),
        ("二零一九／二零年度入場人次為860萬。", "2019/2020"),
    ],
)
def test_a_fiscal_year_is_one_period(text: str, period: str) -> None:
    assert set(periods(text)) == {period}


def test_a_fiscal_year_is_not_shared_out_among_two_figures() -> None:
    assert periods("2023-24年度利得稅和印花稅收入預計分別為1777億元和710億元。") == ["2023/2024"] * 2


def test_a_part_of_a_year_behind_of_which_is_of_the_year_spoken_of() -> None:
    assert periods("2020年绿茶产量为705万吨。其中Q1产量为456万吨。", "2021-09-01") == ["2020", "2020-Q1"]


def test_the_half_of_a_year_in_short_needs_no_year() -> None:
    assert periods("H1产量为16万吨。", "2021-09-01") == ["2021-S1"]


@pytest.mark.parametrize("text", ["营收已连续四个季度下滑，为3亿元。", "税率以百分之十五计算，税款3亿元。"])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert periods(text, "2024-05-01")[-1] is None


def test_what_is_expected_for_the_whole_year_is_for_the_one_that_runs() -> None:
    assert periods("预计全年减税约2.5万亿元。", "2022-03-05") == ["2022"]


def test_this_month_is_the_one_the_sentence_names() -> None:
    assert periods("9月茶叶零售133万吨，当月出口零售份额为63.1%。", "2024-10-25") == ["2024-09", "2024-09"]


def test_the_work_that_bears_the_name_of_a_plan_is_not_dated_by_it() -> None:
    assert periods("“十三五”易地搬迁建设任务已完成，960万群众迁入新居。", "2020-12-03") == [None]


def test_the_month_of_a_contract_is_no_time() -> None:
    assert periods("布伦特5月原油期货收跌0.17美元。", "2024-03-22") == [None]
