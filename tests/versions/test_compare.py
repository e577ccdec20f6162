from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from pipeline import versions
from pipeline.errors import InputError
from pipeline.versions import notes
from pipeline.versions.edition import MEANING, WORDS, Edition, Table

Figures = tuple[dict[str, Any], ...]
Editions = Callable[..., Edition]


def with_table(old: Edition, name: str, change: Callable[[Table], Table]) -> Edition:
    return replace(old, tables={**old.tables, name: change(old.tables[name])})


def renamed(column: str, to: str) -> Callable[[Table], Table]:
    def change(table: Table) -> Table:
        columns = {to if name == column else name: meaning for name, meaning in table.columns.items()}
        return replace(table, frame=table.frame.rename({column: to}), columns=columns)

    return change


def meaning(column: str, part: str, said: str) -> Callable[[Table], Table]:
    def change(table: Table) -> Table:
        columns: dict[str, Mapping[str, str]] = {**table.columns, column: {**table.columns[column], part: said}}
        return replace(table, columns=columns)

    return change


def test_nothing_changed_asks_for_nothing(edition: Editions, figures: Figures) -> None:
    difference = versions.compare(edition(*figures), edition(*figures, version="0.2.0"))
    assert difference.due is None
    assert notes.summary(difference).endswith("nothing changed, no new version is due")


def test_a_corrected_value_is_one_figure_and_a_patch(edition: Editions, figures: Figures) -> None:
    corrected = (*figures[:2], figures[2] | {"value": 1.3, "value_low": 1.3, "value_high": 1.3})
    difference = versions.compare(edition(*figures), edition(*corrected))
    [change] = difference.figures.changed
    assert dict(change.columns) == {"value": (1.2, 1.3), "value_low": (1.2, 1.3), "value_high": (1.2, 1.3)}
    assert difference.due == "patch"
    [line] = notes.lines(difference)
    assert line == (
        "changed", "report [25, 29]", "1.2% (value 1.2, value_low 1.2, value_high 1.2)", "1.2% (value 1.3, value_low 1.3, value_high 1.3)",
    )  # fmt: skip


def test_a_corrected_span_is_the_same_figure_with_both_texts(edition: Editions, figures: Figures) -> None:
    longer = figures[1] | {"observation_id": "f" * 16, "start": figures[1]["start"] - 1, "text": "为5%"}
    difference = versions.compare(edition(*figures), edition(figures[0], longer, figures[2]))
    [change] = difference.figures.changed
    assert (change.before["text"], change.after["text"]) == ("5%", "为5%")
    assert (difference.due, difference.figures.added, difference.figures.removed) == ("patch", (), ())
    assert "| 5% | 为5% |" in notes.markdown(difference)


def test_a_text_that_changed_in_front_keeps_its_figures(edition: Editions, figures: Figures) -> None:
    moved = [
        row | {"observation_id": f"{at:016x}", "start": row["start"] + 500, "end": row["end"] + 500}
        for at, row in enumerate(figures)
    ]
    difference = versions.compare(edition(*figures), edition(*moved))
    assert (len(difference.figures.changed), difference.figures.added, difference.due) == (3, (), "patch")


@pytest.mark.parametrize(("before", "after"), [(2, 3), (3, 2)])
def test_figures_that_come_or_go_are_minor(edition: Editions, figures: Figures, before: int, after: int) -> None:
    difference = versions.compare(edition(*figures[:before]), edition(*figures[:after]))
    counts = len(difference.figures.added), len(difference.figures.removed)
    assert (*counts, difference.due) == (max(0, after - before), max(0, before - after), "minor")
    assert notes.summary(difference).endswith("due: minor (0.1.0 to 0.2.0)")


def test_a_renamed_column_is_major_and_changes_no_figure(edition: Editions, figures: Figures) -> None:
    old = edition(*figures)
    difference = versions.compare(old, with_table(old, "metrics", renamed("metric", "indicator")))
    [change] = difference.columns
    assert (change.kind, change.before, change.after) == ("renamed", "metric", "indicator")
    assert (difference.due, dict(difference.rows)) == ("major", {})


@pytest.mark.parametrize(
    ("part", "said", "kind", "due"),
    [
        ("unit", "g", "changed", "major"),
        ("term", "x:y", "changed", "major"),
        ("description", "Other words.", "reworded", "patch"),
    ],
)
def test_another_meaning_is_major_and_other_words_are_patch(
    edition: Editions, figures: Figures, part: str, said: str, kind: str, due: str
) -> None:
    old = edition(*figures)
    difference = versions.compare(old, with_table(old, "metrics", meaning("value", part, said)))
    assert ([each.kind for each in difference.columns], difference.due) == ([kind], due)


def test_other_words_about_a_table_are_patch_and_told_once(edition: Editions, figures: Figures) -> None:
    old = edition(*figures)
    licence = {name: replace(table, words={**table.words, "licence": "CC0"}) for name, table in old.tables.items()}
    difference = versions.compare(old, replace(old, tables=licence))
    [change] = difference.words
    assert (difference.due, change.what, set(change.tables), change.after) == (
        "patch",
        "licence",
        set(old.tables),
        "CC0",
    )
    assert [line[0] for line in notes.lines(difference)] == ["licence reworded"]
    assert notes.as_json(difference)["words"][0]["new"] == "CC0"


def test_a_digest_changes_with_whatever_is_said_of_columns_or_table(edition: Editions, figures: Figures) -> None:
    old = edition(*figures).tables["metrics"]
    columns = [meaning("value", part, "other")(old) for part in (*MEANING, "description")]
    words = [replace(old, words={**old.words, each: "other"}) for each in WORDS]
    assert len({each.digest() for each in (old, *columns, *words)}) == 1 + len(columns) + len(words)


def test_a_table_more_is_minor_and_a_table_less_is_major(edition: Editions, figures: Figures) -> None:
    whole = edition(*figures)
    less = replace(whole, tables={name: table for name, table in whole.tables.items() if name != "series"})
    assert (versions.compare(less, whole).due, versions.compare(whole, less).due) == ("minor", "major")


def test_rows_of_derived_tables_ask_for_no_more_than_a_patch(edition: Editions, figures: Figures) -> None:
    old = edition(*figures)
    row = {"issue_id": "0", "severity": "info", "rule": "a.b", "table": "metrics"}
    issue = pl.DataFrame([row], schema=old.tables["issues"].frame.schema)
    found = versions.compare(old, with_table(old, "issues", lambda table: replace(table, frame=issue)))
    assert (found.due, len(found.rows["issues"].added)) == ("patch", 1)


def test_single_files_are_compared_without_the_other_tables(
    published: Callable[..., dict[str, bytes]], edition: Editions, figures: Figures
) -> None:
    one = versions.read({"figures-of-may.parquet": published(*figures[:2])["metrics.parquet"]}, "may")
    difference = versions.compare(one, edition(*figures))
    assert (difference.due, difference.tables_added, len(difference.figures.added)) == ("minor", (), 1)


def test_json_has_both_texts_both_values_and_the_bump(edition: Editions, figures: Figures) -> None:
    corrected = (figures[0], figures[1] | {"metric": "市场渗透率"})
    found = json.loads(json.dumps(notes.as_json(versions.compare(edition(*figures), edition(*corrected)))))
    assert found["due"] == "minor"
    assert found["figures"]["changed"][0]["text"] == {"old": "5%", "new": "5%"}
    assert found["figures"]["changed"][0]["columns"] == {"metric": {"old": "渗透率", "new": "市场渗透率"}}
    assert [row["text"] for row in found["figures"]["removed"]] == ["1.2%"]


def test_what_is_no_parquet_is_named(published: Callable[..., dict[str, bytes]]) -> None:
    with pytest.raises(InputError, match=r"here: metrics\.parquet: not a Parquet file"):
        versions.read({"metrics.parquet": b"PAR1"}, "here")
    with pytest.raises(InputError, match="here: no Parquet files; name a git revision, a folder"):
        versions.read({"README.md": b""}, "here")
