"""Words: what the tagger gets wrong is mended, and a text shows names that its dictionary cuts."""

from __future__ import annotations

import pytest

from pipeline.observation.tagging import tagged
from pipeline.observation.tokenizing import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贫困户人均自筹", ["贫困户", "人均", "自筹"]),
        ("5个区", ["5", "个", "区"]),
        ("中国如期完成任务", ["中国", "如期完成", "任务"]),
        # a time does not take the first character of the name behind it
        ("2021年拓荆科技营收", ["2021", "年", "拓荆", "科技", "营收"]),
    ],
)
def test_a_text_is_cut_into_the_words_that_are_meant(text: str, expected: list[str]) -> None:
    assert [word for word, _ in tagged(text)] == expected


def test_an_adverb_and_a_verb_in_one_word_are_a_verb() -> None:
    assert dict(tagged("收入稳步增长"))["稳步增长"] == "v"


# 比洛 and 芬 are cut, and come again: the name of a substance.
def test_a_morpheme_behind_a_name_is_the_end_of_it_where_both_come_again() -> None:
    once, twice = "氟比洛芬,上市", "氟比洛芬,上市;氟比洛芬,销售"
    assert "比洛芬" not in [token.text for token in tokenize(once).all]
    assert [token.text for token in tokenize(twice).all].count("比洛芬") == 2


def test_a_name_that_ends_in_and_is_known_by_the_mark_behind_it() -> None:
    text = "颐元和、康佳宁对比分析。颐元和门店数量以直营门店为主"
    assert [token.text for token in tokenize(text).all].count("颐元和") == 2


def test_the_and_of_a_list_stays_one() -> None:
    assert "和" in [token.text for token in tokenize("收入和利润,均增长").all]
