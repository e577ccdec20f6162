"""Documents and what was read in them, as the declared frames: spans in raw offsets, values as the nearest float64."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from pipeline import columns, declarations, vocabulary
from pipeline.model import Document, Observation, Quantity, Reading, Span

_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def empty(name: str) -> pl.DataFrame:
    """No rows, all columns of a declared table.

    >>> empty("units").columns[:2]
    ['unit', 'system']
    """
    return columns.polars_schema(name).to_frame()


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of a declared table, in the order given; what a row does not name is null.

    Raises ValueError where a row names a column that the table has not, TypeError where a value has the wrong type.

    >>> frame("skipped", [{"document_id": "a", "start": 0, "end": 5, "text": "2024年", "reason": "year"}]).rows()
    [('a', 0, 5, '2024年', 'year')]
    """
    schema = columns.polars_schema(name)
    listed = list(rows)
    for row in listed:
        if not row.keys() <= schema.keys():
            raise ValueError(f"table {name} has no column {', '.join(sorted(row.keys() - schema.keys()))}")
    made: dict[str, list[Any]] = {column: [row.get(column) for row in listed] for column in schema}
    try:
        return _shared(made, schema)
    except UnicodeEncodeError:
        # Arrow holds UTF-8; a text given as a Python string may have half a surrogate pair in it.
        return _shared({column: _encodable(values) for column, values in made.items()}, schema)


def _shared(made: Mapping[str, list[Any]], schema: pl.Schema) -> pl.DataFrame:
    """The columns as a frame; many figures of one sentence hold its text, however long, once."""
    evidence = made.get("evidence")
    if evidence is None:
        return pl.DataFrame(made, schema=schema)
    places = {text: at for at, text in enumerate(dict.fromkeys(evidence))}
    each = pl.Series("evidence", list(places), dtype=pl.String).gather([places[text] for text in evidence])
    return pl.DataFrame({**made, "evidence": each}, schema=schema)


def _encodable(values: list[Any]) -> list[Any]:
    return [value.translate(_SURROGATES) if isinstance(value, str) else value for value in values]


def by_place(found: pl.DataFrame) -> pl.DataFrame:
    """Rows in the order of the text: by document, start and end, as frames are while they are worked on."""
    return found.sort("document_id", "start", "end", nulls_last=True, maintain_order=True)


def by_key(name: str, found: pl.DataFrame) -> pl.DataFrame:
    """Rows by primary key, as tables are published."""
    return found.sort(columns.table(name).primary_key, nulls_last=True, maintain_order=True)


def content_id(*parts: object) -> str:
    """A hash of the parts, 16 hexadecimal digits: the same for the same content on every machine.

    >>> content_id("report", 2, 4) == content_id("report", 2, 4) != content_id("report", 24)
    True
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def text_sha256(raw: str) -> str:
    """SHA-256 of a text in UTF-8: that of its file, where the file is UTF-8 without a byte-order mark."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def sources_frame(document: Document, origin: Mapping[str, Any], *, size: int, encoding: str) -> pl.DataFrame:
    """The row of a report. ``size`` is that of its file in bytes; ``origin`` holds what ``origin.yml`` declares, by column.

    ``figures`` is 0 until :func:`with_figures` counts them.
    """
    declared = {name: origin[name] for name in columns.table("sources").names if name in origin}
    row = {
        "sha256": text_sha256(document.clean.raw),
        **declared,
        "document_id": document.document_id,
        "bytes": size,
        "characters": len(document.clean.raw),
        "clean_characters": len(document.clean.text),
        "encoding": encoding,
        "pages_found": len(document.pages),
        "figures": 0,
    }
    return frame("sources", [row])


def with_figures(sources: pl.DataFrame, metrics: pl.DataFrame) -> pl.DataFrame:
    """``sources`` with the number of observations of each report in ``figures``."""
    counts = metrics.group_by("document_id").len("counted")
    return (
        sources.join(counts, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.col("counted").fill_null(0).cast(pl.Int32).alias("figures"))
        .drop("counted")
    )


def sections_frame(document: Document) -> pl.DataFrame:
    """The numbered headings: ``start`` to ``end`` covers number and title in the raw text, over what cleaning took out.

    A heading without a number has no key and no row; what stands below it belongs to the numbered section around it.
    """
    raw = document.clean.raw
    rows = []
    for section in document.sections:
        if not section.number:
            continue
        span = document.clean.raw_span(section.heading)
        rows.append(
            {
                "document_id": document.document_id,
                "section": section.number,
                "level": section.level,
                "title": section.title,
                "page": document.page_at(span.start),
                "start": span.start,
                "end": span.end,
                "text": span.quote(raw),
            }
        )
    return frame("sections", rows)


def metrics_frame(document: Document, observations: Sequence[Observation]) -> pl.DataFrame:
    """One row an observation, in the order of the text."""
    sha256 = text_sha256(document.clean.raw)
    numbers = _section_numbers(document)
    sentences = {span: span.quote(document.clean.text) for span in {each.evidence for each in observations}}
    rows = [_metric(document, each, sha256, numbers, sentences[each.evidence]) for each in observations]
    partners = [each.partner for each in observations]
    names = _group_names([row["observation_id"] for row in rows], partners)
    for row, partner in zip(rows, partners, strict=True):
        row["change_id"] = None if partner is None else names.get(partner)
    return by_place(frame("metrics", rows))


def _metric(
    document: Document, each: Observation, sha256: str, numbers: Mapping[int, str], evidence: str
) -> dict[str, Any]:
    quantity = each.quantity
    span = document.clean.raw_span(quantity.span)
    section = document.section_at(quantity.span.start)
    values = {"value": quantity.value, "value_low": quantity.low, "value_high": quantity.high}
    flags = {*each.flags, *quantity.flags}
    amounts = {name: _nearest(value) for name, value in values.items()}
    if any(amounts[name] is None and value is not None for name, value in values.items()):
        flags.add("out_of_float_range")
    return {
        "observation_id": content_id(document.document_id, span.start, span.end, sha256),
        "document_id": document.document_id,
        "start": span.start,
        "end": span.end,
        "text": span.quote(document.clean.raw),
        "section": numbers.get(section.heading.start) if section else None,
        "page": document.page_at(span.start),
        "subject": each.subject,
        "organisation": each.organisation,
        "metric": each.metric,
        "metric_id": each.metric_id,
        "metric_label": metric_labels().get(each.metric_id) if each.metric_id else None,
        **amounts,
        "unit": quantity.unit,
        "unit_text": quantity.unit_text,
        "bound": quantity.bound,
        "measure": each.measure,
        "role": each.role,
        "direction": each.direction,
        "comparison": each.comparison,
        "reference": each.reference,
        "time_period": each.time_period,
        "year": last_year(each.time_period),
        "year_basis": each.year_basis,
        "status": each.status,
        "ref_area": each.ref_area,
        "attribution": each.attribution,
        "evidence": evidence,
        "flags": ",".join(sorted(flags)),
    }


def _section_numbers(document: Document) -> dict[int, str]:
    """Start of each heading → number of the innermost numbered section there; headings outside all of them left out."""
    numbers: dict[int, str] = {}
    open_sections: list[tuple[int, str]] = []
    for section in document.sections:
        while open_sections and open_sections[-1][0] >= section.level:
            open_sections.pop()
        if section.number:
            open_sections.append((section.level, section.number))
        if open_sections:
            numbers[section.heading.start] = open_sections[-1][1]
    return numbers


def _group_names(observation_ids: Sequence[str], partners: Sequence[int | None]) -> dict[int, str]:
    """Number of each group of observations → a hash of its members; a group of one is none."""
    groups: dict[int, list[str]] = {}
    for observation_id, partner in zip(observation_ids, partners, strict=True):
        if partner is not None:
            groups.setdefault(partner, []).append(observation_id)
    return {partner: content_id(*sorted(members)) for partner, members in groups.items() if len(members) > 1}


def _nearest(value: Decimal | None) -> float | None:
    """The float64 nearest to an exact decimal; null where there is none that is finite."""
    if value is None:
        return None
    nearest = float(value)
    return nearest if math.isfinite(nearest) else None


def last_year(time_period: str | None) -> int | None:
    """The last year that a period touches.

    >>> last_year("2019/2025"), last_year("2024-Q3"), last_year(None)
    (2025, 2024, None)
    """
    return int(time_period.rpartition("/")[2][:4]) if time_period else None


@cache
def metric_labels() -> Mapping[str, str]:
    """Code of a measured property → its Chinese label, from ``schemas/vocabulary/metrics.yml``."""
    return {code: entry[1] for code, entry in declarations.read("vocabulary/metrics.yml").items()}


def quantities_frame(document: Document, reading: Reading) -> pl.DataFrame:
    """One row a number that was read as a quantity, with or without a unit, in the order of the text."""
    return frame("quantities", (_quantity(document, each) for each in reading.quantities))


def _quantity(document: Document, each: Quantity) -> dict[str, Any]:
    span, number = document.clean.raw_span(each.span), document.clean.raw_span(each.number)
    return {
        "start": span.start,
        "end": span.end,
        "text": span.quote(document.clean.raw),
        "number_start": number.start,
        "number_end": number.end,
        "value": _nearest(each.value),
        "value_low": _nearest(each.low),
        "value_high": _nearest(each.high),
        "unit": each.unit,
        "unit_text": each.unit_text,
        "bound": each.bound,
    }


# What a quantity's own flags say of why it is no figure, the strongest first.
_LEFT = ("points", "article", "per", "rating", "story_time", "run_together", "bare")


def skipped_frame(document: Document, reading: Reading, observations: Iterable[Observation]) -> pl.DataFrame:
    """One row a number that was seen and is no figure, with the reason: no quantity, or one that no observation takes.

    A quantity that states nothing and has no flag that says why is ``unbound``.
    """
    taken = {each.quantity.span for each in observations}
    left = [(each.span, each.reason) for each in reading.skipped]
    left += [
        (each.span, next((flag for flag in _LEFT if flag in each.flags), "unbound"))
        for each in reading.quantities
        if each.span not in taken
    ]
    rows = [_quoted(document, document.clean.raw_span(span)) | {"reason": reason} for span, reason in sorted(left)]
    return frame("skipped", rows)


def _quoted(document: Document, span: Span) -> dict[str, Any]:
    return {
        "document_id": document.document_id, "start": span.start, "end": span.end, "text": span.quote(document.clean.raw),
    }  # fmt: skip


def units_frame(used: Iterable[str | None] = ()) -> pl.DataFrame:
    """Every declared unit, and those of ``used`` that are made of declared ones (``CNY/t``); null and unknown codes are left out."""
    codes = set(vocabulary.unit_table())
    for code in used:
        if code is not None and code not in codes and _is_known(code):
            codes.add(code)
    rows = []
    for code in sorted(codes):
        unit = vocabulary.unit(code)
        rows.append(
            {
                "unit": code,
                "system": unit.system,
                "label": unit.label,
                "label_zh": unit.label_zh,
                "dimension": unit.dimension,
                "base_unit": unit.base_unit,
                "factor": _nearest(unit.factor),
                "surfaces": " ".join(unit.surfaces),
            }
        )
    return frame("units", rows)


def _is_known(code: str) -> bool:
    try:
        vocabulary.unit(code)
    except KeyError:
        return False
    return True


def issues_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Findings, each once, by ``issue_id``, which is made here from rule, table, document, column, key and span."""
    named = {}
    for row in rows:
        parts = (row.get(name) for name in ("rule", "table", "document_id", "column", "key", "start", "end", "found"))
        issue_id = content_id(*parts)
        named[issue_id] = {**row, "issue_id": issue_id}
    return frame("issues", (named[issue_id] for issue_id in sorted(named)))
