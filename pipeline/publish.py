"""Frames to the files that others load: Parquet with its columns explained inside, and a descriptor of the whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import polars as pl

from pipeline import columns, tables

NAME = "report-metrics"
_TITLE = "Every figure that the reports state, with its unit, period, subject and place in the text"


def files(frames: Mapping[str, pl.DataFrame], *, version: str | None = None) -> dict[str, bytes]:
    """Name → content: ``<table>.parquet`` of each published table, and ``datapackage.json``; the same bytes for the same frames.

    Rows are sorted by primary key. Raises KeyError where a published table is missing, ValueError where one has other columns.
    """
    made = {f"{name}.parquet": parquet(name, frames[name]) for name in columns.published()}
    made["datapackage.json"] = _json(datapackage(made, frames, version=version))
    return made


def parquet(name: str, frame: pl.DataFrame) -> bytes:
    """A table as a Parquet file: zstd, by primary key, description, unit and term with each column and once more with the file.

    Written with pyarrow, since Polars loses column metadata when a file is read and written again.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = columns.arrow_schema(name, metadata={"dataset": NAME})
    if frame.schema != columns.polars_schema(name):
        raise ValueError(f"table {name} has the columns {frame.schema}, declared are {columns.polars_schema(name)}")
    arrays = [column.to_arrow(compat_level=pl.CompatLevel.oldest()) for column in tables.by_key(name, frame)]
    table = pa.table([array.cast(field.type) for array, field in zip(arrays, schema, strict=True)], schema=schema)
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd", compression_level=9, version="2.6", write_page_index=False)
    return buffer.getvalue()


def datapackage(
    made: Mapping[str, bytes], frames: Mapping[str, pl.DataFrame], *, version: str | None = None
) -> dict[str, Any]:
    """The Frictionless descriptor of the Parquet files in ``made``: their columns, keys, sizes and SHA-256.

    ``unit`` and ``term`` of a column, ``byteSize`` and ``rows`` of a file are properties of ours, which the standard lets one add.
    """
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": NAME,
        "title": _TITLE,
        "description": "Offsets count code points of the raw text and are half-open; text is its slice. See the description of each column.",
        "keywords": ["Chinese", "quantities", "reports", "information extraction"],
    }
    if version is not None:
        package["version"] = version
    package["sources"] = [
        {
            "title": row["title"] or row["document_id"],
            "path": f"raw/{row['document_id']}/report.txt",
            "sha256": row["sha256"],
        }
        for row in tables.by_key("sources", frames["sources"]).iter_rows(named=True)
    ]
    package["resources"] = [_resource(name, made[f"{name}.parquet"], len(frames[name])) for name in columns.published()]
    return package


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
