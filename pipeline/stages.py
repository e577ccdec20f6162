"""One function a stage of ``dvc.yaml``: read with ``io``, call the rooms, write with ``io``; nothing clever here.

Each takes the project's folder and returns the lines to print. Imports stand inside: a stage depends on what it runs, no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from pipeline.model import Document


def clean(root: Path) -> list[str]:
    """raw/ to interim/clean: the texts without page furniture, where everything stands, and what their origins declare."""
    from dataclasses import asdict

    import polars as pl

    from pipeline import interim, io, origin, tables, text
    from pipeline.errors import InputError

    documents, sources, sections = [], [tables.empty("sources")], [tables.empty("sections")]
    for folder in io.folders(root / "raw"):
        path = folder / "report.txt"
        declared = origin.parse(io.read_text(folder / "origin.yml"), str(folder / "origin.yml"))
        content = io.read_bytes(path)
        origin.check_sha256(content, declared.sha256, str(path))
        try:
            raw, encoding = text.decode(content)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
        document = text.read(raw, document_id=folder.name)
        documents.append(document)
        sources.append(tables.sources_frame(document, asdict(declared), size=len(content), encoding=encoding))
        sections.append(tables.sections_frame(document))
    if not documents:
        raise InputError(
            f"{root / 'raw'}: no reports; put one at raw/<document_id>/report.txt with origin.yml beside it"
        )
    made = {"sources": pl.concat(sources), "sections": pl.concat(sections)}
    _guard(made)
    io.write_folder(root / "interim/clean", _parquet(made | interim.frames(documents)))
    characters = sum(len(document.clean.text) for document in documents)
    headings = len(made["sections"])
    return [f"clean: {len(documents)} reports, {characters:,} characters of clean text, {headings} numbered headings"]


def extract(root: Path) -> list[str]:
    """interim/clean to interim/extract: every number that was read, and what it says."""
    import polars as pl

    from pipeline import corpus, io, tables

    sources = io.read_parquet(root / "interim/clean/sources.parquet")
    found: dict[str, list[pl.DataFrame]] = {"metrics": [], "skipped": []}
    counts = {}
    for document, source in zip(_documents(root), sources.iter_rows(named=True), strict=True):
        reading, observations = corpus.understand(
            document, document_date=source["published"], reporting_period=source["reporting_period"]
        )
        found["metrics"].append(tables.metrics_frame(document, observations))
        found["skipped"].append(tables.skipped_frame(document, reading, observations))
        counts[document.document_id] = {
            "quantities": len(reading.quantities),
            "skipped": len(reading.skipped),
            "observations": len(observations),
        }
    made = {name: pl.concat([tables.empty(name), *frames]) for name, frames in found.items()}
    _guard(made)
    io.write_folder(root / "interim/extract", _parquet(made) | {"counts.json": io.json_bytes(counts)})
    silent = [name for name, count in counts.items() if not count["observations"]]
    return [
        *(f"extract: warning: no figures found in {name}" for name in silent),
        f"extract: {len(made['metrics']):,} figures, {len(made['skipped']):,} numbers that are none",
    ]


def validate(root: Path) -> list[str]:
    """interim/extract to interim/validate: corrected tables, what checks found in them, and pages that show it.

    Raises InputError where a check finds an error, so that nothing is published.
    """
    from dataclasses import asdict

    from pipeline import corrections, io, tables
    from pipeline.validate import docs, stop_on_errors
    from pipeline.validate import validate as check

    documents = {document.document_id: document for document in _documents(root)}
    declared = [
        each
        for path in io.files(root / "schemas/corrections", "*.yml")
        for each in corrections.parse(io.read_text(path), str(path), document_id=path.stem)
    ]
    frames = corrections.apply(
        {
            "metrics": io.read_parquet(root / "interim/extract/metrics.parquet"),
            "sections": io.read_parquet(root / "interim/clean/sections.parquet"),
        },
        declared,
        documents,
    )
    frames["sources"] = tables.with_figures(io.read_parquet(root / "interim/clean/sources.parquet"), frames["metrics"])
    frames["units"] = tables.units_frame(frames["metrics"]["unit"])
    validated = check(
        frames,
        raws={name: document.clean.raw for name, document in documents.items()},
        counts={
            name: {"observations": count["observations"]} | corrections.balance(declared, name)
            for name, count in io.read_json(root / "interim/extract/counts.json").items()
        },
        params=_params(root, "validate"),
    )
    stop_on_errors(validated.issues)
    made = validated.frames | {"rejected": validated.rejected}
    pages = {f"pages/{name}": page.encode() for name, page in docs.build(validated).items()}
    checks = {"checks.json": io.json_bytes([asdict(outcome) for outcome in validated.outcomes])}
    io.write_folder(root / "interim/validate", _parquet(made) | checks | pages)
    return [
        f"validate: {len(declared)} corrections applied, {len(validated.outcomes)} rules checked without an error",
        f"validate: {len(validated.issues)} findings to look at, {len(validated.rejected)} figures kept out",
    ]


def publish(root: Path) -> list[str]:
    """interim/validate to processed/: tables, descriptor, what was checked, the review page; all of it or nothing."""
    from pipeline import columns, io, report
    from pipeline import publish as publishing

    frames = {name: io.read_parquet(root / f"interim/validate/{name}.parquet") for name in columns.published()}
    made = publishing.files(frames)
    pages = io.read_folder(root / "interim/validate/pages")
    made |= {f"validation/{name}": page for name, page in pages.items()}
    site = report.pages(
        frames,
        documents={document.document_id: document for document in _documents(root)},
        skipped=io.read_parquet(root / "interim/extract/skipped.parquet"),
        evaluation=_measured(root, frames, {}),
        checks=io.read_json(root / "interim/validate/checks.json"),
        corrections={path.stem: io.read_text(path) for path in io.files(root / "schemas/corrections", "*.yml")},
        previous=_previous(root),
    )
    made |= {f"review/{name}": page for name, page in site.items()}
    io.write_folder(root / "processed", made, keep=["evaluation"])
    size = sum(map(len, made.values()))
    return [f"publish: {len(frames['metrics']):,} figures, {len(made)} files, {size:,} bytes in processed/"]


def evaluate(root: Path) -> list[str]:
    """processed/ and interim/extract to evaluation.json: what people annotated against the rules alone, and as published."""
    import polars as pl

    from pipeline import io
    from pipeline.evaluate import plot

    published = {name: io.read_table(name, root) for name in ("metrics", "sections")}
    measured = _measured(root, published, _params(root, "evaluate"))
    io.write_frame(root / "processed/evaluation/fields.csv", pl.DataFrame(plot(measured)))
    io.write_bytes(root / "evaluation.json", io.json_bytes(measured))
    return [
        f"evaluate: {tables} against {each['gold']} annotated figures: detection F1 {each['detection']['f1']:.3f}, "
        f"row F1 {each['row']['f1']:.3f}, full F1 {each['full']['f1']:.3f}"
        for tables, each in measured.items()
    ]


def _previous(root: Path) -> tuple[str, pl.DataFrame] | None:
    """The metrics of the version that params.yaml declares as the one before, called after its folder."""
    from pipeline import io

    folder = _params(root, "publish")["previous"]
    return None if folder is None else (Path(folder).name, io.read_parquet(root / folder / "metrics.parquet"))


def _params(root: Path, stage: str) -> Mapping[str, Any]:
    from pipeline import io, params

    return params.section(io.read_yaml(root / params.FILE), stage)


def _measured(root: Path, published: Mapping[str, pl.DataFrame], params: Mapping[str, Any]) -> dict[str, Any]:
    from pipeline import io
    from pipeline.evaluate import evaluate as compare
    from pipeline.evaluate import gold_from

    rules = {
        "metrics": io.read_parquet(root / "interim/extract/metrics.parquet"),
        "sections": io.read_parquet(root / "interim/clean/sections.parquet"),
    }
    gold = {path.name: io.read_jsonl(path) for path in io.files(root / "tests/gold", "*.jsonl")}
    return compare(gold_from(gold), rules, published, params)


def _documents(root: Path) -> tuple[Document, ...]:
    from pipeline import interim, io

    return interim.read({name: io.read_parquet(root / f"interim/clean/{name}.parquet") for name in interim.SCHEMAS})


def _guard(frames: Mapping[str, pl.DataFrame]) -> None:
    """Raise InputError where a frame is not what its table declares."""
    import polars as pl

    from pipeline.validate import stop_on_errors
    from pipeline.validate.guards import guard

    stop_on_errors(pl.concat([guard(name, frame)[1] for name, frame in frames.items()]))


def _parquet(frames: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    from pipeline import io

    return {f"{name}.parquet": io.frame_bytes(frame, ".parquet") for name, frame in frames.items()}


RUN: dict[str, Callable[[Path], list[str]]] = {
    stage.__name__: stage for stage in (clean, extract, validate, publish, evaluate)
}
