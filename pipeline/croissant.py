"""The dataset as Croissant 1.0 (schema.org in JSON-LD), which catalogues and machine-learning tools read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline import columns
from pipeline.dataset import Dataset

_TYPES: dict[columns.ColumnType, str] = {
    "string": "sc:Text", "float64": "sc:Float", "int16": "sc:Integer", "int32": "sc:Integer", "int64": "sc:Integer",
    "boolean": "sc:Boolean", "date": "sc:Date",
}  # fmt: skip
_PLAIN = (
    "citeAs", "column", "conformsTo", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip


def describe(made: Mapping[str, bytes], dataset: Dataset, sources: list[dict[str, str]]) -> dict[str, Any]:
    """The description of the Parquet files in ``made``, by name: a file each with its SHA-256, a record set each with its columns.

    Unit and standard term of a column stand in its description, for which Croissant has no property of its own.
    """
    return {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": dataset.name,
        "description": f"{dataset.title}. {dataset.description}",
        "version": dataset.version,
        "datePublished": dataset.released,
        "license": [f"{each.title}. {each.text}" for each in dataset.licences if each.of == "data"],
        "citeAs": dataset.citation,
        "creator": {"@type": "sc:Organization", "name": dataset.creator},
        "keywords": list(dataset.keywords),
        "inLanguage": ["zh", "en"],
        "isBasedOn": [f"{each['title']} ({each['path']}, sha256 {each['sha256']})" for each in sources],
        "distribution": [_file(name, made[f"{name}.parquet"]) for name in columns.published()],
        "recordSet": [_records(columns.table(name)) for name in columns.published()],
    }


def _context() -> dict[str, Any]:
    own = {name: f"cr:{name}" for name in _PLAIN if name != "conformsTo"}
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        **own,
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
    }


def _file(name: str, content: bytes) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{name}.parquet",
        "name": f"{name}.parquet",
        "description": columns.table(name).description,
        "contentUrl": f"{name}.parquet",
        "contentSize": f"{len(content)} B",
        "encodingFormat": "application/x-parquet",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _records(table: columns.Table) -> dict[str, Any]:
    targets = dict(table.foreign_keys)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table.name, column, targets.get(column.name)) for column in table.columns],
    }


def _field(table: str, column: columns.Column, target: str | None) -> dict[str, Any]:
    unit = f" Unit: {column.unit}." if column.unit else ""
    field = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": f"{table}/{column.name}",
        "description": f"{column.description}{unit} Term: {column.term}.",
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }
    if target:
        field["references"] = {"field": {"@id": f"{target}/{columns.table(target).primary_key[0]}"}}
    return field
