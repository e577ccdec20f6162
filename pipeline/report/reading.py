"""A report's text for the reading view: raw as it is, with where its headings, pages and page furniture stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.model import Document
from pipeline.report.offsets import Utf16

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl


def furniture(document: Document) -> list[tuple[int, int]]:
    """Raw ranges that cleaning took out: footers, boilerplate and line ends that broke a line.

    >>> from pipeline.model import Clean
    >>> furniture(Document("r", Clean(raw="第1页3亿", text="3亿", offsets=(3, 4))))
    [(0, 3)]
    """
    gaps, at = [], 0
    for offset in document.clean.offsets:
        if offset > at:
            gaps.append((at, offset))
        at = offset + 1
    if at < len(document.clean.raw):
        gaps.append((at, len(document.clean.raw)))
    return gaps


def payload(
    document_id: str,
    text: Document | str,
    *,
    origin: Mapping[str, Any],
    sections: Sequence[Mapping[str, Any]],
    skipped: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """What the page needs of one document; every offset in it counts UTF-16 units of ``raw``, save ``at`` of a heading.

    ``at`` is the heading's span as the tables and corrections have it. ``sections`` and ``skipped`` are rows with raw spans in code points; ``furniture`` is flat: start, end, start, end.
    """
    raw = text if isinstance(text, str) else text.clean.raw
    units = Utf16(raw)
    pages = () if isinstance(text, str) else text.pages
    gaps = [] if isinstance(text, str) else furniture(text)
    return {
        "id": document_id,
        "origin": dict(origin),
        "raw": raw,
        "pages": [[page.number, units(page.span.start), units(page.span.end)] for page in pages],
        "furniture": [units(at) for gap in gaps for at in gap],
        "headings": [
            {
                "start": units(row["start"]),
                "end": units(row["end"]),
                "at": [row["start"], row["end"]],
                "section": row["section"],
                "level": row["level"],
                "title": row["title"],
                "page": row.get("page"),
                "corrected_by": row.get("corrected_by"),
                "correction_reason": row.get("correction_reason"),
            }
            for row in sections
            if row["start"] is not None and row["end"] is not None
        ],
        "skipped": [[units(row["start"]), units(row["end"]), row["reason"]] for row in skipped],
    }


def by_document(frame: pl.DataFrame | None, order: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows by document_id, each list sorted by ``order``; nothing where there is no frame."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    if frame is not None:
        for row in frame.sort(order, nulls_last=True, maintain_order=True).iter_rows(named=True):
            grouped.setdefault(row["document_id"], []).append(row)
    return grouped
