"""The series as SDMX-CSV 2.0, and beside it the structure that explains it, as an SDMX-JSON 2.0 structure message.

Dimensions are never empty in SDMX: a place that no text names is ``_X``, a report that does not matter ``_Z``. Where figures contradict
each other the observation has no value, and the least and greatest stand in its attributes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipeline import columns, declarations
from pipeline.dataset import Dataset
from pipeline.errors import InputError
from pipeline.export.files import json_file

_AGENCY, _FLOW, _SCHEME = "REPORT_METRICS", "SERIES", "CS_SERIES"
_FREQUENCIES = {
    "A": "annual", "S": "half-yearly", "Q": "quarterly", "M": "monthly", "D": "daily", "_O": "another run of time",
}  # fmt: skip
# Id → column of the table series, data type or codelist.
_DIMENSIONS = {
    "FREQ": (None, "CL_FREQ"),
    "INDICATOR": ("metric_id", "CL_INDICATOR"),
    "SUBJECT": ("subject", "String"),
    "DOCUMENT": ("document_id", "String"),
    "REF_AREA": ("ref_area", "String"),
    "STATUS": ("status", "CL_STATUS"),
    "UNIT_MEASURE": ("unit", "String"),
}
_TIME = ("time_period", "ObservationalTimePeriod")
_ATTRIBUTES = {
    "SERIES_ID": ("series_id", "String"),
    "VALUE_LOW": ("value_low", "Double"),
    "VALUE_HIGH": ("value_high", "Double"),
    "OBSERVATIONS": ("observations", "Integer"),
    "OBSERVATION_IDS": ("observation_ids", "String"),
    "DOCUMENT_IDS": ("document_ids", "String"),
    "COMMENT_OBS": ("flags", "String"),
}
_UNSAID = {"REF_AREA": "_X", "DOCUMENT": "_Z"}


def files(frames: Mapping[str, pl.DataFrame], dataset: Dataset) -> dict[str, bytes]:
    """``series.csv`` and ``series.structure.json``. Raises InputError where the table series is not among the frames."""
    if "series" not in frames:
        raise InputError("sdmx-csv holds time series; export it with --tables series, or another format")
    series = frames["series"]
    return {
        "series.csv": _data(series, dataset).write_csv().encode(),
        "series.structure.json": json_file(structure(series, dataset)),
    }


def _data(series: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    periods = [sdmx_period(period) for period in series["time_period"]]
    made: dict[str, pl.Expr | pl.Series] = {
        "STRUCTURE": pl.lit("dataflow"),
        "STRUCTURE_ID": pl.lit(f"{_AGENCY}:{_FLOW}({dataset.version})"),
        "ACTION": pl.lit("I"),
        "FREQ": pl.Series("FREQ", [frequency(period) for period in series["time_period"]], dtype=pl.String),
        **{
            name: pl.col(column).fill_null(_UNSAID[name]) if name in _UNSAID else pl.col(column)
            for name, (column, _) in _DIMENSIONS.items()
            if column
        },
        "TIME_PERIOD": pl.Series("TIME_PERIOD", periods, dtype=pl.String),
        "OBS_VALUE": pl.col("value"),
        **{name: pl.col(column) for name, (column, _) in _ATTRIBUTES.items()},
    }
    dimensions = [*_DIMENSIONS, "TIME_PERIOD"]
    return series.select(**made).sort(dimensions)


def frequency(period: str) -> str:
    """How often a period of such a length comes.

    >>> [frequency(each) for each in ("2024", "2024-S1", "2024-Q3", "2024-11", "2024-08-02", "2019/2025")]
    ['A', 'S', 'Q', 'M', 'D', '_O']
    """
    if "/" in period:
        return "_O"
    return period[5] if period[5:6] in ("S", "Q") else {4: "A", 7: "M", 10: "D"}[len(period)]


def sdmx_period(period: str) -> str:
    """A period in SDMX's notation: the same, but a run of time is its first day and how long it lasts.

    >>> (
    ...     sdmx_period("2024-Q3"),
    ...     sdmx_period("2020-01/2020-09"),
    ...     sdmx_period("2019/2025"),
    ...     sdmx_period("2024-02-10/2024-02-17"),
    ... )
    ('2024-Q3', '2020-01-01/P9M', '2019-01-01/P7Y', '2024-02-10/P8D')
    """
    if "/" not in period:
        return period
    first, last = period.split("/")
    start, end = _days(first)[0], _days(last)[1] + timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day == end.day == 1:
        return f"{start}/P{months // 12}Y" if months % 12 == 0 else f"{start}/P{months}M"
    return f"{start}/P{(end - start).days}D"


def _days(period: str) -> tuple[date, date]:
    """First and last day of a period that is no run."""
    year, part = int(period[:4]), period[5:]
    if len(part) == 5:
        day = date.fromisoformat(period)
        return day, day
    length = {"S": 6, "Q": 3, "": 12}.get(part[:1], 1)
    month = 1 if not part else int(part) if part.isdecimal() else (int(part[1:]) - 1) * length + 1
    behind = date(year + (month + length - 1) // 12, (month + length - 1) % 12 + 1, 1)
    return date(year, month, 1), behind - timedelta(days=1)


def structure(series: pl.DataFrame, dataset: Dataset) -> dict[str, Any]:
    """Concepts, code lists, data structure and dataflow of the series; the indicators are those that occur."""
    version = dataset.version
    return {
        "meta": {
            "schema": "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json",
            "id": f"{_FLOW}_{version.replace('.', '_')}",
            "test": False,
            "prepared": f"{dataset.released}T00:00:00Z",
            "contentLanguages": ["en", "zh"],
            "sender": {"id": _AGENCY},
        },
        "data": {
            "codelists": [
                _codelist("CL_FREQ", "Frequencies", _FREQUENCIES.items(), version),
                _codelist("CL_INDICATOR", "Measured properties", _indicators(series), version),
                _codelist("CL_STATUS", "Status", ((each, each) for each in _column("status").values), version),
            ],
            "conceptSchemes": [_maintained(_SCHEME, "Concepts of the series", version) | {"concepts": _concepts()}],
            "dataStructures": [
                _maintained(_FLOW, columns.table("series").description, version)
                | {"dataStructureComponents": _components(version)}
            ],
            "dataflows": [
                _maintained(_FLOW, dataset.title, version)
                | {"structure": _urn("datastructure.DataStructure", _FLOW, version)}
            ],
        },
    }


def _components(version: str) -> dict[str, Any]:
    def component(name: str, kind: str) -> dict[str, Any]:
        coded = kind.startswith("CL_")
        represented = (
            {"enumeration": _urn("codelist.Codelist", kind, version)} if coded else {"format": {"dataType": kind}}
        )
        concept = f"{_urn('conceptscheme.Concept', _SCHEME, version)}.{name}"
        return {"id": name, "conceptIdentity": concept, "localRepresentation": represented}

    dimensions = [component(name, kind) for name, (_, kind) in _DIMENSIONS.items()]
    attributes = [
        component(name, kind)
        | {
            "usage": "optional" if name == "COMMENT_OBS" else "mandatory",
            "attributeRelationship": {"observation": {}},
            "measureRelationship": ["OBS_VALUE"],
        }
        for name, (_, kind) in _ATTRIBUTES.items()
    ]
    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [each | {"position": at} for at, each in enumerate(dimensions)],
            "timeDimension": component("TIME_PERIOD", _TIME[1]),
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [component("OBS_VALUE", "Double") | {"usage": "optional"}],
        },
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
    }


def _concepts() -> list[dict[str, Any]]:
    named = {
        **{name: column for name, (column, _) in (_DIMENSIONS | _ATTRIBUTES).items()},
        "TIME_PERIOD": _TIME[0],
        "OBS_VALUE": "value",
    }
    found = []
    for name, column in named.items():
        said = "How often a period of this length comes." if column is None else _column(column).description
        found.append({"id": name, "name": name.replace("_", " ").capitalize(), "description": said})
    return found


def _indicators(series: pl.DataFrame) -> list[tuple[str, str]]:
    entries = declarations.read("vocabulary/metrics.yml")
    found = series.select("metric_id", "metric_label").unique().sort("metric_id")
    return [
        (code, f"{entries[code][0]} ({label})" if code in entries else label or code)
        for code, label in found.iter_rows()
    ]


def _codelist(name: str, title: str, codes: Any, version: str) -> dict[str, Any]:
    return _maintained(name, title, version) | {"codes": [{"id": code, "name": said} for code, said in codes]}


def _maintained(name: str, title: str, version: str) -> dict[str, Any]:
    return {"id": name, "name": title, "agencyID": _AGENCY, "version": version}


def _urn(kind: str, name: str, version: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={_AGENCY}:{name}({version})"


def _column(name: str) -> columns.Column:
    found: Sequence[columns.Column] = columns.table("series").columns
    return next(each for each in found if each.name == name)
