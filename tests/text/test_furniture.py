"""Footers, page numbers, running heads, and the words of the site."""

from __future__ import annotations

import pytest

from pipeline.text import read
from pipeline.text.boilerplate import boilerplate
from pipeline.text.furniture import footers, page_number_lines
from pipeline.text.running_heads import running_heads


def clean(raw: str) -> str:
    return read(raw).clean.text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("存款余额达1.8万亿第7页共19页元，不良率下降。", "存款余额达1.8万亿元，不良率下降。"),
        ("构第5页共19页建了动态模型。", "构建了动态模型。"),
        ("产量上升。第 3 页 / 共 12 页价格回落。", "产量上升。价格回落。"),
        ("產量上升。第3頁共12頁價格回落。", "產量上升。價格回落。"),
        ("产量上升。（第3页共12页）价格回落。", "产量上升。价格回落。"),
        ("产量上升。\n第3页共12页\n价格回落。", "产量上升。\n价格回落。"),
        ("见附录第3页。", "见附录第3页。"),
    ],
)
def test_a_footer_goes_wherever_it_stands(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_a_footer_closes_its_page() -> None:
    raw = "甲第1页共3页乙第2页共3页丙"
    document = read(raw)
    assert [document.page_at(raw.index(char)) for char in "甲乙丙"] == [1, 2, 3]
    assert [document.page_at(footer.span.start) for footer in footers(raw)] == [1, 2]


def test_a_text_without_footers_has_no_pages() -> None:
    assert read("产量上升。\n12\n\n价格回落。").pages == ()


PAGE = "本季度，订单同比增长较快，主要产品的交付周期有所缩短，渠道库存维持在合理水平，" * 4


def test_page_numbers_alone_on_a_line_go_and_the_sentence_around_them_is_joined() -> None:
    raw = f"{PAGE}带来员工费\n31\n\n用的增长。\n{PAGE}企稳。\n32\n\n{PAGE}回落。\n"
    assert clean(raw) == f"{PAGE}带来员工费用的增长。\n{PAGE}企稳。\n{PAGE}回落。\n"


def test_running_heads_beside_page_numbers_go() -> None:
    raw = "".join(f"{PAGE}企稳。\n某行年度报告\n{number}\n\n" for number in range(7, 12))
    assert "某行年度报告" not in clean(raw)
    assert clean(raw).count("企稳。") == 5


def test_cells_that_hold_a_number_stay() -> None:
    table = "合计\n31\n\n农业\n32\n\n工业\n33\n"
    assert page_number_lines(table) == []
    assert clean(table) == table


@pytest.mark.parametrize(
    ("pages", "heads"),
    [
        (
            "需求回升。新材料行业专题之二6请务必阅读末页声明。2018年价格企稳。新材料行业专题之二7请务必阅读末页声明。3.产能释放。",
            ["新材料行业专题之二6请务必阅读末页声明。", "新材料行业专题之二7请务必阅读末页声明。"],
        ),
        (
            "".join(
                f"行业周报请务必阅读正文之后的免责条款部分{page}of22{said}。"
                for page, said in ((5, "供给偏紧"), (6, "库存下降"), (7, "需求稳定"))
            ),
            [f"行业周报请务必阅读正文之后的免责条款部分{page}of22" for page in (5, 6, 7)],
        ),
        (
            "敬请参阅最后一页免责声明51.概况供给偏紧。敬请参阅最后一页免责声明6图2：库存。敬请参阅最后一页免责声明7需求稳定。",
            [f"敬请参阅最后一页免责声明{page}" for page in (5, 6, 7)],
        ),
        ("投资有风险，请仔细阅读产品的风险说明。", []),
    ],
)
def test_running_heads_of_texts_on_one_line_are_known_by_their_disclaimer(pages: str, heads: list[str]) -> None:
    assert [span.quote(pages) for span in running_heads(pages)] == heads


def test_words_of_the_site_go_at_both_ends_only() -> None:
    report = "用户都很关注。\n个人认证\n是平台的基础功能，覆盖了九成用户。"
    raw = f"还剩8页未读,继续阅读\n本资源只提供5页预览,全部文档请下载后查看!\n文本内容:\n{report}\n个人认证\n优秀文档\n获得点赞 12\n"
    assert clean(raw) == report


def test_a_text_of_nothing_but_boilerplate_is_empty() -> None:
    assert clean("文本内容:\n获得点赞 0") == ""
    assert boilerplate("") == []


def test_what_any_text_may_say_is_no_boilerplate_by_itself() -> None:
    assert clean("浏览量 3000次") == "浏览量 3000次"
    assert clean("正文一段。\n浏览量 3000次\n获得点赞 3") == "正文一段。"
