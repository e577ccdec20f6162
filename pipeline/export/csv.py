"""A CSV file a table: UTF-8, comma, LF; null is an empty field, an empty text a pair of quotes; numbers in full."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.dataset import Dataset


def files(frames: Mapping[str, pl.DataFrame], _: Dataset) -> dict[str, bytes]:
    """``<table>.csv`` of each table."""
    return {f"{name}.csv": frame.write_csv().encode() for name, frame in frames.items()}
