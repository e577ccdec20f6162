"""Which formats there are, and what each makes of frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from pipeline import columns
from pipeline.dataset import Dataset
from pipeline.errors import InputError
from pipeline.export import csv, duckdb, jsonl, sdmx_csv, xlsx

Frames = Mapping[str, pl.DataFrame]
# Files of a folder by name, the one file that a format is, or what writes it where a library insists on doing so itself.
Made = dict[str, bytes] | bytes | Callable[[Path], None]

FORMATS: dict[str, Callable[[Frames, Dataset], Made]] = {
    "csv": csv.files,
    "jsonl": jsonl.files,
    "xlsx": xlsx.content,
    "sdmx-csv": sdmx_csv.files,
    "duckdb": duckdb.writer,
}


def make(form: str, frames: Frames, dataset: Dataset) -> Made:
    """The tables in a format of :data:`FORMATS`. Raises InputError where the format cannot hold one of them,
    or one has other columns than are declared.
    """
    if not frames:
        raise InputError(f"no tables to export as {form}; name one with --tables")
    for name, frame in frames.items():
        if frame.schema != columns.polars_schema(name):
            raise InputError(
                f"table {name}: has other columns than this version of the program; "
                "make it again with 'make data', or install the program that made it"
            )
    return FORMATS[form](frames, dataset)
