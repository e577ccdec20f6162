"""The scale of a broker's ratings: each limit is a condition of its rating."""

from __future__ import annotations

import pytest

from pipeline import extract

HEAD = "投资评级说明："


def limits(text: str) -> list[tuple[object, ...]]:
    """Measure, subject and metric of the figures of ``text``."""
    return extract(text, document_id="x").select("measure", "subject", "metric").rows()


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (
            "买入：未来6个月内，个股相对沪深300指数涨幅在20%以上；持有：未来6个月内，个股相对沪深300指数涨幅介于10%与20%之间。",
            [("买入", "涨幅"), ("持有", "涨幅")],
        ),
        (
            "强于大市（预计6个月内，行业指数表现强于沪深300指数5%以上）中性（预计6个月内，行业指数表现相对沪深300指数在±5%之间）",
            [("强于大市", "行业指数表现"), ("中性", "行业指数表现")],
        ),
        (
            "以报告发布之日起6个月内证券的绝对收益为分类标准。30%以上为买入评级；15%-30%为增持评级。",
            [("买入", "绝对收益"), ("增持", "绝对收益")],
        ),
        ("买入：预计股价超越基准15%以上；增持：预计股价超越基准5%~15%。", [("买入", "超越基准"), ("增持", "超越基准")]),
    ],
)
def test_a_limit_is_a_condition_of_its_rating(scale: str, expected: list[tuple[str, str]]) -> None:
    assert limits(HEAD + scale) == [("condition", *pair) for pair in expected]


def test_a_growth_behind_a_rating_is_no_limit() -> None:
    assert limits("维持买入评级，预计望鹤生物2024年净利润增长20%以上。")[0][0] == "change"
