"""The first report, against its gold files."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Document
from pipeline.text import read

ROOT = Path(__file__).resolve().parents[2]
NAME = "fintech-convergence-2025"


def gold(kind: str) -> list[dict[str, Any]]:
    paths = sorted((ROOT / "tests" / "gold").glob(f"{NAME}.{kind}.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def document() -> Document:
    return read((ROOT / "raw" / NAME / "report.txt").read_text(encoding="utf-8"), document_id=NAME)


def test_every_heading_is_found_with_number_level_page_and_place(document: Document) -> None:
    found = []
    for section in document.sections:
        start = document.clean.raw_span(section.label).start
        found.append((section.number, section.level, document.page_at(start), start))
    assert found == [(row["number"], row["level"], row["page"], row["start"]) for row in gold("outline")]


def test_every_title_is_found_by_rule(document: Document) -> None:
    assert [section.title for section in document.sections] == [row["title"] for row in gold("outline")]


def test_every_figure_lies_in_its_section_and_on_its_page(document: Document) -> None:
    for row in gold("sections-*"):
        section = document.section_at(document.clean.position(row["start"]))
        assert section is not None
        assert (section.number, document.page_at(row["start"])) == (row["section"], row["page"]), row["text"]


def test_no_figure_stands_in_a_heading(document: Document) -> None:
    headings = [document.clean.raw_span(section.heading) for section in document.sections]
    assert not [row["text"] for row in gold("sections-*") if any(row["start"] in heading for heading in headings)]


def test_sentences_agree_with_what_the_gold_says_of_years(document: Document) -> None:
    """``stated`` is a year in the same sentence, ``inherited`` one in an earlier sentence of the section."""
    text = document.clean.text
    starts = [sentence.start for sentence in document.sentences]
    for row in gold("sections-*"):
        if row["role"] == "from" and row["year"] is None:
            continue  # the start of a movement has a year only if it has its own
        at = document.clean.position(row["start"])
        sentence = document.sentences[bisect_right(starts, at) - 1]
        section = document.section_at(at)
        assert section is not None
        stated = bool(re.search("20[0-9]{2}年", text[sentence.start : at]))
        earlier = bool(re.search("20[0-9]{2}年", text[section.heading.start : at]))
        basis = "stated" if stated else "inherited" if earlier else None
        assert basis == row["year_basis"], (row["section"], row["text"])


def test_every_figure_is_whole_in_the_clean_text(document: Document) -> None:
    for row in gold("sections-*"):
        start, end = document.clean.position(row["start"]), document.clean.position(row["end"])
        printed = document.clean.text[start:end]
        assert printed == re.sub("第[0-9]+页共[0-9]+页", "", row["text"])
        assert "\n" not in printed


def test_pages_footers_and_the_words_of_the_site_are_gone(document: Document) -> None:
    assert [page.number for page in document.pages] == list(range(1, 20))
    text = document.clean.text
    assert not re.search("第[0-9]+页|未读|预览|文本内容|个人认证|优秀文档|点赞", text)
    assert text.startswith("2025互联网金融行业")
    assert text.endswith("70%的保险机构因“")


def test_broken_lines_are_joined_and_only_headings_begin_lines(document: Document) -> None:
    text = document.clean.text
    labels = {section.label.start for section in document.sections}
    assert {match.end() for match in re.finditer("\n", text)} == labels
    assert "渠道单一、产品同质化" in text
    assert "1.8万亿元" in text


@pytest.mark.parametrize("ending", ["\r\n", "\n\n"])
def test_other_line_ends_change_nothing_in_the_outline(document: Document, ending: str) -> None:
    other = read(document.clean.raw.replace("\n", ending))
    assert [section.number for section in other.sections] == [section.number for section in document.sections]
    if ending == "\r\n":
        assert other.clean.text == document.clean.text
        assert other.sentences == document.sentences
