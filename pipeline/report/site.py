"""All of the site as bytes by path: nothing is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import declarations
from pipeline.report import assets, charts
from pipeline.report.changes import since
from pipeline.report.columnar import pack
from pipeline.report.declared import pieces
from pipeline.report.embed import bundle, digest, script_json
from pipeline.report.offsets import Utf16
from pipeline.report.reading import by_document, payload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from pipeline.model import Document

# Sets the theme before the first paint; everything else waits for the page to be parsed.
_EARLY = (
    """try{const t=localStorage.getItem("report-metrics:theme");if(t)document.documentElement.dataset.theme=t}catch{}"""
)


def pages(
    frames: Mapping[str, pl.DataFrame],
    *,
    documents: Mapping[str, Document | str],
    skipped: pl.DataFrame | None = None,
    evaluation: Mapping[str, Any] | None = None,
    checks: Sequence[Mapping[str, Any]] = (),
    corrections: Mapping[str, str] | None = None,
    previous: tuple[str, pl.DataFrame] | None = None,
) -> dict[str, bytes]:
    """The review site: ``index.html``, which needs no other file and no network, and ``charts/*.svg``.

    ``frames`` holds ``metrics`` and, where there are any, ``sections``, ``sources``, ``units`` and ``issues``, as declared
    in schemas/tables.yml. ``documents`` maps each document_id to its Document, or to its raw text where cleaning is not
    known. ``skipped`` has document_id, start, end and reason, a row for each number that was seen and not taken. A check is
    ``{"engine", "table", "column", "rule", "meaning", "severity", "passed", "failed"}``, ``failed`` being the number
    of rows. ``evaluation`` is what evaluation.json holds. ``corrections`` maps a document_id to the text of its file in
    schemas/corrections/, so that the file the page offers holds the declared ones too. ``previous`` is an earlier version and
    its ``metrics``, to say what changed since. Offsets count code points; the same arguments give the same bytes.
    """
    texts = _texts(frames, documents, skipped)
    metrics = frames["metrics"].sort(["document_id", "start", "end", "observation_id"], nulls_last=True)
    drawn = charts.draw(metrics, sections=frames.get("sections"), units=frames.get("units"))
    payloads = {
        "figures": pack(_spans(metrics, documents)),
        "columns": _columns(metrics.columns),
        "units": pack(frames["units"].sort("unit")) if "units" in frames else None,
        "issues": pack(_spans(frames["issues"].sort("issue_id"), documents)) if "issues" in frames else None,
        "checks": [dict(check) for check in checks],
        "evaluation": dict(evaluation) if evaluation else None,
        "changes": since(*previous, metrics) if previous is not None else None,
        "documents": [
            {key: text[key] for key in ("id", "origin")}
            | {"corrections": _declared(text["id"], text["raw"], (corrections or {}).get(text["id"], ""))}
            for text in texts
        ],
    }
    site = {"index.html": _index(payloads, texts, drawn).encode()}
    site.update({f"charts/{chart.name}.svg": chart.file.encode() for chart in drawn})
    return site


def _index(payloads: Mapping[str, Any], texts: Sequence[Mapping[str, Any]], drawn: Sequence[charts.Drawn]) -> str:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FunctionLoader(lambda name: assets.read(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    script = bundle({name: assets.read(f"static/{name}") for name in assets.MODULES})
    # Each Markup is a file of this package or comes from script_json or the chart writer, which escape what they hold.
    return environment.get_template("index.html.j2").render(
        early=Markup(_EARLY),  # noqa: S704
        style=Markup(assets.read("static/review.css")),  # noqa: S704
        script=Markup(script),  # noqa: S704
        digests=[digest(_EARLY), digest(script)],
        payload=Markup(script_json(payloads)),  # noqa: S704
        texts=[Markup(script_json(text)) for text in texts],  # noqa: S704
        charts=[{"name": chart.name, "svg": Markup(chart.wide + chart.narrow)} for chart in drawn],  # noqa: S704
    )


def _texts(
    frames: Mapping[str, pl.DataFrame],
    documents: Mapping[str, Document | str],
    skipped: pl.DataFrame | None,
) -> list[dict[str, Any]]:
    origins = by_document(frames.get("sources"), ["document_id"])
    sections = by_document(frames.get("sections"), ["start", "section"])
    reasons = by_document(skipped, ["start", "end"])
    return [
        payload(
            document_id,
            documents[document_id],
            origin=(origins.get(document_id) or [{}])[0],
            sections=sections.get(document_id, ()),
            skipped=reasons.get(document_id, ()),
        )
        for document_id in sorted(documents)
    ]


def _declared(document_id: str, raw: str, text: str) -> dict[str, Any] | None:
    return pieces(text, f"corrections of {document_id}", Utf16(raw)) if text.strip() else None


def _spans(frame: pl.DataFrame, documents: Mapping[str, Document | str]) -> pl.DataFrame:
    """The rows with their spans in UTF-16 units as ``from16`` and ``to16`` besides."""
    import polars as pl

    units = {name: Utf16(text if isinstance(text, str) else text.clean.raw) for name, text in sorted(documents.items())}
    ends: dict[str, list[int | None]] = {"start": [], "end": []}
    for row in frame.select("document_id", "start", "end").iter_rows(named=True):
        convert = units.get(row["document_id"])
        for column, found in ends.items():
            found.append(convert(row[column]) if convert is not None and row[column] is not None else None)
    return frame.with_columns(
        pl.Series("from16", ends["start"], dtype=pl.Int32), pl.Series("to16", ends["end"], dtype=pl.Int32)
    )


def _columns(names: Sequence[str]) -> list[dict[str, Any]]:
    declared = declarations.read("columns.yml")
    return [
        {
            "name": name,
            "description": declared.get(name, {}).get("description", ""),
            "type": declared.get(name, {}).get("type", "string"),
            "values": declared.get(name, {}).get("values"),
        }
        for name in names
    ]
