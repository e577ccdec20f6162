"""Whom a whole text or a stretch of it is about: the company of the title, the article, the product that was made, what 该 points to."""

from __future__ import annotations

import pytest

from pipeline import extract


def subjects(text: str) -> list[str | None]:
    """The subject of every figure of ``text``."""
    return extract(text, document_id="x", document_date="2024-05-01").get_column("subject").to_list()


def named(text: str) -> list[tuple[object, ...]]:
    """Subject and metric of the figures of ``text``."""
    return extract(text, document_id="x", document_date="2024-05-01").select("subject", "metric").rows()


# A title that names a listed company with its code says whose the figures are that name nobody.
@pytest.mark.parametrize("code", ["603XXX.SH", "06299", "000456.SZ"])
def test_the_company_of_the_title_has_the_figures_that_name_nobody(code: str) -> None:
    text = f"铁峰重工（{code}）：海外放量\n投资要点\n二季度总收入是84.7亿元，毛利率12.9%。"
    assert subjects(text) == ["铁峰重工", "铁峰重工"]


def test_a_year_in_the_brackets_of_a_title_is_no_code() -> None:
    assert subjects("望鹤茶业发展报告（2022）\n茶叶\n全年茶园面积为36万亩。") == ["茶园"]


def test_the_size_of_a_market_is_the_markets() -> None:
    text = "铁峰重工（000456.SZ）：海外放量\n投资要点\n2022年全球矿用卡车市场规模约86亿美元。"
    assert named(text) == [("矿用卡车", "市场规模")]


# In the article of a place or a building a property with its noun is a property of what the article is about.
def test_properties_in_an_article_are_those_of_its_title() -> None:
    text = "望鹤机场\n望鹤机场位于古渡市东郊。\n运营\n旅客吞吐量为2573万人次，其中国际旅客占14%；货邮吞吐量为38.7万吨。"
    assert subjects(text) == ["望鹤机场", "国际旅客", "望鹤机场"]


# Who makes or adopts a named product hands the clauses behind over to it.
@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("海芯软件推出“云栈”协同平台，日均处理公文46万件。", "云栈"),
        ("铁峰科技自主研发了“岩鹰”钻机，已交付120台。", "岩鹰"),
        ("试点园区接入“云栈”平台后，单位产值电耗降低了三分之一，运维费用减少一半。", "云栈"),
    ],
)
def test_clauses_behind_are_about_what_was_made_or_adopted(text: str, product: str) -> None:
    assert set(subjects(text)) == {product}


def test_who_owns_an_adopted_product_is_its_organisation() -> None:
    found = extract("合作社接入星汀科技旗下“云栈”平台后，亩均用药量减少一半。", document_id="x")
    assert found.select("subject", "organisation").rows() == [("云栈", "星汀科技")]


def test_an_initiative_of_a_country_stands_for_itself() -> None:
    assert subjects("我国提出“绿色渔港”倡议，已与15个国家达成共识。") == ["绿色渔港"]


def test_a_product_without_a_maker_of_that_kind_is_an_object() -> None:
    assert "门诊通" not in subjects("各地推出“门诊通”，参保人数达120万人。")


# 该 with a noun is who the clause is about, where nobody was named before.
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("该平台注册用户超过3亿，日活跃用户达8600万，付费率达11%。", "该平台"),
        ("该校现有学生612名，教师88人。", "该校"),
        ("该团伙涉案金额达3.2亿元，抓获犯罪嫌疑人86名。", "该团伙"),
    ],
)
def test_whom_the_text_points_to_it_goes_on_about(text: str, subject: str) -> None:
    assert set(subjects(text)) == {subject}


def test_who_was_named_before_is_who_is_pointed_to() -> None:
    assert subjects("海芯软件推出“云栈”平台。该平台将流转时间由2.5天压缩至6小时。") == ["云栈", "云栈"]


# A label that ends as names of companies do, at the beginning of a paragraph.
def test_a_company_before_a_colon_has_its_paragraph() -> None:
    text = "行业平稳。\n顺达速递：7月完成件量14.8亿票，同比增长25.6%，单票收入2.11元，市场份额提升1.5pct至13.7%。"
    assert set(subjects(text)) == {"顺达速递"}


@pytest.mark.parametrize("place", ["在法说会上", "在业绩会中", "昨日"])
def test_where_a_company_speaks_is_none_of_its_name(place: str) -> None:
    assert subjects(f"星驰电{place}表示，营收为36亿元。") == ["星驰电"]


# 其中 names the members of a series, each of what was measured before.
@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("蔬菜产量增长4.2%，其中菌菇增长9.6%，叶菜增长3%。", "产量"),
        ("出口总额增长8%。其中，机电产品增长12%，农产品增长3%。", "出口总额"),
        ("规模以上工业企业利润总额同比增长4.3%，其中国有控股企业增长2.1%，民营企业增长5.8%。", "利润总额"),
    ],
)
def test_members_of_a_series_measure_what_the_whole_does(text: str, metric: str) -> None:
    assert {found for _, found in named(text)} == {metric}


def test_what_somebody_brings_about_is_theirs() -> None:
    assert named("服务业增加值增长5.6%，拉动经济增长2.9个百分点。")[1] == ("服务业", "拉动经济增长")
    assert named("鲜果价格上涨6.3%，影响居民消费价格上涨约0.12个百分点。")[1] == ("鲜果价格", "影响居民消费价格上涨")


# What is counted ends where what is said of it begins, whatever the dictionary takes the word for.
@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("46个行政村全部通光缆。", "行政村"),
        ("36个贫困村摘帽。", "贫困村"),
        ("12家门店开业。", "门店"),
        ("1亿农业转移人口进城落户。", "农业转移人口"),
    ],
)
def test_what_is_counted_ends_before_what_it_does(text: str, counted: str) -> None:
    assert named(text) == [(counted, counted)]


# Lists of companies whose lines ran together: each entry has its own figures.
def test_an_entry_has_the_name_in_front_of_it() -> None:
    text = "【海芯医药】2020年实现营收33.6亿（+4.9%）【华东铁峰】1）2020年实现营收8.2亿；2）2021Q1实现营收2.6亿"
    assert subjects(text) == ["海芯医药", "海芯医药", "华东铁峰", "华东铁峰"]


def test_a_companys_name_is_not_where_it_is() -> None:
    found = extract("【华东铁峰】2020年实现营收8.2亿，净利润1.1亿", document_id="x")
    assert found.get_column("ref_area").to_list() == [None, None]


def test_the_company_means_the_one_that_was_listed_just_before() -> None:
    text = "公司名称最新观点海芯股份(002XXX)公司名称铁峰股份(000456.SZ)业绩企稳，维持买入评级公司1-9M20营收12.4亿元"
    assert subjects(text) == ["铁峰股份"]


def test_each_company_of_a_list_with_codes_keeps_its_own_estimates() -> None:
    text = (
        "海芯股份(002XXX)订单饱满，我们认为公司成长可期，预计公司20-22年EPS为2.54/2.94/3.29元，目标价117.78元。"
        "铁峰重工(000456.SZ)禁令影响有限，预计公司20-22年EPS为1.44/1.68/1.96元，目标价55.43元。"
    )
    assert subjects(text) == ["海芯股份"] * 4 + ["铁峰重工"] * 4


# A subject is not carried so far that something else may be meant by then: no subject, and a flag that says why.
def test_a_subject_named_long_ago_is_left_out_and_flagged() -> None:
    idle = "总的来看，情况正在慢慢好转。" * 10
    text = f"{idle}望鹤茶业收入8.2亿元。" + "毛利率为30%，净利率为12%。" * 13
    found = extract(text, document_id="x").select("subject", "flags").rows()
    assert found[1] == ("望鹤茶业", "subject_carried")
    assert found[25] == (None, "subject_far")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("商场则收租9.05亿元。", "商场"),
        ("扣除食品和能源价格的核心CPI同比涨幅为0.8%。", "核心CPI"),
        ("古渡国际旅游度假区接待游客12万人次。", "古渡国际旅游度假区"),
        ("10:05 【古渡茶业财报】古渡茶业前三季度营收208.2亿元。", "古渡茶业"),
        ("药品评价和研究中心（CDER）批准了48个新药申请。", "药品评价和研究中心"),
        ("绿茶价格略高于红茶，2023年单价为397元/公斤。", "绿茶价格"),
        ("年营收2000万元以下的小微企业，户均数字化投入仅11.6万元。", "小微企业"),
    ],
)
def test_what_stands_around_a_name_is_none_of_it(text: str, expected: str) -> None:
    assert subjects(text)[-1] == expected


def test_each_item_of_a_list_is_about_the_name_at_its_head() -> None:
    text = "➢ 青禾茶业：累计产量占比超四成。\n➢ 望鹤茶业：Q2产量同比增速高达27%，内销份额回落至11.4%。"
    assert subjects(text) == ["青禾茶业", "望鹤茶业", "望鹤茶业"]


# 公司 is whom its section presents: by its heading, by what the company is, or by who told the figure.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.1望鹤生物：放量可期\n业务覆盖全产业链。公司2020年前三季度实现营收118亿元。", "望鹤生物"),
        ("海芯生物成立于2014年，专注于检测服务。公司2019年营收3.82亿元。", "海芯生物"),
        ("望鹤生物作为国内血制品领先企业，产品齐全。2016年，公司中标12个省。", "望鹤生物"),
        ("采浆的影响仍将持续，根据HNB披露信息，公司20财年采浆量同比下滑5%。", "HNB"),
    ],
)
def test_the_company_is_the_one_that_was_presented(text: str, expected: str) -> None:
    assert subjects(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该行发表报告，将望鹤汽车（9XXX.HK）目标价由86港元升至102港元。", ["望鹤汽车", "望鹤汽车"]),
        (
            "推荐牧辰股份（2024年营收12亿元，净利润3亿元）和瑞康生物（营收5亿元）。",
            ["牧辰股份", "牧辰股份", "瑞康生物"],
        ),
        ("青禾农商行推出的“钓具贷”截至10月末余额为7.6亿元，惠及412户。", ["钓具贷", "钓具贷"]),
        ("海芯股份收入18.9亿元；望鹤科技仍未摆脱亏损，但亏损额收窄到3,460万元。", ["海芯股份", "望鹤科技"]),
        ("百货公司营业额4,492亿元，便利商店则突破4千亿元。", ["百货公司", "便利商店"]),
        ("1月绿茶：264万箱，同比增长39.6%。1月红茶类：45万箱。", ["绿茶", "绿茶", "红茶类"]),
    ],
)
def test_whose_figure_it_is_where_the_name_stands_apart(text: str, expected: list[str]) -> None:
    assert subjects(text) == expected


# What stands in quotes is no name where it says what somebody went through.
@pytest.mark.parametrize(
    "text",
    [
        "个人业务遭遇“提前还贷潮”，按揭贷款不良率升至0.87%。",
        "全县财政过“紧日子”，民生支出占比升至75%。",
        "在“头对头”的研究中，青禾检测的敏感性为95.5%。",
        "全市项目“压舱石”作用凸显，完成投资412.7亿元。",
        "海外变压器“一货难求”。交期由50周拉长至120周。",
        "“增收不增利”主要系原料采购均价上涨两成。",
    ],
)
def test_a_quoted_phrase_is_no_product(text: str) -> None:
    assert extract(text, document_id="x").select("subject", "organisation").rows()[0][0] not in (
        "提前还贷潮",
        "紧日子",
        "头对头",
    )


def test_places_told_apart_are_where() -> None:
    text = "1月建物移轉棟數1,873棟。其中，台南市跌勢最慘，僅剩486棟，年減33.4％；新北市靠著新案撐盤，月減不到兩成。"
    areas = extract(text, document_id="x", document_date="2025-02-12").get_column("ref_area").to_list()
    assert areas == [None, "台南市", "台南市", "新北市"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("棉纺企业自营与代工订单数量之比约为1：4。", ("棉纺企业", "自营与代工订单数量之比")),
        ("在调查的38个工业大类行业中，价格下降的有21个。", ("工业大类行业", "价格下降")),
        ("户籍人口中，0-17岁占16.8%，18-34岁占20.3%。", ("18-34岁", "占户籍人口")),
        ("云图视控24日收于27.93元，跌2.61%，年内累计跌去近两成。", ("云图视控", "涨跌幅")),
        ("晶腾科（4321）日前公告7月合併營收1,127.4億元。", ("晶腾科", "合併營收")),
    ],
)
def test_who_and_what_of_a_figure_told_in_a_way_of_its_own(text: str, expected: tuple[str, str]) -> None:
    found = extract(text, document_id="x", document_date="2024-10-25").select("subject", "metric").rows()
    assert found[-1] == expected


# How somebody came to know it is no part of who it is about: 记者走访发现多家超市….
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们调研看到部分网点的单票价格已经跌破了1.2元。", ("部分网点", "单票价格")),
        ("记者走访发现多家超市的鸡蛋价格涨至6元。", ("多家超市的鸡蛋", "价格")),
        ("从数据中可以看出白酒库存同比增长5%。", ("白酒", "库存")),
        ("至于资本开支，明年约为30亿元。", ("资本开支", "资本开支")),
    ],
)
def test_how_it_was_found_names_nobody(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


def test_what_was_found_is_counted_as_found() -> None:
    assert named("全省新发现油气田3个。") == [("新发现油气田", "新发现油气田")]


def test_a_guidance_is_one_of_its_property() -> None:
    assert named("望鹤股份将全年出货量指引上调至3000万台。") == [("望鹤股份", "出货量指引")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the officer of a company speaks of it
        ("望鹤电财务长黄某表示，预期合并营收介于180亿元到188亿元之间。", ["望鹤电"]),
        # a number of kinds, each its own
        (
            "全球至少有20种绿茶饮料、25种红茶饮料和3种乌龙茶饮料在售。",
            ["绿茶饮料", "红茶饮料", "乌龙茶饮料"],
        ),
        # the members of a whole
        ("望鹤茶业本月销售90万箱，包括绿茶45万箱、红茶17万箱。", ["望鹤茶业", "绿茶", "红茶"]),
        # another name with the same property
        ("青禾制药占比80%，泛林制药占比20%。", ["青禾制药", "泛林制药"]),
        # as many names as figures, the first of them after a place
        (
            "上海青禾、双林茶业、望鹤茶业各销售49万箱（+3%）、31万箱（+7%）、27万箱（-1%）。",
            ["上海青禾", "上海青禾", "双林茶业", "双林茶业", "望鹤茶业", "望鹤茶业"],
        ),
        # whose property it is
        (
            "光伏销售额与销量涨幅不大，2019年销售额与销量分别为1.1亿元和43万千瓦。",
            ["光伏", "光伏"],
        ),
        ("茶业CXO业务有望维持30%增速。", ["茶业CXO业务"]),
        # what was launched after a question is not what is asked about
        ("“金九”成色如何？9月全国乘用车市场零售210万辆。", ["乘用车"]),
    ],
)
def test_whose_figure_it_is(text: str, expected: list[str]) -> None:
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("诉讼拖累净利海芯电子(603XXX.SH)前三季度净利润同比增长25%，实现营收294亿元。", "海芯电子"),
        ("营养改善计划惠及3600多万农村学生。", None),
        ("共25个品种中选，涉及15家药企。", None),
    ],
)
def test_a_deed_and_a_headline_name_nobody(text: str, expected: str | None) -> None:
    found = subjects(text)[-1]
    assert found == expected if expected else found not in ("惠及", "涉及")


def test_a_whole_country_is_not_the_company_that_the_report_is_on() -> None:
    text = "望鹤电力（603XXX.SH）2021年实现营收634亿元。根据能源局数据，2022年1-3月国内新增装机13.2GW。"
    assert subjects(text) == ["望鹤电力", "国内"]


def test_a_bracket_behind_a_comparison_is_of_whom_it_is_compared_with() -> None:
    text = "望鹤茶业的周转天数（2019年174天）高于批发企业平均（96天）。"
    assert named(text)[1] == ("批发企业", "周转天数")


def test_percentages_of_those_who_make_up_an_amount_are_shares() -> None:
    text = "本月绿茶销售20万箱，主要来自青禾茶业（39%）、牧辰茶业（13%）。"
    assert named(text)[1:] == [("青禾茶业", "销售占比"), ("牧辰茶业", "销售占比")]


def test_the_size_that_counts_are_reckoned_in_is_a_specification() -> None:
    assert named("注：绿茶规格统一折算为10g/支，红茶规格统一折算为2.5g/支。") == [("绿茶", "规格"), ("红茶", "规格")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # so much of a market, in a list, and who has the rest
        (
            "望鹤科技和青禾科技分别占据了31%和29%的市场份额，剩下40%的份额由其他厂商占据。",
            [("望鹤科技", "市场份额"), ("青禾科技", "市场份额"), ("其他厂商", "份额")],
        ),
        # the last name of a list without what counts the list
        ("前道、封装、测试三类设备分别占90%、6%、4%。", [("前道", "占比"), ("封装", "占比"), ("测试", "占比")]),
        (
            "泛林科技占比约为28%，连同海芯半导体的25%和TEL的17%，三大厂商占据了全球70%的市场份额。",
            [("泛林科技", "占比"), ("海芯半导体", "占比"), ("TEL", "占比"), ("三大厂商", "市场份额")],
        ),
        # an agency that reports is nobody, and no more is the market that expects
        (
            "财联社3月20日电，望鹤汽车发布2023年第四季度业绩。第四季度营收888亿元，市场预估798亿元；归属于普通股股东的净利润232亿元。",
            [("望鹤汽车", "营收"), ("望鹤汽车", "营收"), ("望鹤汽车", "归属于普通股股东的净利润")],
        ),
        ("公司盈利能力保持领先，净利润为1,255亿元。", [("公司", "净利润")]),
        ("销售及市场推广开支同比增长79%至110亿元。", [("销售及市场推广开支", "销售及市场推广开支")] * 2),
        (
            "现货黄金盘中突破2220美元/盎司，截至纽约尾盘下跌0.2%。",
            [("现货黄金", "价格"), ("现货黄金", "涨跌幅")],
        ),
    ],
)
def test_who_and_what_of_each_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_count_may_touch_a_name_that_begins_with_a_digit() -> None:
    assert subjects("打造200个5G示范标杆，新增300个4A级景区。") != []
    assert named("建成30家5G工厂。")[0][1] == "5G工厂"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of what 国产 and 进口 are kinds, in the sentence before or at the end of the list
        ("望鹤白蛋白销售61万瓶。国产与进口分别销售22万瓶、39万瓶。", ["国产望鹤白蛋白", "进口望鹤白蛋白"]),
        ("2019年，人源与重组因子的销售额分别达到2亿元和6亿元。", ["人源因子", "重组因子"]),
        # names made alike, and names behind a place
        ("松德制药占比65%，九原制药占比35%。", ["松德制药", "九原制药"]),
        ("泰邦生物销售56万支、四川远大销售27万支。", ["泰邦生物", "四川远大"]),
        # what a list of growth lists
        ("上月跌幅位于前列的分别是海芯微8.4%，青禾科技7.9%。", ["海芯微", "青禾科技"]),
        ("中国销售2亿元；韩国、日本分别以3亿元、1亿元位列其后。", ["韩国", "日本"]),
    ],
)
def test_kinds_and_lists_have_their_whole_names(text: str, expected: list[str]) -> None:
    assert subjects(text)[-2:] == expected


def test_what_was_done_to_goods_holds_for_the_names_behind() -> None:
    assert named("白蛋白批签发120万瓶。静丙62万瓶（+38%）。")[1:] == [("静丙", "批签发")] * 2


def test_the_size_of_a_pack_is_no_count() -> None:
    assert named("八因子签发量为13万瓶（折合200IU/瓶）。")[1] == ("八因子", "规格")
    assert named("凝血因子（规格换算/200IU）52万瓶。")[0] == ("凝血因子", "规格")


def test_a_growth_behind_a_completion_is_of_the_level() -> None:
    found = extract("全国预算支出26万亿元，完成预算的97.6%，增长6.1%。", document_id="x")
    assert found.get_column("metric").to_list() == ["预算支出", "完成预算", "预算支出"]


def test_money_brought_in_is_what_stands_behind_it() -> None:
    assert named("青禾集团为望鹤股份贡献约4600万元销售收入。") == [("青禾集团", "销售收入")]


def test_a_company_has_the_report_that_it_published() -> None:
    text = "珀纳汽车公司25日公布的财报显示，第二财季营收为128亿美元；净利润同比下滑九成，交付量约为29.8万辆。"
    assert set(subjects(text)) == {"珀纳汽车公司"}


def test_an_officer_speaks_of_the_company_behind_an_outlook_and_whatever_his_name() -> None:
    text = "华芯电子今日公布季报，营收100亿元。\n展望本季，总经理邱世铭指出，受假期影响，营收估落在128亿至135亿元间。"
    assert subjects(text) == ["华芯电子", "华芯电子"]
    assert subjects("格澜特首席执行官Mia Lorent表示，该公司将投入28亿欧元扩建基地。") == ["格澜特"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("康宠医疗已在22座城市开设连锁门店218家。", [("康宠医疗", "城市"), ("康宠医疗", "开设连锁门店")]),
        ("无人车已经在120多个城市上路。", [("无人车", "城市")]),
        (
            "狂免批签发317万支，同比+22%，共有14家企业获批签发。",
            [("狂免", "批签发"), ("狂免", "批签发"), ("狂免", "企业")],
        ),
        (
            "轴承收入62.18亿美元，与第二名格澜特的51.4亿美元拉开了差距。",
            [("轴承", "收入"), ("格澜特", "收入")],
        ),
        ("早筛产品云筛的敏感性为95.2%，但特异性仅为34.6%。", [("早筛产品云筛", "敏感性"), ("早筛产品云筛", "特异性")]),
    ],
)
def test_who_takes_part_is_not_whom_it_is_about(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_what_an_index_is_held_against_is_not_the_subject() -> None:
    assert subjects("本周钢铁板块下跌5.3%，沪深300下跌1.2%，跑输沪深300约4.1%。") == ["钢铁板块", "沪深300", None]


def test_a_list_of_the_first_few_names_each() -> None:
    text = "前4位的厂商分别是天河生物获批318万瓶(份额9%)、泰原生物获批207万瓶(份额6%)、上湖制药188万瓶(份额4%)。"
    assert subjects(text)[::2] == ["天河生物", "泰原生物", "上湖制药"]


def test_a_numeral_that_no_unit_follows_is_part_of_a_name() -> None:
    text = "我国八因子、纤原、静丙的批签发量分别为58万支、28万支、36万支。八因子供应偏紧。"
    assert subjects(text) == ["八因子", "纤原", "静丙"]


def test_the_next_item_may_follow_a_figure_without_a_stop() -> None:
    text = "凝血因子类：八因子、静丙分别增长38%、105%（1）纤原：累计批签发47.3万瓶，同比增长26%。"
    assert subjects(text) == ["八因子", "静丙", "纤原", "纤原"]


def test_two_names_that_ran_together_are_nobody() -> None:
    assert "早期胃癌晚期胃癌" not in str(subjects("早期胃癌晚期胃癌5年生存率40%。"))


def test_under_what_something_goes_on_is_nobody() -> None:
    assert "工艺" not in subjects("钙钛矿组件渗透加快。工艺持续改进下，成本有望以每年12%幅度下降。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("溢价率较历史平均低18.3个百分点，当前值为107.5%。", "溢价率"),
        ("硅片价格达到54美元，相比3月12日36美元增长50%。", "价格"),
        ("编码器市场规模为142亿美元（约合994亿元人民币）。", "市场规模"),
        ("建筑材料市盈率（TTM，整体法，剔除负值）18.4x。", "市盈率"),
        ("纤原批签发为73万瓶(0.5g/瓶，下同)。", "规格"),
        ("德国从2012年至2018年实现了6.7%的年均复合增速。", "年均复合增速"),
        ("2017年静丙样本医院销售额增速高达83.2%。", "销售额增速"),
        ("全球风电项目为640个，海上风电约占30%。", "占比"),
        ("偏头痛按6.4%患病率计算。", "患病率"),
        ("南岭某药厂5.24-41%7缬沙坦片80mg", "规格"),
    ],
)
def test_what_is_no_property_by_itself_is_read_from_the_words_around(text: str, expected: str) -> None:
    assert named(text)[-1][1] == expected
