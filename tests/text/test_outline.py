"""Headings, numbered and not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.text import read
from pipeline.text.numbering import numbered_labels
from pipeline.text.titles import title_end

TITLES = [
    json.loads(line) for line in (Path(__file__).parent / "titles.jsonl").read_text(encoding="utf-8").splitlines()
]

DUMP = """2024冷链物流行业发展报告
一、引言
1.1研究背景与意义随着生鲜消费升级,冷链需求持续释放2023年,全国冷库容量达
2.3亿立方米,流通率提升至
1.2%然而,区域发展不均衡的问题依然突出,中西部地区人均冷库容量仅为东部的
0.6倍
1.2冷链物流的边界与分类冷链物流是指易腐食品在低温环境下的全程流通,包括仓储、运输与配送三个环节第1页共3页
1.
2.1按温区划分的主要类型深冷、冷冻与冷藏的温区要求各不相同,单车成本达
1.2万元
1.
2.2运营主体的变化第三方企业占据市场主导地位,自营企业依托渠道优势快速扩张
二、现状冷链基础设施的建设进展我国冷链基础设施起步较晚,但增速较快,新增冷藏车
2.1万辆,市场渠道单
一、设备老化等问题并存
2.1冷库建设的区域布局东部沿海地区集中了全国六成的冷库,占比达
22.4%此外,县域冷库正在加速布局,第2页共3页2023年新建项目
1.3万个
2.2运输环节的断链风险断链是冷链运输的最大风险,断链率每提高1个百分点,货损增加
2.3个百分点第3页共3页。"""


def numbers(raw: str) -> list[str]:
    return [section.number for section in read(raw).sections]


def test_heading_numbers_are_told_from_figures_by_counting_on() -> None:
    assert numbers(DUMP) == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.2"]


def test_titles_end_where_the_text_begins() -> None:
    assert [section.title for section in read(DUMP).sections] == [
        "引言",
        "研究背景与意义",
        "冷链物流的边界与分类",
        "按温区划分的主要类型",
        "运营主体的变化",
        "现状冷链基础设施的建设进展",
        "冷库建设的区域布局",
        "运输环节的断链风险",
    ]


def test_titles_are_found_by_rule_in_reports_of_many_branches() -> None:
    lines = [(case["title"], case["title"] + case["body"]) for case in TITLES]
    right = sum(line[: title_end(line, 0, len(line))] == title for title, line in lines)
    assert right >= 80, f"{right} of {len(lines)}"


CLEAN = """第一章 总论

1.1 研究背景

近年来，行业规模持续扩大。2023年规模为12亿元。

1.2 研究方法

本报告采用问卷法。

第二章 市场

2.1 规模

规模达到3亿元。
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [("第一章 总论", "第二章 市场"), ("一、总论", "二、市场"), ("1 总论", "2 市场"), ("1、总论", "2、市场")],
)
def test_chapters_may_be_printed_in_many_ways(first: str, second: str) -> None:
    document = read(CLEAN.replace("第一章 总论", first).replace("第二章 市场", second))
    assert [(section.number, section.level, section.title) for section in document.sections] == [
        ("1", 1, "总论"),
        ("1.1", 2, "研究背景"),
        ("1.2", 2, "研究方法"),
        ("2", 1, "市场"),
        ("2.1", 2, "规模"),
    ]


def test_a_table_of_contents_is_not_the_outline() -> None:
    contents = (
        "目录\n第一章 总论......1\n1.1 研究背景......1\n1.2 研究方法......2\n第二章 市场......3\n2.1 规模......3\n"
    )
    document = read(contents + CLEAN)
    assert numbers(contents + CLEAN) == ["1", "1.1", "1.2", "2", "2.1"]
    assert document.sections[0].heading.start >= len(contents) - 1


def test_figures_alone_make_no_outline() -> None:
    assert numbered_labels("产量\n1.1万吨\n1.2万吨\n销量\n2.1%\n") == []
    assert numbered_labels("1.1\n1.2\n1.3\n") == []


PARAGRAPH = "报告期内，平均付息率为1.41%，较上年下降0.14个百分点，成本管控取得成效。\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            f"一、综合\n{PARAGRAPH}（一）工业生产稳步回升。\n{PARAGRAPH}",
            [(1, "综合"), (2, "工业生产稳步回升")],
        ),
        ("### 国际市场\n\n1、原油价格上涨2.6%。\n\n2、黄金价格下跌。\n", [(1, "国际市场")]),
        (
            f"资金成本\n{PARAGRAPH}其他支出\n{PARAGRAPH}",
            [(1, "资金成本"), (1, "其他支出")],
        ),
        ("2012年主要产品产量\n单位：万吨\n指标\n粮食\n650.0\n", []),
        ("1、原油价格上涨2.6%，预期2.5%。\n\n2、黄金价格下跌1.3%，前值下跌2%。\n", []),
    ],
)
def test_headings_without_dotted_numbers_open_sections_without_a_number(
    raw: str, expected: list[tuple[int, str]]
) -> None:
    sections = read(raw).sections
    assert [(section.level, section.title) for section in sections] == expected
    assert all(section.number == "" for section in sections)
