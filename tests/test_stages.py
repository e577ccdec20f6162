"""The stages as people run them: on a project folder, one after another, and by DVC."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import yaml

from pipeline import columns, io, load, stages
from pipeline.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
REPORT = "1、市场规模\n2024年,平台用户规模达12.6亿人,同比增长8%。第1页共2页\n2、成本\n审核时效从3天缩短至10秒,成本降低约40%。第2页共2页\n"
ORIGIN = {
    "title": "某行业报告",
    "language": "zh-Hans",
    "kind": "industry-report",
    "rights": "written for this test",
    "publisher": None,
    "published": None,
    "reporting_period": None,
    "pages_declared": 2,
    "source": None,
}


def make_project(folder: Path, text: str = REPORT) -> Path:
    """A project folder with one report, and the declarations of this one."""
    raw = folder / "raw" / "specimen"
    raw.mkdir(parents=True)
    (raw / "report.txt").write_text(text, encoding="utf-8")
    origin = ORIGIN | {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    (raw / "origin.yml").write_text(yaml.safe_dump(origin, allow_unicode=True), encoding="utf-8")
    shutil.copy(ROOT / "params.yaml", folder)
    return folder


def run(root: Path, *names: str) -> None:
    for name in names or stages.RUN:
        stages.RUN[name](root)


def published(root: Path) -> dict[str, bytes]:
    return io.read_folder(root / "processed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("finished"))
    run(root)
    return root


def test_every_declared_table_is_published_and_loads(finished: Path) -> None:
    for name in columns.published():
        assert load(name, root=finished).schema == columns.polars_schema(name)
    with pytest.raises(InputError, match="no table 'figures'"):
        load("figures", root=finished)


def test_every_span_of_every_table_quotes_the_raw_text(finished: Path) -> None:
    for name in ("metrics", "sections", "issues"):
        for row in load(name, root=finished).iter_rows(named=True):
            if row["start"] is not None:
                assert REPORT[row["start"] : row["end"]] == row["text"]


def test_the_figures_of_the_report_are_there(finished: Path) -> None:
    metrics = load("metrics", root=finished).sort("start")
    assert metrics["text"].to_list() == ["12.6亿人", "8%", "3天", "10秒", "40%"]
    assert metrics["value"].to_list() == [1_260_000_000, 8, 3, 10, 40]
    assert metrics["page"].to_list() == [1, 1, 2, 2, 2]
    assert load("sources", root=finished)["figures"].to_list() == [5]


def test_two_runs_write_the_same_bytes(finished: Path, project: Path) -> None:
    run(project)
    assert published(project) == published(finished)
    assert (project / "evaluation.json").read_bytes() == (finished / "evaluation.json").read_bytes()
    assert io.read_folder(project / "interim") == io.read_folder(finished / "interim")


def test_no_page_reaches_out(finished: Path) -> None:
    pages = {name: content.decode() for name, content in published(finished).items() if name.endswith(".html")}
    assert {"validation/index.html", "review/index.html"} <= set(pages)
    for name, page in pages.items():
        for tag in ('src="http', 'href="http', "@import", "url(http"):
            assert tag not in page, name


def corrected(root: Path, entries: list[dict[str, object]]) -> None:
    folder = root / "schemas" / "corrections"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "specimen.yml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def entry(root: Path, *, expect: str) -> dict[str, object]:
    first = load("metrics", root=root).sort("start").row(0, named=True)
    return {
        "id": "better-name",
        "table": "metrics",
        "at": [first["start"], first["end"]],
        "expect": {"metric": first["metric"] if expect == "found" else expect},
        "value": {"metric": "累计用户规模"},
        "reason": "the text says so elsewhere",
    }


def test_a_declared_correction_reaches_the_published_table(finished: Path, tmp_path: Path) -> None:
    root = shutil.copytree(finished, tmp_path / "copy")
    corrected(root, [entry(root, expect="found")])
    run(root, "validate", "publish", "evaluate")
    row = load("metrics", root=root).sort("start").row(0, named=True)
    assert (row["metric"], row["corrected_by"]) == ("累计用户规模", "better-name")


def break_sha256(root: Path) -> None:
    path = root / "raw/specimen/report.txt"
    path.write_text(REPORT.replace("8%", "9%"), encoding="utf-8")


def break_origin(root: Path) -> None:
    path = root / "raw/specimen/origin.yml"
    path.write_text(path.read_text(encoding="utf-8") + "titel: x\n", encoding="utf-8")


def break_yaml(root: Path) -> None:
    (root / "params.yaml").write_text("validate: [\n", encoding="utf-8")


def break_params(root: Path) -> None:
    (root / "params.yaml").write_text("validate: {years_back: soon, years_ahead: 1, reject: []}\n", encoding="utf-8")


def break_previous(root: Path) -> None:
    path = root / "params.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("previous: null", "previous: released/x"), encoding="utf-8"
    )


def break_correction(root: Path) -> None:
    corrected(root, [entry(root, expect="坏账率")])


def leave_nothing(root: Path) -> None:
    shutil.rmtree(root / "raw/specimen")


@pytest.mark.parametrize(
    ("spoil", "stage", "message"),
    [
        (break_sha256, "clean", r"report\.txt: sha256 is [0-9a-f]{64}, but origin\.yml expects [0-9a-f]{64}"),
        (break_origin, "clean", r"origin\.yml, line 11: unknown key 'titel'"),
        (leave_nothing, "clean", r"raw: no reports; put one at"),
        (break_yaml, "validate", r"params\.yaml, line 2"),
        (break_params, "validate", r"params\.yaml: validate\.years_back is 'soon'; write a whole number of years"),
        (break_previous, "publish", r"released/x/metrics\.parquet: no such file or folder"),
        (break_correction, "validate", r"'better-name': metric was expected to be '坏账率', found '"),
    ],
)
def test_bad_input_stops_a_stage_in_one_line_and_leaves_what_is_published(
    finished: Path, tmp_path: Path, spoil: object, stage: str, message: str
) -> None:
    root = shutil.copytree(finished, tmp_path / "copy")
    before = published(root)
    spoil(root)  # type: ignore[operator]
    with pytest.raises(InputError, match=message) as caught:
        run(root, stage)
    assert "\n" not in str(caught.value)
    assert published(root) == before


def test_an_error_among_the_findings_stops_before_anything_is_published(finished: Path, tmp_path: Path) -> None:
    root = shutil.copytree(finished, tmp_path / "copy")
    before = published(root)
    path = root / "interim/extract/metrics.parquet"
    io.write_frame(path, io.read_parquet(path).with_columns(text=pl.lit("3亿元")))
    with pytest.raises(
        InputError, match=r"validation found \d+ errors, so nothing is published: .*specimen \[\d+, \d+\] '3亿元'"
    ):
        run(root, "validate")
    assert published(root) == before


def test_a_disk_that_is_full_at_publishing_leaves_what_is_published(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(finished, tmp_path / "copy")
    before, write, left = published(root), Path.write_bytes, 20_000

    def until_full(self: Path, content: bytes) -> int:
        nonlocal left
        left -= len(content)
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(InputError, match="processed: the disk is full"):
        run(root, "publish")
    monkeypatch.undo()
    assert published(root) == before


def test_a_report_without_figures_gives_empty_tables(tmp_path: Path) -> None:
    root = make_project(tmp_path, "这里没有任何数字。\n")
    run(root, "clean")
    assert stages.extract(root)[0] == "extract: warning: no figures found in specimen"
    run(root, "validate", "publish", "evaluate")
    assert load("metrics", root=root).is_empty()
    assert load("sources", root=root)["figures"].to_list() == [0]


def dvc(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DVC_NO_ANALYTICS": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "dvc", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_dvc_does_nothing_twice_and_a_failing_stage_destroys_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    for name in ("pipeline", "schemas", ".dvc"):
        ignored = shutil.ignore_patterns("__pycache__", "cache", "tmp", "corrections")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("dvc.yaml", ".dvcignore", ".gitignore"):
        shutil.copy(ROOT / name, root)
    (root / "schemas/corrections").mkdir()
    (root / "tests/gold").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)

    first = dvc(root, "repro")
    assert first.returncode == 0, first.stderr
    before = published(root)
    assert "Data and pipelines are up to date." in dvc(root, "repro").stdout

    corrected(root, [entry(root, expect="坏账率")])
    failed = dvc(root, "repro")
    assert failed.returncode != 0
    assert (
        "error: schemas/corrections/specimen.yml: correction 'better-name': metric was expected to be" in failed.stderr
    )
    assert published(root) == before

    (root / "schemas/corrections/specimen.yml").unlink()
    assert dvc(root, "repro").returncode == 0
    assert published(root) == before
