"""Who a figure is about and what it measures, where its own words do not say it outright."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.observation.naming.somebody import somebody


def rows(text: str, *columns: str) -> list[tuple[object, ...]]:
    """The figures of ``text``, a tuple of ``columns`` each."""
    return extract(text, document_id="x", document_date="2024-05-01").select(columns).rows()


def named(text: str) -> list[tuple[object, ...]]:
    """Subject and metric of the figures of ``text``."""
    return rows(text, "subject", "metric")


# What the words around a name left on it goes, and what names nobody is none.
@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("其中果园", "果园"),
        ("】星汀食品", "星汀食品"),
        ("望鹤农场分别", "望鹤农场"),
        ("望鹤农场已", "望鹤农场"),
        ("星汀食品占", "星汀食品"),
        ("棉纱价格大幅", "棉纱价格"),
        ("合作社已连续六年", "合作社"),
        ("收入增长，望鹤农场", "望鹤农场"),
        ("远低于零售业务", "零售业务"),
        ("绿茶价格略高于红茶", "绿茶价格"),
        ("静茶去年同期", "静茶"),
        ("兴建中的青禾地铁", "青禾地铁"),
        ("公司核心产品瑞舒平", "瑞舒平"),
        ("青禾北方3.19-48%9奥宁片", "奥宁片"),
        ("瑞康食品】中报", "瑞康食品"),
    ],
)
def test_particles_at_the_edges_of_a_subject_go(read: str, left: str) -> None:
    assert somebody(read) == left


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ("星汀食品（300123）", "星汀食品"),
        ("居民消费价格指数（CPI）", "居民消费价格指数"),
        ("控股股东星汀集团", "星汀集团"),
        ("旗下星汀食品", "星汀食品"),
        ("光伏设备供应商海芯科技", "海芯科技"),
        ("第二名为铁峰重工", "铁峰重工"),
        ("其最长的支流", "支流"),
        ("最高峰望鹤峰", "望鹤峰"),
        ("平均每百户家庭汽车", "家庭汽车"),
        ("装机量第一的意大利", "意大利"),
        ("%和海芯科技", "海芯科技"),
        ("望鹤连锁普遍", "望鹤连锁"),
        ("乙肝疫苗批签发复合年", "乙肝疫苗批签发"),
        ("化学制剂板块", "化学制剂板块"),
    ],
)
def test_what_is_said_of_a_subject_goes(read: str, left: str) -> None:
    assert somebody(read) == left


@pytest.mark.parametrize("name", ["望鹤农场", "控股股东", "旗下", "主峰", "茶饮品牌望鹤", "人均收入"])
def test_a_name_keeps_what_it_cannot_stand_without(name: str) -> None:
    assert somebody(name) == name


@pytest.mark.parametrize("read", ["2023年", "12.5%", "单季", "该", "本", "第三个季度", "年中国", "（", "", None])
def test_a_time_a_number_or_a_pronoun_is_nobody(read: str | None) -> None:
    assert somebody(read) is None


@pytest.mark.parametrize("read", ["轻卡" * 17, "2022 1,240 2,160 茶园"])
def test_a_piece_of_a_table_is_nobody(read: str) -> None:
    assert somebody(read) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("全资子公司星汀食品实现净利润4300万元。", "星汀食品"),
        ("主峰望鹤峰海拔1860米。", "望鹤峰"),
        ("合作社已连续六年利润超过100万元。", "合作社"),
        ("同比增长3.1%。", None),
    ],
)
def test_a_sentence_gives_the_subject_that_is_left_or_none(text: str, subject: str | None) -> None:
    assert rows(text, "subject") == [(subject,)]


# 其中… and 占… name parts; a new stretch speaks of the whole again.
@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("星汀剧场全年观众达86万人次，其中学生占31%。平均票价为120元。", "学生", "星汀剧场"),
        ("海芯平台注册用户达到3600万人，其中女性占54.3%。日均使用时长为46分钟。", "女性", "海芯平台"),
        ("全省发电量860亿千瓦时，其中风电120亿千瓦时；装机容量4200万千瓦。", "风电", "全省"),
        ("古渡地铁开通车站46座，其中换乘站6座，总投资138亿元。", "换乘站", "古渡地铁"),
    ],
)
def test_behind_its_parts_the_whole_is_spoken_of_again(text: str, part: str, whole: str) -> None:
    assert [subject for (subject,) in rows(text, "subject")] == [whole, part, whole]


def test_in_the_same_stretch_a_part_goes_on() -> None:
    text = "星汀剧场全年观众达86万人次，其中学生占31%，平均票价为120元。"
    assert named(text)[-1] == ("学生", "平均票价")


# 公司 is the company whose announcement the paragraph reports.
@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("星汀食品（300123.SZ）公告，2023年营收36亿元。公司毛利率为41.2%。", "星汀食品"),
        ("海芯电子（688999）公布2023年业绩，营收18.4亿元。该集团净利润为2.1亿元。", "海芯电子"),
        ("铁峰重工公布2023年业绩，营业收入18.4亿元。该公司员工总数为3200人。", "铁峰重工"),
    ],
)
def test_the_company_is_the_one_that_announced(text: str, company: str) -> None:
    assert rows(text, "subject") == [(company,), (company,)]


@pytest.mark.parametrize("company", ["公司", "该公司", "该集团"])
def test_so_it_is_behind_a_product_of_its_own(company: str) -> None:
    text = f"海芯电子公布2023年业绩，营收36亿元。传感器销量为46万套。{company}毛利率为28%。"
    assert named(text)[1:] == [("传感器", "销量"), ("海芯电子", "毛利率")]


@pytest.mark.parametrize("text", ["公司毛利率为28%。", "有机构认为，公司毛利率为28%。"])
def test_where_nobody_announced_anything_the_company_stays_the_company(text: str) -> None:
    assert rows(text, "subject") == [("公司",)]


@pytest.mark.parametrize(
    ("customers", "company"),
    [("铁峰重工和星汀食品", "海芯电子"), ("铁峰重工（000456.SZ）和星汀食品（300123.SZ）", "公司")],
)
def test_behind_another_listed_company_nobody_knows_which_is_meant(customers: str, company: str) -> None:
    text = f"海芯电子公布2023年业绩，营收18.4亿元。主要客户为{customers}，公司毛利率为31%。"
    assert named(text)[-1] == (company, "毛利率")


@pytest.mark.parametrize(
    ("product", "of_the_company", "of_the_product"),
    [
        ("鲜奶销量为46万吨", "每股收益为0.86元", "平均售价为8.6元/公斤"),
        ("传感器出货量为46万只", "综合毛利率为28%", "良品率为98%"),
    ],
)
def test_what_only_a_company_has_is_the_companys(product: str, of_the_company: str, of_the_product: str) -> None:
    announced = f"海芯电子公布2023年业绩，营收36亿元。{product}。"
    assert rows(f"{announced}{of_the_company}。", "subject")[-1] == ("海芯电子",)
    assert rows(f"{announced}{of_the_product}。", "subject")[-1] == rows(announced, "subject")[-1]


def test_another_organisation_opens_a_subject_of_its_own() -> None:
    text = "星汀食品公布2023年业绩，营收36亿元，北澜乳业集团原奶均价为3.2元/公斤。"
    assert named(text) == [("星汀食品", "营收"), ("北澜乳业集团原奶", "均价")]


@pytest.mark.parametrize(
    ("text", "subject", "effect"),
    [
        ("家电零售额增长9%，带动消费增长0.7个百分点。", "家电", "带动消费增长"),
        ("蛋类价格下降5%，影响消费价格总水平下降约0.05个百分点。", "蛋类价格", "影响消费价格总水平下降"),
        ("第三产业投资增长8.2%，拉动全部投资增长3.6个百分点。", "第三产业", "拉动全部投资增长"),
    ],
)
def test_an_effect_in_percentage_points_is_of_whoever_had_it(text: str, subject: str, effect: str) -> None:
    assert named(text)[-1] == (subject, effect)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("家电零售额增长9%，增速提高0.7个百分点。", "增速"),
        ("新能源投资增长28%，带动就业12万人。", "就业"),
    ],
)
def test_no_effect_where_nothing_is_brought_about_or_no_points_are_told(text: str, metric: str) -> None:
    assert rows(text, "metric")[-1] == (metric,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("古渡港距离望鹤机场约46公里。", [("古渡港", "距离望鹤机场")]),
        ("翠屿灯塔距大陆岸线12海里，距码头3公里。", [("翠屿灯塔", "距大陆岸线"), ("翠屿灯塔", "距码头")]),
    ],
)
def test_a_distance_is_measured_from_who_stands_before_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("古渡大桥全长46公里。", ("古渡大桥", "全长")), ("古渡港水深18米。", ("古渡港", "水深"))],
)
def test_a_length_is_no_distance(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("38座水库开闸泄洪。", "水库"),
        ("近200名教师参加培训。", "教师"),
        ("古渡中学加快扩建，36名学生获得奖励。", "学生"),
    ],
)
def test_a_clause_that_begins_with_a_count_is_about_what_it_counts(text: str, counted: str) -> None:
    assert rows(text, "subject") == [(counted,)]


def test_a_company_that_speaks_keeps_what_it_counts() -> None:
    assert rows("本公司提供资助，36名学生获得奖励。", "subject") == [("本公司",)]


@pytest.mark.parametrize(
    ("text", "metric", "subjects"),
    [
        ("货物出口额增长9%。其中，机械类增长12%，纺织类下降3%。", "出口额", ["货物", "机械类", "纺织类"]),
        (
            "望鹤区固定资产投资增长6.1%。其中，采矿业增长5.8%，住宿业下降7.4%。",
            "固定资产投资",
            ["望鹤区", "采矿业", "住宿业"],
        ),
        ("旧款传感器单价为17美元，新款传感器升至90美元。", "单价", ["旧款传感器", "新款传感器"]),
        ("银行业市净率为0.6倍，北证200为1.8倍。", "市净率", ["银行业", "北证200"]),
    ],
)
def test_a_series_names_who_and_goes_on_with_what(text: str, metric: str, subjects: list[str]) -> None:
    assert named(text) == [(subject, metric) for subject in subjects]


def test_a_property_of_its_own_ends_a_series() -> None:
    text = "保险业保费收入增长9%，赔付支出增长12%。"
    assert named(text) == [("保险业", "保费收入"), ("保险业", "赔付支出")]


@pytest.mark.parametrize(
    ("text", "metric", "subjects"),
    [
        ("从自给率看，大豆、玉米分别约为17%和94%。", "自给率", ["大豆", "玉米"]),
        ("从出栏量看，肉羊、肉牛分别为86万头和12万头。", "出栏量", ["肉羊", "肉牛"]),
        ("从渗透率来看，新能源车约为35%。", "渗透率", ["新能源车"]),
    ],
)
def test_from_the_view_of_a_property_the_words_in_front_say_who(text: str, metric: str, subjects: list[str]) -> None:
    assert named(text) == [(subject, metric) for subject in subjects]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从行业看，家具增加值增长12%。", ("家具", "增加值")),
        ("从结构看，住宅占71%。", ("住宅", "占比")),
    ],
)
def test_a_view_of_no_property_measures_nothing(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("95号汽油每升下调0.26元。", "95号汽油", "down"),
        ("航空煤油每吨上涨380元。", "航空煤油", "up"),
        ("菜粕每公斤下跌0.12元，豆粕每公斤上涨0.3元。", "菜粕", "down"),
    ],
)
def test_so_much_more_for_each_unit_is_a_change_of_the_price(text: str, subject: str, direction: str) -> None:
    assert rows(text, "subject", "metric", "direction", "unit_text")[0] == (subject, "价格", direction, "元")


@pytest.mark.parametrize(
    ("text", "metric"), [("职工工资每月上涨300元。", "职工工资"), ("电厂每年增加支出300元。", "支出")]
)
def test_so_much_more_each_month_is_no_price(text: str, metric: str) -> None:
    assert rows(text, "metric") == [(metric,)]


# A heading that opens its paragraph says who the sentences behind it are about until the next one.
@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("■轻卡：轻卡销量为86万辆。渗透率为35%。", "轻卡"),
        ("2.4.石英砂：石英砂价格为420元/吨。库存量为36万吨。", "石英砂"),
        ("防水涂料：防水涂料产能为86万吨。利用率为62%。", "防水涂料"),
    ],
)
def test_a_heading_with_a_colon_says_who_the_sentences_behind_it_are_about(text: str, theme: str) -> None:
    assert rows(text, "subject") == [(theme,), (theme,)]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("（一）光伏组件。产量为46万千瓦。", "光伏组件"),
        ("（二）动力煤。产量为3.2亿吨，同比增长4%。", "动力煤"),
        ("（三）光伏组件。逆变器产量为46万台。利用率为62%。", "光伏组件"),
    ],
)
def test_a_numbered_heading_may_end_in_a_stop(text: str, theme: str) -> None:
    assert rows(text, "subject")[-1] == (theme,)


def test_it_says_so_again_behind_a_sentence_about_somebody_else() -> None:
    text = "■轻卡：轻卡销量为86万辆。重卡销量为12万辆。渗透率为35%。"
    assert named(text) == [("轻卡", "销量"), ("重卡", "销量"), ("轻卡", "渗透率")]


def test_a_bullet_without_a_heading_ends_it() -> None:
    text = "■轻卡：轻卡销量为86万辆。重卡销量为12万辆。■渗透率为35%。"
    assert named(text)[-1] != ("轻卡", "渗透率")


def test_the_next_heading_takes_over() -> None:
    text = "■云母粉：云母粉产能为12万吨。利用率为62%。■滑石粉：滑石粉产能为8万吨。利用率为71%。"
    assert [subject for (subject,) in rows(text, "subject")] == ["云母粉", "云母粉", "滑石粉", "滑石粉"]


@pytest.mark.parametrize("text", ["（一）加快建设。产量为46万吨。", "点评：产量为46万吨。", "●产量：产量为46万吨。"])
def test_a_heading_that_is_a_deed_a_remark_or_a_property_is_nobody(text: str) -> None:
    assert rows(text, "subject") == [("产量",)]


def test_a_caption_leaves_nothing_to_the_text_around_it() -> None:
    text = "滑石粉产能为8万吨。图6：云母粉的价格为420元/吨资料来源：古渡咨询，海棠证券研究所利用率为62%。"
    assert named(text) == [("滑石粉", "产能"), ("云母粉", "价格"), ("滑石粉", "利用率")]


# The topic, for figures that name nobody.
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("以古渡镇为例，人均收入为2.4万元。", "古渡镇"),
        ("以星汀食品为例，毛利率为32%。", "星汀食品"),
    ],
)
def test_an_example_is_who_the_sentence_is_about(text: str, subject: str) -> None:
    assert rows(text, "subject") == [(subject,)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("深入实施人才强县战略，产值达到36亿元。", "产值"),
        ("大力发展特色农业，种植面积为36万亩。", "种植面积"),
    ],
)
def test_a_deed_that_opens_the_sentence_is_nobody(text: str, subject: str) -> None:
    assert rows(text, "subject") == [(subject,)]


def test_a_name_in_another_language_is_no_clause() -> None:
    assert named("翠屿岛（英语：Tsuiyu Island）位于古渡湾，面积为12平方公里。") == [("翠屿岛", "面积")]
