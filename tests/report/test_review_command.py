"""``report-metrics review``: the page of any text files, without a project."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import cli, io, tables
from pipeline.validate import suites

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = {
    "one": "一、规模\n今年上半年,平台用户规模达12.6亿人,同比增长8%。\n",
    "two": "截至2023年末,合作机构超300家。</script><script>window.broken=1</script>\n",
}


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture
def without_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Great Expectations is not installed: it takes seconds to be imported."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "great_expectations" else find(name))


def paths(folder: Path) -> list[Path]:
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in TEXTS]


def test_the_page_holds_the_texts_the_figures_and_the_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The rules that need Great Expectations are looked at where whole stages run; here those before them are enough.
    monkeypatch.setattr(suites, "run", lambda *_, **__: suites.Results((), tables.empty("issues"), {}))
    assert run("review", *paths(tmp_path), "--document-date", "2024-08", "--output", tmp_path / "site") == 0
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    payload = json.loads(re.search(r'id="payload">(.*?)</script>', index)[1])
    assert payload["figures"]["rows"] == 3
    assert [document["id"] for document in payload["documents"]] == ["one", "two"]
    assert payload["documents"][0]["origin"]["published"] == "2024-08"
    assert {"metrics.columns", "metrics.spans-apart"} <= {check["rule"] for check in payload["checks"]}
    assert any((tmp_path / "site/charts").iterdir())


@pytest.mark.usefixtures("without_checks")
def test_the_order_of_paths_changes_no_byte_and_other_files_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = paths(tmp_path)
    assert run("review", *there, "--output", tmp_path / "site") == 0
    assert capsys.readouterr().err.startswith("note: the page shows no checks; ")
    before = io.read_folder(tmp_path / "site")
    (tmp_path / "site/mine.txt").write_text("mine", encoding="utf-8")
    assert run("review", *reversed(there), "--output", tmp_path / "site") == 0
    assert io.read_folder(tmp_path / "site") == before | {"mine.txt": b"mine"}


@pytest.mark.usefixtures("without_checks")
def test_it_opens_and_runs_nothing_of_the_text(opened: Callable[..., Any], tmp_path: Path) -> None:
    assert run("review", *paths(tmp_path), "--output", tmp_path / "site") == 0
    page = opened(tmp_path / "site").go("read?document=two")
    assert page.evaluate("window.broken") is None
    page.locator(".paper a.figure").click()
    assert (
        page.locator(".card .amount").inner_text() == "超300家" or page.locator(".card .amount").inner_text() == "300家"
    )


def test_bad_input_is_one_line_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", tmp_path / "missing.txt", "--output", tmp_path / "site") == 1
    assert run("review", tmp_path / "missing.txt", "--document-date", "soon", "--output", tmp_path / "site") == 1
    (tmp_path / "file").write_text("3亿元", encoding="utf-8")
    assert run("review", tmp_path / "file", "--output", tmp_path / "file") == 1
    assert run("serve", tmp_path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[-1].split(";")[0] for line in lines] == [
        "no such file or folder", "'soon' is no date", "is a file", "no index.html there",
    ]  # fmt: skip
    assert not (tmp_path / "site").exists()
