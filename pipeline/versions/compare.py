"""What changed between two editions, figure by figure, and which bump of the version that asks for.

Columns or their meaning = major; rows or tables added or taken away = minor; values corrected or words changed = patch. A figure whose span was
corrected has another id and is still the same figure; rows of derived tables follow from others and never ask for more than patch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from pipeline import columns, dataset
from pipeline.versions.edition import MEANING, WORDS, Edition, Table

Bump = Literal["major", "minor", "patch"]
Row = Mapping[str, Any]
FIGURES = "metrics"


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column that was ``added``, ``removed``, ``renamed`` or ``changed``; ``before`` and ``after`` are names or meanings."""

    table: str
    column: str
    kind: Literal["added", "removed", "renamed", "changed", "reworded"]
    part: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class WordChange:
    """What is said of tables as a whole that is said in other words: ``what`` is description or licence."""

    tables: tuple[str, ...]
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of both editions that says something else: ``columns`` maps a column to what stood and what stands there."""

    before: Row
    after: Row
    columns: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What became of the rows of a table that both editions have."""

    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[RowChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed from ``old`` to ``new``; ``due`` is the bump, null where nothing changed."""

    old: Edition
    new: Edition
    tables_added: tuple[str, ...]
    tables_removed: tuple[str, ...]
    columns: tuple[ColumnChange, ...]
    words: tuple[WordChange, ...]
    rows: Mapping[str, TableChange]

    @property
    def figures(self) -> TableChange:
        """Added, removed and changed figures."""
        return self.rows.get(FIGURES, TableChange((), (), ()))

    @property
    def meaning(self) -> tuple[ColumnChange, ...]:
        """Changes of columns that are more than words."""
        return tuple(each for each in self.columns if each.kind != "reworded")

    @property
    def due(self) -> Bump | None:
        if self.meaning or self.tables_removed:
            return "major"
        told = [change for name, change in self.rows.items() if not is_derived(name)]
        if self.tables_added or any(change.added or change.removed for change in told):
            return "minor"
        return "patch" if self.columns or self.words or any(self.rows.values()) else None


def is_derived(table: str) -> bool:
    """Whether a table follows from others; one that is no longer declared does not."""
    declared = columns.tables().get(table)
    return declared is not None and declared.derived


def bumped(version: str, due: Bump | None) -> str:
    """The next version.

    >>> bumped("0.3.1", "minor"), bumped("0.3.1", "patch"), bumped("0.3.1", "major"), bumped("0.3.1", None)
    ('0.4.0', '0.3.2', '1.0.0', '0.3.1')
    """
    major, minor, patch = dataset.version(version)
    after = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, after[due])) if due else version


def compare(old: Edition, new: Edition) -> Difference:
    """The difference of two editions. Where only some tables are given on one side, as single files, only these are compared."""
    both = [name for name in new.tables if name in old.tables]
    changes = {name: _columns(name, old.tables[name], new.tables[name]) for name in both}
    rows = {name: _rows(name, old.tables[name], new.tables[name], changes[name]) for name in both}
    whole = len(old.tables) > 1 and len(new.tables) > 1
    return Difference(
        old,
        new,
        tuple(name for name in new.tables if name not in old.tables) if whole else (),
        tuple(name for name in old.tables if name not in new.tables) if whole else (),
        tuple(change for name in both for change in changes[name]),
        _words({name: (old.tables[name].words, new.tables[name].words) for name in both}),
        {name: change for name, change in rows.items() if change},
    )


def _columns(name: str, old: Table, new: Table) -> list[ColumnChange]:
    found = []
    gone = [column for column in old.columns if column not in new.columns]
    come = [column for column in new.columns if column not in old.columns]
    for column in list(gone):
        twin = next((each for each in come if _same_values(old, column, new, each)), None)
        if twin is not None:
            found.append(ColumnChange(name, column, "renamed", "name", column, twin))
            gone.remove(column)
            come.remove(twin)
    found += [ColumnChange(name, column, "removed", "name", column, None) for column in gone]
    found += [ColumnChange(name, column, "added", "name", None, column) for column in come]
    for column, meaning in old.columns.items():
        for part in (*MEANING, "description"):
            before, after = meaning[part], new.columns.get(column, meaning)[part]
            if before != after:
                kind: Literal["reworded", "changed"] = "reworded" if part == "description" else "changed"
                found.append(ColumnChange(name, column, kind, part, before, after))
    if old.key != new.key:
        found.append(ColumnChange(name, ", ".join(new.key), "changed", "key", ", ".join(old.key), ", ".join(new.key)))
    return found


def _words(said: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]) -> tuple[WordChange, ...]:
    """Each change of words once, with the tables that it was made in."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for name, (old, new) in said.items():
        for what in WORDS:
            if old[what] != new[what]:
                found.setdefault((what, old[what], new[what]), []).append(name)
    return tuple(WordChange(tuple(names), *change) for change, names in found.items())


def _same_values(old: Table, column: str, new: Table, twin: str) -> bool:
    one, other = old.frame[column], new.frame[twin]
    return one.dtype == other.dtype and len(one) == len(other) > 0 and one.rename(twin).equals(other, null_equal=True)


def _rows(name: str, old: Table, new: Table, changes: Sequence[ColumnChange]) -> TableChange:
    renamed = {each.before: each.after for each in changes if each.kind == "renamed"}
    before = old.frame.rename({str(one): str(other) for one, other in renamed.items()})
    key = [column for column in new.key if column in before.columns]
    if not key or len(key) < len(new.key):
        return TableChange((), (), ())
    shared = [column for column in new.frame.columns if column in before.columns]
    gone = _by_key(before, key)
    come = _by_key(new.frame, key)
    pairs = [(gone.pop(each), come.pop(each)) for each in list(gone) if each in come]
    if name == FIGURES:
        pairs += list(_moved(gone, come))
    changed = (_row_change(one, other, shared) for one, other in pairs)
    return TableChange(
        tuple(come.values()), tuple(gone.values()), tuple(change for change in changed if change.columns)
    )


def _by_key(frame: pl.DataFrame, key: Sequence[str]) -> dict[Hashable, Row]:
    return {tuple(row[column] for column in key): row for row in frame.iter_rows(named=True)}


def _moved(gone: dict[Hashable, Row], come: dict[Hashable, Row]) -> Iterator[tuple[Row, Row]]:
    """Figures that got another id: their place overlaps, or the same words say the same in a text that changed elsewhere."""
    same: tuple[Callable[[Row, Row], bool], ...] = (_overlap, _say_the_same)
    for agree in same:
        for one in sorted(gone, key=str):
            for other in sorted(come, key=lambda each: int(come[each]["start"])):
                if gone[one]["document_id"] == come[other]["document_id"] and agree(gone[one], come[other]):
                    yield gone.pop(one), come.pop(other)
                    break


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"]) and (
        one["evidence"] in other["evidence"] or other["evidence"] in one["evidence"]
    )


def _say_the_same(one: Row, other: Row) -> bool:
    return all(one[column] == other[column] for column in ("text", "evidence"))


def _row_change(before: Row, after: Row, shared: Sequence[str]) -> RowChange:
    changed = {column: (before[column], after[column]) for column in shared if before[column] != after[column]}
    return RowChange(before, after, changed)
