"""Where sentences begin and end."""

from __future__ import annotations

import pytest

from pipeline.text import read

#: Enough text of the same make, for the reader to see that its stops are gone.
LOST = "行业规模稳步扩大,产品结构趋于多元,企业数量持续增加,区域布局不断优化,龙头企业加快整合,中小企业转向细分市场,竞争格局“逐渐清晰”\n"


def sentences(raw: str) -> list[str]:
    document = read(raw)
    return [sentence.quote(document.clean.text) for sentence in document.sentences]


def test_stops_and_line_ends_end_a_sentence_and_semicolons_do_not() -> None:
    assert sentences("收入增长8%；利润持平。“成本下降！”他说。\n合计\t12.6\n其中：\t3") == [
        "收入增长8%；利润持平。",
        "“成本下降！”",
        "他说。",
        "合计\t12.6",
        "其中：\t3",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("冷链覆盖率提升至68%", "例如,某企业建成冷库12座"),
        ("企业普遍存在运力不足的问题", "然而,需求仍在增长"),
        ("平台的用户主要依赖线下渠道获取", "截至2024年,用户规模达8600万人"),
        ("系统实现了风险的实时预警", "2024年,拦截交易金额达1200亿元"),
        ("标准化服务已难以满足", "2024年调研显示,76%的用户希望改进"),
        ("企业需强化信息披露", "证监会2024年发布指引,要求逐项说明"),
        ("渗透率由2020年的5%提升至2024年的23%", "典型案例中,某平台引入机器学习模型"),
        ("这是行业融合的标杆案例", "该系统通过三大能力推动服务升级"),
        ("企业面临“成本高”“协同难”等挑战", "对此,行业探索出新的方案"),
    ],
)
def test_a_sentence_start_is_found_although_the_stop_is_gone(first: str, second: str) -> None:
    assert sentences(LOST + first + second)[-2:] == [first, second]


@pytest.mark.parametrize(
    "whole",
    [
        "本报告揭示2025年行业的发展路径,并给出建议",
        "这些变化成为2025年的重点,值得关注",
        "渗透率从2020年的5%提升至2024年的23%,增长较快",
        "部分企业因此面临合规风险,需要尽快整改",
        "企业在该领域投入较多,收益仍不确定",
        "事件达230起,较2020年增长150%,风险突出",
        "用户认为“效率提升例如,到账更快”最重要,其次是价格",
    ],
)
def test_a_sentence_is_not_cut_where_its_clause_goes_on(whole: str) -> None:
    assert sentences(LOST + whole)[-1] == whole


def test_a_known_subject_begins_a_sentence_behind_a_finished_one() -> None:
    raw = (
        LOST
        + "区块链技术在支付中的应用加快,区块链技术可降低成本,存在流程繁琐等问题区块链技术通过分布式网络实现实时结算"
    )
    assert sentences(raw)[-1] == "区块链技术通过分布式网络实现实时结算"


def test_a_heading_is_a_sentence_of_its_own() -> None:
    raw = "一、综合\n全年生产总值比上年增长百分之六，增速比上年同期有所加快。"
    assert sentences(raw) == raw.split("\n")
