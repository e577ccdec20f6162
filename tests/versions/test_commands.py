"""The commands on a project under git, as a person runs them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli, io

ROOT = Path(__file__).resolve().parents[2]
Figures = tuple[dict[str, Any], ...]
Published = Callable[..., dict[str, bytes]]


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, files: dict[str, bytes]) -> None:
    io.write_folder(root / "processed", files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "tables")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    for name in ("schemas/dataset.yml", "CITATION.cff"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "DATASET_CHANGELOG.md").write_text("# Versions\n", encoding="utf-8")
    git(root, "init", "--quiet")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> int:
    return cli.main(list(arguments))


def test_a_commit_that_corrects_one_value_prints_that_figure_and_patch(
    project: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, published(*figures))
    commit(project, published(*figures[:2], figures[2] | {"value": 1.3}, version="0.1.1"))
    assert run("diff", "HEAD~1", "HEAD") == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[1].split() == [
        "changed",
        "report",
        "[25,",
        "29]",
        "1.2%",
        "(value",
        "1.2)",
        "1.2%",
        "(value",
        "1.3)",
    ]
    assert printed.splitlines()[-1] == "0 figures added, 0 removed, 1 changed; due: patch (0.1.0 to 0.1.1)"
    assert len(printed.splitlines()) == 3


def test_rows_that_were_added_are_minor_in_every_format(
    project: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, published(*figures[:2]))
    io.write_folder(project / "processed", published(*figures))
    assert run("diff", "HEAD", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], [row["text"] for row in found["figures"]["added"]]) == ("minor", ["1.2%"])
    assert run("diff", "HEAD", "processed", "--format", "markdown") == 0
    assert "| report [25, 29] | 1.2% | 平台 | 坏账率 | 1.2 | % | 2024 |" in capsys.readouterr().out


def test_folders_and_files_need_no_git(
    tmp_path: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, rows in (("old", figures[:2]), ("new", figures)):
        io.write_folder(tmp_path / name, published(*rows))
    places = str(tmp_path / "old"), str(tmp_path / "new")
    assert run("diff", *places) == 0
    assert run("diff", *(f"{place}/metrics.parquet" for place in places)) == 0
    assert capsys.readouterr().out.count("1 figures added, 0 removed, 0 changed; due: minor") == 2


@pytest.mark.parametrize("place", ["no-such-revision", "--output=x"])
def test_what_is_neither_revision_nor_folder_is_one_line(
    project: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    commit(project, published(*figures))
    assert run("diff", "--", place, "HEAD") == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"error: {place}: no file, no folder, and no git revision with processed/ in it (")
    assert captured.err.count("\n") == 1
    assert sorted(entry.name for entry in project.iterdir()) == [
        ".git",
        "CITATION.cff",
        "DATASET_CHANGELOG.md",
        "processed",
        "schemas",
    ]


def test_verify_names_the_file_that_a_byte_changed_in(
    project: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    files = published(*figures)
    io.write_folder(project / "processed", files)
    assert run("verify") == 0
    assert "7 tables are what processed/datapackage.json says" in capsys.readouterr().out
    spoilt = bytearray(files["series.parquet"])
    spoilt[-1] ^= 1
    io.write_bytes(project / "processed/series.parquet", bytes(spoilt))
    assert run("verify", "processed") == 1
    assert capsys.readouterr().err.startswith("error: processed/series.parquet: sha256 is ")
    assert run("verify", str(project)) == 1
    assert f"error: {project}/datapackage.json: no such file in the folder" in capsys.readouterr().err
    assert run("verify", "nowhere") == 1
    assert capsys.readouterr().err == "error: nowhere: no such folder; name the folder that has the tables\n"


def test_release_writes_version_citation_and_entry_and_then_has_nothing_to_do(
    project: Path, published: Published, figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, published(*figures[:2]))
    (project / "schemas/dataset.yml").write_text(
        io.read_text(project / "schemas/dataset.yml").replace(
            io.read_yaml(project / "schemas/dataset.yml")["version"], "0.1.0"
        ),
        encoding="utf-8",
    )
    io.write_folder(project / "processed", published(*figures))
    for _ in range(2):
        assert run("release", "--date", "2026-02-03") == 0
        assert "version 0.2.0, recorded" in capsys.readouterr().out
    declared, cited = io.read_yaml(project / "schemas/dataset.yml"), io.read_yaml(project / "CITATION.cff")
    assert declared["version"] == cited["version"] == "0.2.0"
    assert declared["released"] == cited["date-released"] == "2026-02-03"
    assert io.read_text(project / "DATASET_CHANGELOG.md").count("## [0.2.0] - 2026-02-03") == 1

    commit(project, published(*figures, version="0.2.0"))
    assert run("release") == 0
    assert "nothing changed since version 0.2.0" in capsys.readouterr().out
