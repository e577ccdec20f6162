"""The tables of one version, wherever they come from, with what their columns mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl

from pipeline.errors import InputError

# What a column means to those who compute with it; its description is compared too, as words.
MEANING = ("type", "nullable", "unit", "term")
# What a file says in words of the table as a whole.
WORDS = ("description", "licence")


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its rows, of each column type, nullable, unit, term and description, the columns of its key, and its words."""

    frame: pl.DataFrame
    columns: Mapping[str, Mapping[str, str]]
    key: tuple[str, ...]
    words: Mapping[str, str]

    def digest(self) -> str:
        """SHA-256 of rows, meaning and words: the same for the same content, whatever version, compression or writer the file has."""
        meaning = {name: [column[part] for part in (*MEANING, "description")] for name, column in self.columns.items()}
        words = [self.words[each] for each in WORDS]
        found = hashlib.sha256(json.dumps([meaning, self.key, words], ensure_ascii=False).encode())
        for row in self.frame.iter_rows():
            found.update(json.dumps(row, ensure_ascii=False, default=str).encode())
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the dataset; ``version`` and ``schema_version`` are null where its files do not say."""

    name: str
    version: str | None
    schema_version: str | None
    tables: Mapping[str, Table]


def read(files: Mapping[str, bytes], name: str) -> Edition:
    """The edition that Parquet files make; a file's metadata names its table, else its own name does.

    Raises InputError where there is no Parquet file among ``files``, or one cannot be read.
    """
    found: dict[str, Table] = {}
    said: dict[str, str] = {}
    for path, content in sorted(files.items()):
        if path.endswith(".parquet"):
            metadata, table = _table(content, f"{name}: {path}")
            found[metadata.get("table", path.rpartition("/")[2].removesuffix(".parquet"))] = table
            said |= metadata
    if not found:
        raise InputError(f"{name}: no Parquet files; name a git revision, a folder with the tables, or a file")
    return Edition(name, said.get("version"), said.get("schema_version"), found)


def _table(content: bytes, where: str) -> tuple[dict[str, str], Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(BytesIO(content))
        frame = pl.read_parquet(BytesIO(content))
    except (pa.ArrowException, pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{where}: not a Parquet file ({str(error).partition(chr(10))[0]}); make it again") from None
    metadata = {key.decode(): text.decode() for key, text in (schema.metadata or {}).items() if key != b"ARROW:schema"}
    columns = {field.name: _meaning(field) for field in schema}
    key = tuple(json.loads(metadata.get("primary_key", "[]")))
    words = {each: metadata.get(each, "") for each in WORDS}
    return metadata, Table(frame.sort(key) if key else frame, columns, key, words)


def _meaning(field: Any) -> dict[str, str]:
    said = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
    return {
        "type": str(field.type),
        "nullable": str(field.nullable),
        "unit": said.get("unit", "none"),
        "term": said.get("term", ""),
        "description": said.get("description", ""),
    }
