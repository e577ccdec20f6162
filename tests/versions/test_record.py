from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import dataset, io, versions
from pipeline.errors import InputError
from pipeline.versions import record
from pipeline.versions.edition import Edition

ROOT = Path(__file__).resolve().parents[2]
Figures = tuple[dict[str, Any], ...]
Editions = Callable[..., Edition]
EMPTY = record.Changelog("# Versions\n", ())


def test_the_published_tables_are_those_of_the_version_that_they_claim() -> None:
    changelog = record.parse((ROOT / "DATASET_CHANGELOG.md").read_text(encoding="utf-8"))
    now = versions.read(io.read_published(str(ROOT)), "processed")
    wrong = record.disagreements(changelog, now, dataset.declared())
    assert not wrong, (
        "the tables changed without a new version: run 'make release' and commit what it writes; " + "; ".join(wrong)
    )


def test_what_is_cited_is_the_version_that_is_declared() -> None:
    cited = io.read_yaml(ROOT / "CITATION.cff")
    declared = dataset.declared()
    assert (cited["version"], cited["date-released"]) == (declared.version, declared.released)
    assert cited["title"].startswith(declared.name)
    assert [author["name"] for author in cited["authors"]] == [declared.creator]


def declared(version: str = "0.1.0") -> dataset.Dataset:
    entry = io.read_yaml(ROOT / "schemas/dataset.yml")
    return dataset.parse({**entry, "version": version, "schema_version": "1"})


def first(edition: Editions, *figures: dict[str, Any]) -> record.Changelog:
    unknown = replace(edition(*figures), version=None, schema_version=None)
    return record.release(EMPTY, versions.compare(unknown, edition(*figures)), declared(), released="2026-01-01")[0]


def test_the_first_version_is_the_declared_one(edition: Editions, figures: Figures) -> None:
    changelog = first(edition, *figures)
    assert [entry.version for entry in changelog.entries] == ["0.1.0"]
    assert record.disagreements(changelog, edition(*figures), declared()) == []


def test_a_changelog_reads_back_as_it_was_written(edition: Editions, figures: Figures) -> None:
    changelog = first(edition, *figures)
    assert record.parse(changelog.text()) == changelog
    assert record.parse(changelog.text()).text() == changelog.text()


@pytest.mark.parametrize(
    ("rows", "version"),
    [(lambda f: (*f[:2], f[2] | {"value": 9.0}), "0.1.1"), (lambda f: f[:2], "0.2.0")],
)
def test_a_change_without_a_new_version_is_noticed_and_a_release_mends_it(
    edition: Editions, figures: Figures, rows: Callable[[Figures], Figures], version: str
) -> None:
    changelog, changed = first(edition, *figures), rows(figures)
    [wrong, *_] = record.disagreements(changelog, edition(*changed), declared())
    assert wrong.startswith("metrics: is not what version 0.1.0 recorded")

    difference = versions.compare(edition(*figures), edition(*changed))
    released, stamp = record.release(changelog, difference, declared(), released="2026-02-02")
    assert [entry.version for entry in released.entries] == [version, "0.1.0"]
    assert (stamp.version, stamp.released, stamp.schema_version) == (version, "2026-02-02", "1")
    assert record.disagreements(released, edition(*changed, version=version), stamp) == []
    assert "1.2%" in released.entries[0].note


def test_a_release_before_the_commit_replaces_the_one_that_nobody_has(edition: Editions, figures: Figures) -> None:
    changelog, old = first(edition, *figures), edition(*figures)
    for value, version in ((9.0, "0.1.1"), (9.5, "0.1.1")):
        new = edition(*figures[:2], figures[2] | {"value": value}, version=version)
        changelog, stamp = record.release(changelog, versions.compare(old, new), declared(), released="2026-02-02")
        assert stamp.version == version
    assert [entry.version for entry in changelog.entries] == ["0.1.1", "0.1.0"]


def test_a_larger_bump_may_be_asked_for_and_a_smaller_one_not(edition: Editions, figures: Figures) -> None:
    difference = versions.compare(edition(*figures), edition(*figures[:2]))
    for asked, version in (("major", "1.0.0"), ("patch", "0.2.0")):
        _, stamp = record.release(EMPTY, difference, declared(), released="2026-02-02", at_least=asked)  # type: ignore[arg-type]
        assert stamp.version == version


def test_nothing_changed_is_nothing_to_release(edition: Editions, figures: Figures) -> None:
    difference = versions.compare(edition(*figures), edition(*figures))
    with pytest.raises(InputError, match=r"nothing changed since 0\.1\.0, version 0\.1\.0"):
        record.release(EMPTY, difference, declared(), released="2026-02-02")


def test_another_form_of_the_columns_counts_up(edition: Editions, figures: Figures) -> None:
    old = edition(*figures)
    metrics = old.tables["metrics"]
    columns = {**metrics.columns, "value": {**metrics.columns["value"], "unit": "g"}}
    new = replace(old, tables={**old.tables, "metrics": replace(metrics, columns=columns)})
    _, stamp = record.release(EMPTY, versions.compare(old, new), declared(), released="2026-02-02")
    assert (stamp.version, stamp.schema_version) == ("1.0.0", "2")


def test_a_stamp_changes_its_lines_and_no_other() -> None:
    text = (ROOT / "schemas/dataset.yml").read_text(encoding="utf-8")
    stamp = replace(dataset.declared(), version="9.8.7", schema_version="3", released="2030-01-01")
    after = record.stamped(text, stamp)
    assert sum(one != other for one, other in zip(text.splitlines(), after.splitlines(), strict=True)) == 3
    assert dataset.parse(io.declarations.parse(after, "x")).version == "9.8.7"
    assert record.stamped(text, dataset.declared()) == text
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert 'version: 9.8.7\ndate-released: "2030-01-01"' in record.stamped(cited, stamp)
    assert "cff-version: 1.2.0" in record.stamped(cited, stamp)
