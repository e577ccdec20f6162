"""Documents as the frames that one stage hands to the next, and back again: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipeline.model import Clean, Document, Page, Section, Span

SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    # `offsets[i]` is the raw offset of clean character i.
    "documents": {"document_id": pl.String, "raw": pl.String, "clean": pl.String, "offsets": pl.List(pl.Int32)},
    # Raw offsets.
    "pages": {"document_id": pl.String, "number": pl.Int32, "start": pl.Int32, "end": pl.Int32},
    # Clean offsets.
    "sentences": {"document_id": pl.String, "start": pl.Int32, "end": pl.Int32},
    "headings": {
        "document_id": pl.String,
        "number": pl.String,
        "level": pl.Int16,
        "title": pl.String,
        "label_start": pl.Int32,
        "label_end": pl.Int32,
        "heading_start": pl.Int32,
        "heading_end": pl.Int32,
        "body_start": pl.Int32,
        "body_end": pl.Int32,
    },
}


def frames(documents: Sequence[Document]) -> dict[str, pl.DataFrame]:
    """``documents``, ``pages``, ``sentences`` and ``headings`` of all documents, in the order of their ids.

    >>> clean = Clean(raw="第1页共1页3亿元", text="3亿元", offsets=(6, 7, 8))
    >>> made = frames([Document("a", clean, sentences=(Span(0, 3),))])
    >>> made["sentences"].rows()
    [('a', 0, 3)]
    >>> read(made)[0].clean == clean
    True
    """
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in SCHEMAS}
    for document in sorted(documents, key=lambda each: each.document_id):
        name = document.document_id
        rows["documents"].append((name, document.clean.raw, document.clean.text, list(document.clean.offsets)))
        rows["pages"].extend((name, page.number, page.span.start, page.span.end) for page in document.pages)
        rows["sentences"].extend((name, span.start, span.end) for span in document.sentences)
        rows["headings"].extend((name, *_heading(section)) for section in document.sections)
    return {name: pl.DataFrame(rows[name], schema=schema, orient="row") for name, schema in SCHEMAS.items()}


def _heading(section: Section) -> tuple[object, ...]:
    spans = (section.label, section.heading, section.body)
    ends = (end for span in spans for end in (span.start, span.end))
    return (section.number, section.level, section.title, *ends)


def read(made: Mapping[str, pl.DataFrame]) -> tuple[Document, ...]:
    """The documents that :func:`frames` was given, in the order of their ids."""
    pages = _by_document(made["pages"])
    sentences = _by_document(made["sentences"])
    headings = _by_document(made["headings"])
    return tuple(
        Document(
            name,
            Clean(raw=raw, text=clean, offsets=tuple(offsets)),
            pages=tuple(Page(number, Span(start, end)) for number, start, end in pages.get(name, ())),
            sections=tuple(
                Section(number, level, title, Span(*at[0:2]), Span(*at[2:4]), Span(*at[4:6]))
                for number, level, title, *at in headings.get(name, ())
            ),
            sentences=tuple(Span(start, end) for start, end in sentences.get(name, ())),
        )
        for name, raw, clean, offsets in made["documents"].iter_rows()
    )


def _by_document(frame: pl.DataFrame) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for name, *fields in frame.iter_rows():
        rows.setdefault(name, []).append(tuple(fields))
    return rows
