"""What a long report without line breaks mostly measures in a unit stands in for the words that a figure lost."""

from __future__ import annotations

from pipeline import extract

PAGES = "血制品行业保持平稳，各企业按需安排生产与供应，渠道库存处于合理水平，需求持续恢复。" * 120
SAID = "".join(
    f"{name}批签发量为{number}万瓶。" for number, name in enumerate(["白蛋白", "静丙", "狂免", "破免"] * 3, 21)
)


def last(text: str) -> object:
    """The metric of the last figure."""
    return extract(text, document_id="x").get_column("metric").to_list()[-1]


def test_a_mere_name_is_measured_as_its_unit_mostly_is() -> None:
    assert last(PAGES + SAID + "天河生物2020年实现批签发。其中乙免41万瓶。") == "批签发量"


def test_not_where_the_unit_measured_many_things() -> None:
    mixed = SAID + "".join(
        f"静丙{what}为{number}万瓶。" for number in range(31, 37) for what in ("库存", "产量", "销量")
    )
    assert last(PAGES + mixed + "某某工厂里摆着乙免41万瓶。") != "批签发量"


def test_not_in_a_text_with_line_breaks() -> None:
    assert last((PAGES + SAID).replace("。", "。\n") + "其中乙免41万瓶。") != "批签发量"
