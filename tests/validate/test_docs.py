from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import polars as pl
import pytest

from pipeline.validate import Validated, docs, validate

VOID = {"meta", "br", "hr"}


class Balance(HTMLParser):
    """Remembers elements that are closed in another order than they were opened in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def pages(validated: Validated) -> dict[str, str]:
    return docs.build(validated)


def test_there_is_an_index_and_for_each_suite_its_expectations_and_its_results(pages: dict[str, str]) -> None:
    suites = ("changes", "issues", "metrics", "sections", "series", "sources", "units")
    assert sorted(pages) == sorted(
        ["index.html", *(f"{kind}/{name}.html" for kind in ("expectations", "validations") for name in suites)]
    )


def test_no_page_reaches_out_or_runs_anything(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not re.search(r"https?:|//|<script|<link|<img|@import|url\(|\bon\w+=", page), name


def test_every_link_leads_to_a_page(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        folder = name.rpartition("/")[0]
        for target in re.findall(r'href="([^"]*)"', page):
            place = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}".lstrip("/")
            assert place in pages, (name, target)


def test_every_page_is_well_formed(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        balance = Balance()
        balance.feed(page)
        assert (balance.wrong, balance.open) == ([], []), name


def test_pages_say_in_words_what_each_rule_means_and_whether_it_held(
    pages: dict[str, str], validated: Validated
) -> None:
    for each in validated.outcomes:
        assert f"<code>{each.rule}</code>" in pages["index.html"]
    assert "The text of a figure is the raw file's slice" in pages["expectations/metrics.html"]
    assert "✔" in pages["validations/metrics.html"]
    assert f"{len(validated.outcomes)} rules" in pages["index.html"]


def test_a_second_run_writes_the_same_bytes(pages: dict[str, str], checked: dict[str, Any]) -> None:
    assert docs.build(validate(**checked)) == pages


def test_what_a_report_says_cannot_break_out_of_a_page(checked: dict[str, Any], only: Any) -> None:
    only("metrics.metric-short")
    hostile = checked["frames"]["metrics"].with_columns(metric=pl.lit("<script>alert(1)</script>" * 2))
    found = docs.build(validate(**{**checked, "frames": {**checked["frames"], "metrics": hostile}}))
    assert "<script" not in "".join(found.values())
