"""This repository as others meet it: a git remote, a clone of it, and the recipes of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://example.org/report-metrics.git"
TAG = "report-metrics-zh@v0.1.0"
_RECIPE = re.compile(r"<!-- recipe: ([a-z-]+) -->\n```(sh|python|sql)\n(.*?)```", re.DOTALL)
RECIPES = {name: code for name, _, code in _RECIPE.findall((ROOT / "README.md").read_text(encoding="utf-8"))}


def environment(*paths: Path) -> dict[str, str]:
    """Ours, with ``paths`` in front, and nothing that leads a program to this working tree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "COV_"))}
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    identity |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "DVC_NO_ANALYTICS": "1"}
    return kept | identity | {"PATH": os.pathsep.join([*map(str, paths), os.environ["PATH"]])}


def run(script: str, folder: Path, *paths: Path) -> str:
    """What a shell script prints; it stops at the first line that fails, and so does the test."""
    found = subprocess.run(
        ["sh", "-euc", script],
        cwd=folder,
        env=environment(*(paths or [Path(sys.executable).parent])),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, f"{script}\n{found.stdout}\n{found.stderr}"
    return found.stdout


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit, tagged: all that is tracked here or about to be."""
    folder = tmp_path_factory.mktemp("remote") / "report-metrics.git"
    listed = run("git ls-files --cached --others --exclude-standard -z", ROOT)
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    run(
        f"git init --quiet; git add --all; git commit --quiet --message all; git tag --annotate --message first {TAG}",
        folder,
    )
    return folder


@pytest.fixture(scope="session")
def clone(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first recipe leaves: a clone, in another folder."""
    folder = tmp_path_factory.mktemp("user")
    run(RECIPES["clone"].replace(ADDRESS, f"file://{repository}"), folder)
    return folder / "report-metrics"


@pytest.fixture
def recipe(repository: Path) -> Callable[[str], str]:
    """A recipe of the README, with the address of this repository in it."""
    return lambda name: RECIPES[name].replace(ADDRESS, str(repository))
