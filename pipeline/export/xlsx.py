"""One Excel workbook: a sheet a table, and a first sheet that says what the columns are and how to cite it all.

Texts are written as texts: one that begins with = + - or @ is no formula, one that looks like an address no link.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline import columns
from pipeline.dataset import Dataset
from pipeline.errors import InputError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROWS, _CHARACTERS = 1_048_576, 32_767
# No option of the library may turn a text into anything else, and no clock reaches the file.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "in_memory": True,
}


def content(frames: Mapping[str, pl.DataFrame], dataset: Dataset) -> bytes:
    """The workbook; the same bytes for the same frames. Raises InputError where a table is too large."""
    for name, frame in frames.items():
        _check(name, frame)
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise InputError(
            "xlsx needs the package xlsxwriter; install it with: pip install 'report-metrics[export]'"
        ) from None
    day = datetime.fromisoformat(dataset.released).replace(tzinfo=UTC).replace(tzinfo=None)
    buffer = BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties(
            {"title": f"{dataset.name} {dataset.version}", "comments": dataset.citation, "created": day}
        )
        bold = workbook.add_format({"bold": True})
        _about(workbook.add_worksheet("about"), frames, dataset, bold)
        for name, frame in frames.items():
            _table(workbook.add_worksheet(name), frame, bold)
    return buffer.getvalue()


def _check(name: str, frame: pl.DataFrame) -> None:
    if len(frame) >= _ROWS:
        raise InputError(f"table {name}: {len(frame):,} rows, a sheet holds {_ROWS - 1:,}; export it as csv")
    for column in frame.select(pl.col(pl.String)):
        longest = column.str.len_chars().max()
        if isinstance(longest, int) and longest > _CHARACTERS:
            raise InputError(
                f"table {name}: a text of {longest:,} characters in {column.name}, a cell holds {_CHARACTERS:,}; export it as csv"
            )


def _about(sheet: Worksheet, frames: Mapping[str, pl.DataFrame], dataset: Dataset, bold: Any) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(4, 4, 100)
    said = [("dataset", dataset.name), ("version", dataset.version), ("citation", dataset.citation)]
    said += [(f"licence of {each.of}", f"{each.title}. {each.text}") for each in dataset.licences]
    for row, pair in enumerate(said):
        for at, text in enumerate(pair):
            sheet.write_string(row, at, text, bold if at == 0 else None)
    row = len(said) + 1
    for at, text in enumerate(("table", "column", "type", "unit", "description", "term")):
        sheet.write_string(row, at, text, bold)
    for name in frames:
        for column in columns.table(name).columns:
            row += 1
            for at, text in enumerate(
                (name, column.name, column.type, column.unit or "", column.description, column.term)
            ):
                sheet.write_string(row, at, text)


def _table(sheet: Worksheet, frame: pl.DataFrame, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(frame)), frame.width - 1)
    for at, name in enumerate(frame.columns):
        sheet.write_string(0, at, name, bold)
        for row, value in enumerate(frame[name], start=1):
            if isinstance(value, str):
                sheet.write_string(row, at, value)
            elif isinstance(value, bool):
                sheet.write_boolean(row, at, value)
            elif value is not None:
                sheet.write_number(row, at, value)
