"""Rules and vocabularies are about the language: no company, product or report of the gold stands in a vocabulary.

A name is proper where the gold says so: it is in the column organisation or attribution, it is a subject that its text prints in
quotes, or it is a subject that ends as organisations do (``context.entity``). A word by which a text speaks of itself (公司, 本行)
is a word of the language, and so are those for people who are cited by what they are (分析师), and the few phrases of GENERAL,
which only look like names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.observation.words import words
from pipeline.text.fold import fold

ROOT = Path(__file__).parents[2]
VOCABULARIES = sorted((ROOT / "schemas" / "vocabulary").glob("*.yml"))
QUOTED = re.compile("[“「『《]([^“”「」『』《》]{2,20})[”」』》]")
# Ends as organisations do, and is none.
GENERAL = {
    "规模以上工业",
    "规上工业",
    "券商",
    "公告",
    "白皮书",
    "货币基金",
    "本报",
    "新能源汽车",
    "固定资产",
    "市场",
    "市場",
    "买入",
    "法院",
    "上市公司",
    "问卷调查",
    "调研",
    "协会",
    "财报",
}


def _gold() -> Iterator[tuple[dict[str, Any], str]]:
    """Each gold row with the text that it was read from."""
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        report = ROOT / "raw" / path.name.partition(".")[0] / "report.txt"
        whole = report.read_text(encoding="utf-8") if report.is_file() else ""
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            for row in case.get("observations", [case]):
                yield row, case.get("text", "") if "observations" in case else whole


def _proper_names() -> set[str]:
    organised = re.compile(rf".{{2,}}(?:{'|'.join(map(re.escape, words('context.entity')))})")
    names: set[str] = set()
    for row, text in _gold():
        subject = (row.get("subject") or "").strip("“”")
        if subject in QUOTED.findall(text) or organised.fullmatch(subject):
            names.add(subject)
        names |= {row[column] for column in ("organisation", "attribution") if row.get(column)}
    plain = GENERAL | {*words("context.self"), *words("context.speaker")}
    return {name for name in names | {fold(name) for name in names} if len(name) > 1 and not {name, fold(name)} & plain}


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_no_vocabulary_names_a_product_or_an_organisation_of_the_gold(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert [name for name in sorted(_proper_names()) if name in content] == []


def test_products_and_organisations_are_names_and_nouns_are_not() -> None:
    names = _proper_names()
    assert {"微粒贷", "微众银行", "恒朗股份", "观澜数据", "望潮银行"} <= names
    assert names.isdisjoint({"公司", "用户", "医院", "居民消费价格", "固定资产投资"})
