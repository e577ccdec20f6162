"""The recipes of the README that run programs, each from another folder against this repository as a git remote."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline import columns, versions

from .conftest import RECIPES, ROOT, environment, run

Recipe = Callable[[str], str]
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def published() -> dict[str, bytes]:
    return tables(ROOT / "processed")


def test_every_recipe_of_the_readme_is_run_by_a_test() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    assert [name for name in RECIPES if f'("{name}")' not in written and f'["{name}"]' not in written] == []


def test_every_block_of_commands_in_the_readme_is_a_recipe() -> None:
    blocks = re.findall(r"(?ms)^```(?:sh|python|sql)\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"))
    # The two that begin with make are what .ci/run does.
    assert [block for block in blocks if block not in RECIPES.values() and not block.startswith("make ")] == []


def test_a_clone_has_the_tables_and_they_are_whole(clone: Path) -> None:
    assert tables(clone / "processed") == published()
    assert versions.verify(tables(clone / "processed")) == []


def test_dvc_get_fetches_one_table_or_all(recipe: Recipe, tmp_path: Path) -> None:
    run(recipe("dvc-get"), tmp_path)
    assert (tmp_path / "metrics.parquet").read_bytes() == published()["metrics.parquet"]
    assert tables(tmp_path / "report-metrics-zh") == published()


def test_dvc_import_pins_a_commit_until_it_is_updated(recipe: Recipe, repository: Path, tmp_path: Path) -> None:
    changing, mine = tmp_path / "remote", tmp_path / "mine"
    shutil.copytree(repository, changing)
    mine.mkdir()
    get, update = recipe("dvc-import").replace(str(repository), str(changing)).splitlines()
    run(f"git init --quiet; dvc init --quiet; {get}", mine)
    assert tables(mine / "report-metrics-zh") == published()

    shorter = pl.read_parquet(changing / "processed/units.parquet").head(3)
    shorter.write_parquet(changing / "processed/units.parquet")
    run("git commit --quiet --all --message fewer", changing)
    run(update, mine)
    assert pl.read_parquet(mine / "report-metrics-zh/units.parquet").equals(shorter)


def test_dvc_artifacts_finds_a_version_by_its_tag(recipe: Recipe, tmp_path: Path) -> None:
    run(recipe("dvc-artifacts"), tmp_path)
    assert tables(tmp_path / "report-metrics-zh") == published()


def test_dvc_opens_a_table_without_a_copy(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "recipe.py").write_text(recipe("dvc-api") + "print(metrics.shape)\n", encoding="utf-8")
    shape = pl.read_parquet(ROOT / "processed/metrics.parquet").shape
    assert run("python recipe.py", tmp_path) == f"{shape}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["recipe.py"]


def test_export_writes_every_format(recipe: Recipe, clone: Path, tmp_path: Path) -> None:
    shutil.copytree(clone / "processed", tmp_path / "processed")
    run(recipe("export"), tmp_path)
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {f"{name}.csv" for name in columns.published()}
    assert (tmp_path / "sdmx/series.structure.json").is_file()
    for name in ("metrics.jsonl", "figures.xlsx", "figures.duckdb"):
        assert (tmp_path / name).stat().st_size > 10_000


def test_any_text_is_read_and_shown(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name, text in (
        ("report.txt", "2023年用户规模达3亿人。"),
        ("news/a.txt", "7月营收约2亿元。"),
        ("news/b.txt", "无。"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    printed = run(recipe("extract"), tmp_path)
    assert "3亿人" in printed
    assert pl.read_csv(tmp_path / "figures.csv")["value"].to_list() == [3e8]
    assert pl.read_parquet(tmp_path / "figures.parquet")["time_period"].to_list() == ["2024-07"]

    assert "review/index.html: open it in a browser" in run(recipe("review"), tmp_path)
    with subprocess.Popen(
        [*recipe("serve").split(), "--port", "0"], cwd=tmp_path, env=environment(BIN), stdout=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout
        try:
            address = serving.stdout.readline().split()[0]
            with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 - what the command printed
                assert "3亿人" in page.read().decode()
        finally:
            serving.terminate()


def test_versions_are_verified_and_compared(recipe: Recipe, clone: Path) -> None:
    printed = run(recipe("versions"), clone)
    assert "7 tables are what processed/datapackage.json says" in printed
    assert printed.count("nothing changed, no new version is due") == 2


@pytest.fixture(scope="module")
def installed(recipe_wheel: str, clone: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A fresh environment with the wheel in it, and a copy of the clone that the recipe ran in."""
    folder = tmp_path_factory.mktemp("install")
    project, environment = folder / "project", folder / "environment"
    shutil.copytree(clone, project)
    run(f"uv venv --quiet --python {sys.executable} {environment}", folder)
    build, install, *commands = recipe_wheel.splitlines()
    # The same commands, by programs that are here already: pip from its wheel, and uv, which takes seconds where pip takes a minute.
    [wheel] = (ROOT / "bootstrap").glob("pip-*.whl")
    pip = f"python {wheel}/pip"
    run(build.replace("python -m pip", pip).replace(" wheel ", " wheel --quiet --no-build-isolation "), project)
    uv = f"uv pip install --quiet --native-tls --python {environment}/bin/python --constraints constraints.txt"
    run(install.replace("python -m pip install", uv), project)
    for command in commands:
        run(command, project, environment / "bin")
    return project, environment


@pytest.fixture(scope="module")
def recipe_wheel() -> str:
    return RECIPES["wheel"]


def test_the_wheel_extracts_without_a_project_folder(installed: tuple[Path, Path], tmp_path: Path) -> None:
    project, environment = installed
    assert len(pl.read_csv(project / "figures.csv")) > 100
    (tmp_path / "news.txt").write_text("今年上半年,公司营收约3.5亿元。", encoding="utf-8")
    run("report-metrics extract news.txt --document-date 2024-08 --output news.parquet", tmp_path, environment / "bin")
    assert pl.read_parquet(tmp_path / "news.parquet")["time_period"].to_list() == ["2024-S1"]


def test_the_wheel_loads_converts_and_holds_its_schemas(installed: tuple[Path, Path], tmp_path: Path) -> None:
    project, environment = installed
    code = (
        "import pipeline, pipeline.columns as c, pipeline.dataset as d; from pathlib import Path; "
        f"assert '{environment}' in pipeline.__file__; "
        f"frame = pipeline.load('metrics', root='{project}'); assert frame.schema == c.polars_schema('metrics'); "
        "print(len(frame), pipeline.convert(frame.filter(unit='d'), to='h')['unit'][0], d.declared().name)"
    )
    rows = len(pl.read_parquet(ROOT / "processed/metrics.parquet"))
    assert run(f'python -c "{code}"', tmp_path, environment / "bin") == f"{rows} h report-metrics-zh\n"
    [package] = environment.glob("lib/*/site-packages/pipeline/schemas")
    declared = {path.relative_to(ROOT / "schemas") for path in (ROOT / "schemas").rglob("*.*") if path.is_file()}
    assert {path.relative_to(package) for path in package.rglob("*.*") if path.is_file()} == declared
