"""A JSON Lines file a table: one object a row, all columns in it, null where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.dataset import Dataset


def files(frames: Mapping[str, pl.DataFrame], _: Dataset) -> dict[str, bytes]:
    """``<table>.jsonl`` of each table."""
    return {f"{name}.jsonl": frame.write_ndjson().encode() for name, frame in frames.items()}
