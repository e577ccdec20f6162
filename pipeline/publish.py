"""Frames to the files that others load: Parquet with its columns explained inside, and descriptors of the whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import polars as pl

from pipeline import columns, croissant, tables
from pipeline.dataset import Dataset, declared

Source = dict[str, str]


def files(frames: Mapping[str, pl.DataFrame], *, dataset: Dataset | None = None) -> dict[str, bytes]:
    """Name → content: ``<table>.parquet`` of each published table, ``datapackage.json``, ``croissant.json``; the same bytes for the
    same frames.

    ``dataset`` is what schemas/dataset.yml declares, where nothing else is given. Rows are sorted by primary key. Raises KeyError
    where a published table is missing, ValueError where one has other columns.
    """
    whole = dataset or declared()
    read = sources(frames["sources"])
    made = {f"{name}.parquet": parquet(name, frames[name], whole, read) for name in columns.published()}
    rows = {name: len(frames[name]) for name in columns.published()}
    return made | {
        "datapackage.json": _json(datapackage(made, rows, whole, read)),
        "croissant.json": _json(croissant.describe(made, whole, read)),
    }


def sources(frame: pl.DataFrame) -> list[Source]:
    """The reports that the dataset is made from, by document_id: title, path, sha256 and what is known of the rights."""
    return [
        {
            "title": row["title"] or row["document_id"],
            "path": f"raw/{row['document_id']}/report.txt",
            "sha256": row["sha256"],
            "rights": row["rights"] or "Unknown.",
        }
        for row in tables.by_key("sources", frame).iter_rows(named=True)
    ]


def parquet(name: str, frame: pl.DataFrame, dataset: Dataset, read: list[Source]) -> bytes:
    """A table as a Parquet file: zstd, by primary key; description, unit and term with each column and once more with the file.

    With the file also dataset, version, schema_version, citation, licence and, as JSON, the sources with their sha256. Written with
    pyarrow, since Polars loses column metadata when a file is read and written again.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = columns.arrow_schema(name, metadata=_metadata(dataset, read))
    if frame.schema != columns.polars_schema(name):
        raise ValueError(f"table {name} has the columns {frame.schema}, declared are {columns.polars_schema(name)}")
    arrays = [column.to_arrow(compat_level=pl.CompatLevel.oldest()) for column in tables.by_key(name, frame)]
    table = pa.table([array.cast(field.type) for array, field in zip(arrays, schema, strict=True)], schema=schema)
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd", compression_level=9, version="2.6", write_page_index=False)
    return buffer.getvalue()


def _metadata(dataset: Dataset, read: list[Source]) -> dict[str, str]:
    licences = {each.of: f"{each.title}. {each.text}" for each in dataset.licences}
    return {
        "dataset": dataset.name,
        "version": dataset.version,
        "schema_version": dataset.schema_version,
        "licence": json.dumps(licences, ensure_ascii=False),
        "citation": dataset.citation,
        "sources": json.dumps(
            [{key: each[key] for key in ("path", "sha256", "rights")} for each in read], ensure_ascii=False
        ),
    }


def datapackage(
    made: Mapping[str, bytes], rows: Mapping[str, int], dataset: Dataset, read: list[Source]
) -> dict[str, Any]:
    """The Frictionless descriptor of the Parquet files in ``made``: their columns, keys, sizes and SHA-256; ``rows`` by table.

    ``citation`` and ``schemaVersion``, ``unit`` and ``term`` of a column, ``byteSize`` and ``rows`` of a file are properties of ours,
    which the standard lets one add.
    """
    return {
        "profile": "data-package",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "schemaVersion": dataset.schema_version,
        "created": f"{dataset.released}T00:00:00Z",
        "keywords": list(dataset.keywords),
        "licenses": [
            {"name": each.name, "title": each.title, "appliesTo": each.of, "description": each.text}
            for each in dataset.licences
        ],
        "contributors": [{"title": dataset.creator, "role": "author"}],
        "citation": dataset.citation,
        "sources": read,
        "resources": [_resource(name, made[f"{name}.parquet"], rows[name]) for name in columns.published()],
    }


def _resource(name: str, content: bytes, rows: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.parquet",
        "description": columns.table(name).description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        # The standard's `bytes` cannot be checked for Parquet by the tools that read descriptors: they call any number wrong.
        "byteSize": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": rows,
        "schema": columns.frictionless_schema(name),
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
