from __future__ import annotations

import copy
import json
from typing import Any

import polars as pl
import pytest

from pipeline import columns, declarations, tables
from pipeline.errors import DeclarationError


def declared() -> tuple[Any, Any]:
    return copy.deepcopy(declarations.read("columns.yml")), copy.deepcopy(declarations.read("tables.yml"))


def test_every_declared_column_is_used_by_a_table() -> None:
    used = {name for table in columns.tables().values() for name in table.names}
    assert used == set(declarations.read("columns.yml"))


def test_the_published_tables_are_those_that_others_load() -> None:
    assert columns.published() == ("sources", "sections", "metrics", "changes", "series", "units", "issues")


def test_a_key_is_never_null_even_where_the_column_may_be_elsewhere() -> None:
    by_name = {column.name: column for column in columns.table("sections").columns}
    assert not by_name["section"].nullable
    assert {column.name: column for column in columns.table("metrics").columns}["section"].nullable


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c, _: c["value"].update(typ="string"), "columns.yml: value: unknown key 'typ'; known are type"),
        (lambda c, _: c["value"].update(type="float"), "columns.yml: value: unknown type 'float'; known are string"),
        (lambda c, _: c["value"].pop("term"), "columns.yml: value: key 'term' is missing"),
        (lambda c, _: c["value"].update(nullable="no"), "columns.yml: value: nullable is 'no'"),
        (lambda c, _: c["value"].update(unit=3), "columns.yml: value: unit is no text"),
        (lambda c, _: c["bound"].update(values=["exact", "exact"]), "columns.yml: bound: values is no list"),
        (lambda c, _: c["year"].update(values=["2024"]), "columns.yml: year: values is no list"),
        (lambda c, _: c.update(value=None), "columns.yml: value: has no keys"),
        (lambda _, t: t["units"].update(colums=[]), "tables.yml: units: unknown key 'colums'"),
        (lambda _, t: t["units"]["columns"].append("colour"), "tables.yml: units.columns: 'colour' is not declared"),
        (lambda _, t: t["units"]["columns"].append("unit"), "tables.yml: units.columns: is no list of different"),
        (
            lambda _, t: t["units"].update(primary_key=["start"]),
            "tables.yml: units.primary_key: the table has no column",
        ),
        (lambda _, t: t["units"].update(required=["start"]), "tables.yml: units.required: the table has no column"),
        (
            lambda _, t: t["units"].update(foreign_keys={"unit": "codes"}),
            "tables.yml: units.foreign_keys: no table 'codes'",
        ),
        (lambda _, t: t["units"].update(foreign_keys={"unit": "sections"}), "sections has a key of several columns"),
        (lambda _, t: t["units"].update(published="no"), "tables.yml: units: published is true or false"),
        (lambda _, t: t["units"].update(foreign_keys=["unit"]), "tables.yml: units.foreign_keys: is no mapping"),
    ],
)
def test_a_declaration_that_cannot_be_used_says_which_and_what_to_do(change: Any, message: str) -> None:
    known, tables_ = declared()
    change(known, tables_)
    with pytest.raises(DeclarationError) as caught:
        columns.parse(known, tables_)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_instead_of_a_mapping_is_explained() -> None:
    with pytest.raises(DeclarationError, match=r"schemas/columns.yml: not a mapping of names"):
        columns.parse([], {})


@pytest.mark.parametrize("name", columns.tables())
def test_polars_arrow_and_pandera_agree_on_names_types_and_nulls(name: str) -> None:
    arrow = columns.arrow_schema(name)
    assert arrow.names == list(columns.polars_schema(name)) == list(columns.pandera_model(name).columns)
    assert pl.DataFrame(arrow.empty_table()).schema == columns.polars_schema(name)
    assert [field.nullable for field in arrow] == [column.nullable for column in columns.table(name).columns]
    columns.pandera_model(name).validate(tables.empty(name))


def test_an_arrow_field_says_what_it_holds_and_the_file_says_it_again() -> None:
    schema = columns.arrow_schema("metrics", metadata={"version": "1.0.0"})
    field = {key.decode(): text.decode() for key, text in schema.field("start").metadata.items()}
    assert field["unit"] == "code point"
    assert field["term"] == "oa:start"
    assert json.loads(schema.metadata[b"columns"])["start"] == field
    assert json.loads(schema.metadata[b"primary_key"]) == ["observation_id"]
    assert schema.metadata[b"version"] == b"1.0.0"


def test_a_frictionless_schema_carries_keys_codes_and_units() -> None:
    schema = columns.frictionless_schema("metrics")
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["observation_id"]
    assert {"fields": ["unit"], "reference": {"resource": "units", "fields": ["unit"]}} in schema["foreignKeys"]
    assert fields["bound"]["constraints"] == {
        "required": True,
        "enum": ["exact", "at_least", "at_most", "approx", "range"],
    }
    assert (fields["year"]["type"], fields["year"]["arrowType"], fields["year"]["unit"]) == ("number", "int16", "a")
    assert (fields["start"]["type"], fields["start"]["arrowType"]) == ("integer", "int32")
    assert "constraints" not in fields["subject"]


def test_the_readme_table_has_a_line_for_each_column() -> None:
    lines = columns.markdown("metrics").splitlines()
    assert len(lines) == 2 + len(columns.table("metrics").columns)
    assert lines[2 + columns.table("metrics").names.index("role")].endswith("One of `from`, `to`. |")
    assert all(line.count("|") - line.count("\\|") == 4 for line in lines)
