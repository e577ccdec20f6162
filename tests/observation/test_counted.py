"""What is counted, paid for or owned where the noun or the deed stands behind the figure."""

from __future__ import annotations

import pytest

from pipeline import extract


def named(text: str) -> list[tuple[object, ...]]:
    """Subject and metric of the figures of ``text``."""
    return extract(text, document_id="x", document_date="2024-05-01").select("subject", "metric").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予海芯科技2025年18倍PE。", ("海芯科技", "PE")),
        ("给予铁峰重工2024年25倍市盈率。", ("铁峰重工", "市盈率")),
        ("维持星汀食品2024年3.2倍PB。", ("星汀食品", "PB")),
        ("对应2.4倍PS。", ("PS", "PS")),
    ],
)
def test_a_multiple_is_of_what_stands_behind_it(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


def test_times_more_is_no_multiple() -> None:
    assert named("海芯科技产能提升3倍。") == [("海芯科技", "产能")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("星汀集团收购北澜食品51%股权。", "股权"),
        ("星汀集团持有北澜食品36.5%的股份。", "股份"),
        ("星汀集团拟转让北澜食品12%权益。", "权益"),
    ],
)
def test_a_stake_is_of_what_stands_behind_it(text: str, what: str) -> None:
    assert named(text) == [("星汀集团", what)]


def test_a_share_that_is_named_in_front_keeps_its_name() -> None:
    assert named("星汀集团持股比例为36%。") == [("星汀集团", "持股比例")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("星汀集团拟以24.6亿元收购铁峰重工。", ("星汀集团", "收购")),
        ("海芯科技将以3.8亿元竞得古渡地块。", ("海芯科技", "竞得")),
        ("铁峰重工计划以1.8亿元出售古渡码头。", ("铁峰重工", "出售")),
    ],
)
def test_money_is_for_the_deed_behind_it(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


def test_money_without_a_deed_behind_it_is_for_none() -> None:
    [(_, metric)] = named("星汀集团以1.8亿元资产入股。")
    assert metric not in ("入股", "收购")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("翠屿列岛由大小46座岛礁组成。", ("翠屿列岛", "岛礁")),
        ("古渡园区由12栋厂房构成。", ("古渡园区", "厂房")),
        ("理事会由21名理事组成。", ("理事会", "理事")),
    ],
)
def test_a_whole_is_made_of_what_is_counted(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


def test_who_does_something_is_no_part_of_a_whole() -> None:
    assert named("考察队由36名队员承担任务。") == [("队员", "队员")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海芯平台接入320家医院。", ("海芯平台", "接入医院")),
        ("海芯平台已连接46万名骑手。", ("海芯平台", "连接骑手")),
        ("星汀商城覆盖12个省。", ("星汀商城", "覆盖省")),
    ],
)
def test_a_plain_verb_in_front_says_how_things_are_counted(text: str, expected: tuple[str, str]) -> None:
    [(subject, metric)] = named(text)
    assert (subject, metric) == expected


def test_the_counted_ones_that_one_works_with_are_partners() -> None:
    [(_, metric)] = named("海芯平台与28家医院达成合作。")
    assert metric == "合作医院"


def test_a_property_in_front_says_what_is_counted() -> None:
    [(_, metric)] = named("海芯平台医院数量为320家。")
    assert metric == "数量"


@pytest.mark.parametrize(("text", "thing"), [("36家企业获得补贴。", "企业"), ("古渡园区内12家药店停业。", "药店")])
def test_without_a_verb_the_counted_noun_stands_alone(text: str, thing: str) -> None:
    assert named(text) == [(thing, thing)]
