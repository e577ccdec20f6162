"""The declared tables, ``schemas/columns.yml`` and ``schemas/tables.yml`` read once, and every schema made from them.

A column's type, unit, description and standard name are written in one place; Polars, Arrow, pandera, Frictionless and the README
take them from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

import polars as pl

from pipeline import declarations
from pipeline.errors import DeclarationError

if TYPE_CHECKING:
    import pandera.polars as pandera
    import pyarrow as pa

ColumnType = Literal["string", "float64", "int16", "int32", "int64", "boolean", "date"]
POLARS: dict[ColumnType, type[pl.DataType]] = {
    "string": pl.String, "float64": pl.Float64, "int16": pl.Int16, "int32": pl.Int32, "int64": pl.Int64,
    "boolean": pl.Boolean, "date": pl.Date,
}  # fmt: skip
_FRICTIONLESS: dict[ColumnType, str] = {
    "string": "string", "float64": "number", "int16": "integer", "int32": "integer", "int64": "integer",
    "boolean": "boolean", "date": "date",
}  # fmt: skip
_COLUMN_KEYS = {"type": True, "nullable": True, "description": True, "term": True, "unit": False, "values": False}
_TABLE_KEYS = {
    "description": True, "columns": True, "primary_key": True, "foreign_keys": False, "required": False, "published": False,
    "derived": False,
}  # fmt: skip
# A table with these three has a span: null together or a half-open range, `text` being the raw slice.
SPAN = ("start", "end", "text")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared; in a :class:`Table`, ``nullable`` is what holds in that table."""

    name: str
    type: ColumnType
    nullable: bool
    description: str
    term: str
    unit: str | None = None
    values: tuple[str, ...] = ()

    def metadata(self) -> dict[str, str]:
        """Description, unit (``none`` where the column holds no numbers) and term: what travels inside published files."""
        return {"description": self.description, "unit": self.unit or "none", "term": self.term}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as declared: columns in order; ``foreign_keys`` pairs a column with the table whose key it holds.

    ``derived`` tables say nothing that the others do not.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str], ...] = ()
    published: bool = True
    derived: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def has_span(self) -> bool:
        return set(SPAN) <= set(self.names)


def table(name: str) -> Table:
    """A declared table. Raises DeclarationError where there is none of that name.

    >>> table("units").primary_key
    ('unit',)
    >>> table("figures")
    Traceback (most recent call last):
    pipeline.errors.DeclarationError: schemas/tables.yml: no table 'figures'; declared are sources, sections, metrics, ...
    """
    found = tables().get(name)
    if found is None:
        raise DeclarationError(f"schemas/tables.yml: no table {name!r}; declared are {', '.join(tables())}")
    return found


@cache
def tables() -> Mapping[str, Table]:
    """All declared tables by name, in the order of the file."""
    return parse(declarations.read("columns.yml"), declarations.read("tables.yml"))


def published() -> tuple[str, ...]:
    """Names of the tables that others load."""
    return tuple(name for name, each in tables().items() if each.published)


def parse(columns: Any, declared: Any) -> dict[str, Table]:
    """The tables of ``declared`` (tables.yml) over the columns of ``columns`` (columns.yml).

    Raises DeclarationError naming the file, the entry, and what is unknown or missing there.
    """
    known = {name: _column(name, entry) for name, entry in _entries(columns, "schemas/columns.yml").items()}
    entries = _entries(declared, "schemas/tables.yml")
    found = {name: _table(name, entry, known) for name, entry in entries.items()}
    for each in found.values():
        for column, target in each.foreign_keys:
            if target not in found:
                raise DeclarationError(
                    f"schemas/tables.yml: {each.name}.foreign_keys: no table {target!r} for {column}; declare it"
                )
            if len(found[target].primary_key) != 1:
                raise DeclarationError(
                    f"schemas/tables.yml: {each.name}.foreign_keys: {target} has a key of several columns; "
                    f"{column} alone cannot point to it"
                )
    return found


def _entries(value: Any, file: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise DeclarationError(f"{file}: not a mapping of names; write 'name:' and its keys below it")
    return value


def _checked(entry: Any, keys: Mapping[str, bool], where: str) -> dict[str, Any]:
    """``entry`` where it is a mapping with all required keys and no unknown one."""
    if not isinstance(entry, dict):
        raise DeclarationError(f"{where}: has no keys; write {', '.join(key for key, must in keys.items() if must)}")
    for key in entry:
        if key not in keys:
            raise DeclarationError(f"{where}: unknown key {key!r}; known are {', '.join(keys)}")
    for key, must in keys.items():
        if must and key not in entry:
            raise DeclarationError(f"{where}: key {key!r} is missing; add it")
    return entry


def _column(name: str, entry: Any) -> Column:
    where = f"schemas/columns.yml: {name}"
    entry = _checked(entry, _COLUMN_KEYS, where)
    if entry["type"] not in get_args(ColumnType):
        raise DeclarationError(f"{where}: unknown type {entry['type']!r}; known are {', '.join(get_args(ColumnType))}")
    if not isinstance(entry["nullable"], bool):
        raise DeclarationError(f"{where}: nullable is {entry['nullable']!r}; write true or false")
    for key in ("description", "term", "unit"):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            raise DeclarationError(
                f"{where}: {key} is no text; say it in words, in quotes where YAML takes it for more"
            )
    values = entry.get("values", [])
    if not _is_names(values) or ("values" in entry and (not values or entry["type"] != "string")):
        raise DeclarationError(f"{where}: values is no list of different words; it closes a string column")
    return Column(
        name, entry["type"], entry["nullable"], entry["description"], entry["term"], entry.get("unit"), tuple(values)
    )


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _table(name: str, entry: Any, known: Mapping[str, Column]) -> Table:
    where = f"schemas/tables.yml: {name}"
    entry = _checked(entry, _TABLE_KEYS, where)
    for key in ("columns", "primary_key", "required"):
        if key in entry and not (_is_names(entry[key]) and entry[key]):
            raise DeclarationError(f"{where}.{key}: is no list of different column names; write [first, second]")
    for column in entry["columns"]:
        if column not in known:
            raise DeclarationError(f"{where}.columns: {column!r} is not declared in schemas/columns.yml; add it there")
    flags = (entry.get("published", True), entry.get("derived", False))
    if not all(isinstance(flag, bool) for flag in flags) or not isinstance(entry["description"], str):
        raise DeclarationError(
            f"{where}: published is true or false, derived too, description a text; mend the one that is not"
        )
    foreign = entry.get("foreign_keys", {})
    if not isinstance(foreign, dict):
        raise DeclarationError(f"{where}.foreign_keys: is no mapping; write {{column: table}}")
    required = entry.get("required", [])
    for key, names in (("primary_key", entry["primary_key"]), ("required", required), ("foreign_keys", list(foreign))):
        for column in names:
            if column not in entry["columns"]:
                raise DeclarationError(f"{where}.{key}: the table has no column {column!r}; add it to its columns")
    never_null = {*entry["primary_key"], *required}
    columns = (known[column] for column in entry["columns"])
    return Table(
        name,
        entry["description"],
        tuple(replace(each, nullable=each.nullable and each.name not in never_null) for each in columns),
        tuple(entry["primary_key"]),
        tuple(foreign.items()),
        *flags,
    )


@cache
def polars_schema(name: str) -> pl.Schema:
    """Names and types of a table's columns, in order.

    >>> polars_schema("metrics")["value"]
    Float64
    """
    return pl.Schema({column.name: POLARS[column.type]() for column in table(name).columns})


def arrow_schema(name: str, *, metadata: Mapping[str, str] | None = None) -> pa.Schema:
    """The schema of a published file: description, unit and term with each field, and all of it once more at file level.

    Some readers see field metadata, some only the file's; ``metadata`` is added to the latter. ``pandas`` is what pandas looks for: with
    it ``read_parquet`` keeps whole numbers whole where some are null, instead of making them floats.
    """
    import pyarrow as pa

    types = {
        "string": pa.string(), "float64": pa.float64(), "int16": pa.int16(), "int32": pa.int32(),
        "int64": pa.int64(), "boolean": pa.bool_(), "date": pa.date32(),
    }  # fmt: skip
    declared = table(name)
    fields = [
        pa.field(column.name, types[column.type], nullable=column.nullable, metadata=column.metadata())
        for column in declared.columns
    ]
    at_file_level = {
        "table": name,
        "description": declared.description,
        "primary_key": json.dumps(declared.primary_key),
        "columns": json.dumps({column.name: column.metadata() for column in declared.columns}, ensure_ascii=False),
        "pandas": json.dumps({"index_columns": [], "columns": _for_pandas(declared)}),
        **(metadata or {}),
    }
    return pa.schema(fields, metadata=at_file_level)


def _for_pandas(declared: Table) -> list[dict[str, Any]]:
    """The columns of numbers and booleans that may be null, with the pandas type that can hold null."""
    return [
        {"name": column.name, "field_name": column.name, "pandas_type": column.type, "numpy_type": column.type.capitalize(), "metadata": None}
        for column in declared.columns
        if column.nullable and column.type in ("int16", "int32", "int64", "boolean")
    ]  # fmt: skip


@cache
def pandera_model(name: str) -> pandera.DataFrameSchema:
    """What a frame must be to be called by the table's name: columns and types, nulls, closed values, key, spans.

    Validate eager frames only: on a LazyFrame pandera skips the checks of values.
    """
    import pandera.polars as pandera

    declared = table(name)
    columns = {
        column.name: pandera.Column(
            POLARS[column.type],
            nullable=column.nullable,
            checks=[pandera.Check.isin(list(column.values), name="closed-values")] if column.values else [],
        )
        for column in declared.columns
    }
    checks = [pandera.Check(_spans_are_half_open, name="span-half-open")] if declared.has_span else []
    return pandera.DataFrameSchema(
        columns, checks=checks, unique=list(declared.primary_key), strict=True, ordered=True, name=name
    )


def _spans_are_half_open(found: pandera.PolarsData) -> pl.LazyFrame:
    start, end = pl.col("start"), pl.col("end")
    all_or_none = (start.is_null() == end.is_null()) & (start.is_null() == pl.col("text").is_null())
    return found.lazyframe.select(all_or_none & ((start >= 0) & (start < end)).fill_null(value=True))


def frictionless_schema(name: str) -> dict[str, Any]:
    """The table's Frictionless Table Schema; ``unit`` and ``term`` are properties of ours.

    >>> frictionless_schema("units")["fields"][0]["constraints"]
    {'required': True, 'unique': True}
    """
    declared = table(name)
    schema: dict[str, Any] = {
        "fields": [_field(column, key=declared.primary_key == (column.name,)) for column in declared.columns],
        "primaryKey": list(declared.primary_key),
        # An empty text is a text: null is null in Parquet.
        "missingValues": [],
    }
    if declared.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": target, "fields": list(table(target).primary_key)}}
            for column, target in declared.foreign_keys
        ]
    return schema


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if key:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    # The tools that read descriptors see null in a column of integers as not-a-number, which is no integer to them.
    kind = "number" if column.nullable and column.type.startswith("int") else _FRICTIONLESS[column.type]
    field = {"name": column.name, "type": kind, "arrowType": column.type, **column.metadata()}
    return field | ({"constraints": constraints} if constraints else {})


def markdown(name: str) -> str:
    """The table of columns that stands in the README.

    >>> print(markdown("units").splitlines()[2])
    | `unit` | string, never null | Unit code: ISO 4217 for money, ... |
    """
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for column in table(name).columns:
        kind = column.type + ("" if column.nullable else ", never null") + (f", {column.unit}" if column.unit else "")
        meaning = column.description + (_codes(column.values) if column.values else "")
        lines.append(f"| `{column.name}` | {kind} | {meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def _codes(values: Sequence[str]) -> str:
    return " One of " + ", ".join(f"`{value}`" for value in values) + "."
