"""Line breaks that only the page made."""

from __future__ import annotations

import pytest

from pipeline.text import read

LONG = "报告期内，手续费收入增加28.34亿元，增长9.73%，主要是消费信贷业务保持较快增长，"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("去年底全国的用户规模合计达到\n12.6亿人,仍在增长", "去年底全国的用户规模合计达到12.6亿人,仍在增长"),
        (f"{LONG}手续费及佣\n金支出下降。", f"{LONG}手续费及佣金支出下降。"),
        (f"{LONG}较上年增加2.26\n亿元。", f"{LONG}较上年增加2.26亿元。"),
        (f"{LONG}主要\n是汇率波动导致。", f"{LONG}主要是汇率波动导致。"),
        (f"{LONG}打破了市场渠道单\n一、服务同质化的局面。", f"{LONG}打破了市场渠道单一、服务同质化的局面。"),
        (f"{LONG}\r\n同比略有回升。", f"{LONG}同比略有回升。"),
    ],
)
def test_a_sentence_that_goes_on_is_joined(raw: str, expected: str) -> None:
    assert read(raw).clean.text == expected


@pytest.mark.parametrize(
    "raw",
    [
        "地区生产总值\n\t4000.5\n10.0\n第一产业\n\t153.6\n11.0\n",
        "减速电机 91,284.57 63,517.02 30.42 12.86\n伺服驱动器 40,126.33 27,446.41 31.60 -3.54",
        "其中：主营业务收入（亿元） 8,121 7,514 8.1%\n净利润率 13.4% 13.7% -0.3pp\n归属于母公司股东的净利润（亿元） 1,255 1,161 8.0%",
        "项目\t2019年\t2018年\n代理业务\t4,556\t4,330\n其他\t494\t455\n",
        "比上年增加\n1.2\n比上年减少\n3.4\n",
        f"{LONG}整体平稳。\n12.6亿元为新增部分。",
        f"{LONG}包括：\n一、存款业务；\n二、贷款业务。",
        "手续费及佣金净收入\n报告期内，手续费收入增加28.34亿元。",
        f"{LONG}整体平稳\n- 存款业务\n- 贷款业务",
    ],
)
def test_tables_lists_and_paragraphs_keep_their_line_breaks(raw: str) -> None:
    assert read(raw).clean.text == raw


def test_lines_wrapped_at_one_width_are_joined() -> None:
    sentence = "园区企业全年完成技改投资十八亿元，带动上下游配套企业增加就业岗位三千余个，产业集聚效应进一步显现。"
    sentence += (
        "下一步将继续完善公共服务平台，支持企业开展数字化改造，推动园区综合能耗稳步下降，力争三年内建成示范园区。"
    )
    raw = "\n".join(sentence[at : at + 26] for at in range(0, len(sentence), 26))
    assert read(raw).clean.text == sentence
