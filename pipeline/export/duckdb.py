"""One DuckDB file: the tables with their keys and comments, and views that join what is usually joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline import columns
from pipeline.dataset import Dataset
from pipeline.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES: dict[columns.ColumnType, str] = {
    "string": "VARCHAR", "float64": "DOUBLE", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE",
}  # fmt: skip
# Name → tables that it needs, what it shows, and its query.
VIEWS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "figures": (
        ("metrics", "sources", "units"),
        "Figures with the title of their report, the names of their unit, and the value in the base of the unit.",
        """SELECT m.*, s.title AS document_title, u.label AS unit_label, u.label_zh AS unit_label_zh, u.dimension,
               m.value * u.factor AS base_value, u.base_unit
        FROM metrics AS m JOIN sources AS s USING (document_id) LEFT JOIN units AS u USING (unit)""",
    ),
    "movements": (
        ("changes", "metrics"),
        "Movements with the sentence that states each.",
        """SELECT c.*, coalesce(t.evidence, f.evidence, g.evidence) AS evidence
        FROM changes AS c LEFT JOIN metrics AS t ON t.observation_id = c.to_observation_id
        LEFT JOIN metrics AS f ON f.observation_id = c.from_observation_id
        LEFT JOIN metrics AS g ON g.observation_id = c.change_observation_id""",
    ),
    "contradictions": (
        ("series", "metrics"),
        "The figures that contradict each other, a row each, side by side with the cell they stand in.",
        """SELECT s.series_id, s.metric_label, s.subject, s.ref_area, s.status, s.time_period, m.*
            EXCLUDE (metric_label, subject, ref_area, status, time_period)
        FROM series AS s JOIN metrics AS m ON list_contains(string_split(s.observation_ids, ','), m.observation_id)
        WHERE s.flags LIKE '%contradiction%'""",
    ),
}


def writer(frames: Mapping[str, pl.DataFrame], dataset: Dataset) -> Callable[[Path], None]:
    """What writes the database to a path. A view is there where all its tables are, and so is a foreign key."""

    def write(path: Path) -> None:
        try:
            import duckdb
        except ImportError:
            raise InputError(
                "duckdb needs the package duckdb; install it with: pip install 'report-metrics[export]'"
            ) from None
        try:
            with duckdb.connect(str(path)) as connection:
                _fill(connection, frames, dataset)
        except duckdb.Error as error:
            said = str(error).partition("\n")[0].replace(str(path.absolute()), "the file")
            raise InputError(
                f"duckdb: {said}; free some space if the disk is full, else check the tables with 'report-metrics verify'"
            ) from None

    return write


def _fill(connection: DuckDBPyConnection, frames: Mapping[str, pl.DataFrame], dataset: Dataset) -> None:
    for name in _in_order(frames):
        connection.register("given", frames[name].to_arrow())
        connection.execute(_create(columns.table(name), set(frames)))
        connection.execute(f"INSERT INTO {_name(name)} SELECT * FROM given")  # noqa: S608 - a declared name
        connection.unregister("given")
        for comment in _comments(columns.table(name)):
            connection.execute(comment)
    for view, (needed, comment, query) in VIEWS.items():
        if set(needed) <= set(frames):
            connection.execute(f"CREATE VIEW {_name(view)} AS {query}")
            connection.execute(f"COMMENT ON VIEW {_name(view)} IS {_text(comment)}")
    _about(connection.execute, dataset)


def _in_order(frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """The tables, each behind those that it points to."""
    ordered: list[str] = []
    waiting = list(frames)
    while waiting:
        name = next(
            each
            for each in waiting
            if not {target for _, target in columns.table(each).foreign_keys} & (set(waiting) - {each})
        )
        waiting.remove(name)
        ordered.append(name)
    return ordered


def _create(table: columns.Table, there: set[str]) -> str:
    lines = [
        f"{_name(column.name)} {_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}{_closed(column)}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, table.primary_key))})")
    lines += [
        f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(target)} ({_name(columns.table(target).primary_key[0])})"
        for column, target in table.foreign_keys
        if target in there
    ]
    return f"CREATE TABLE {_name(table.name)} ({', '.join(lines)})"


def _closed(column: columns.Column) -> str:
    return f" CHECK ({_name(column.name)} IN ({', '.join(map(_text, column.values))}))" if column.values else ""


def _comments(table: columns.Table) -> list[str]:
    said = [f"COMMENT ON TABLE {_name(table.name)} IS {_text(table.description)}"]
    for column in table.columns:
        unit = f" Unit: {column.unit}." if column.unit else ""
        text = _text(f"{column.description}{unit} Term: {column.term}.")
        said.append(f"COMMENT ON COLUMN {_name(table.name)}.{_name(column.name)} IS {text}")
    return said


def _about(execute: Callable[..., object], dataset: Dataset) -> None:
    """A table ``about`` with what a user asks of the whole."""
    said = {"dataset": dataset.name, "version": dataset.version, "citation": dataset.citation}
    said |= {f"licence of {each.of}": f"{each.title}. {each.text}" for each in dataset.licences}
    execute("CREATE TABLE about (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    for key, value in said.items():
        execute("INSERT INTO about VALUES (?, ?)", [key, value])


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
