"""Frames as columns of plain values, repeated strings written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def pack(frame: pl.DataFrame) -> dict[str, Any]:
    """``{"rows": n, "columns": {name: values | {"words": [...], "at": [...]}}}``; the page unpacks it.

    A string column whose words repeat is sent as its words in order of appearance and an index a row.

    >>> import polars as pl
    >>> pack(pl.DataFrame({"unit": ["%", "%", None, "CNY", "%", "%"], "value": [1, 2, 3, 4, 5, 6]}))["columns"]["unit"]
    {'words': ['%', None, 'CNY'], 'at': [0, 0, 1, 2, 0, 0]}
    """
    return {"rows": frame.height, "columns": {name: _column(frame.get_column(name)) for name in frame.columns}}


def _column(series: pl.Series) -> Any:
    values = series.to_list()
    if series.dtype.is_numeric() or series.dtype.is_temporal():
        return values
    words = list(dict.fromkeys(values))
    if len(words) * 2 > len(values) > 1:
        return values
    index = {word: at for at, word in enumerate(words)}
    return {"words": words, "at": [index[value] for value in values]}
