"""The command line: each command reads with ``io``, calls one function, and writes with ``io``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import COMMANDS
from pipeline.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from pipeline.corpus import Source

STAGES = ("clean", "extract", "validate", "publish", "evaluate")
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS)
@click.version_option(package_name="report-metrics", message="report-metrics %(version)s")
def cli() -> None:
    """Every figure that a Chinese report states, as a table.

    A row has the value, unit and bound of a figure, its period, subject and source, and the exact place in the file that
    states it.

    \b
    Try it on any text file:
        report-metrics extract report.txt --output -
    """


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output",
    required=True,
    metavar="FILE",
    help="Where the table goes; the suffix decides: .parquet, .csv or .jsonl. A dash prints the main columns.",
)
@click.option(
    "--document-date",
    metavar="DATE",
    help="Date of the texts, as YYYY, YYYY-MM or YYYY-MM-DD; it gives a year to 今年, 去年, 7月 and the like.",
)
@click.option(
    "--reporting-period",
    metavar="PERIOD",
    help="Period the texts report on, 2024 or 2024-Q3 for example; figures that name no period take it.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of processes. Without it, one for little text and one a core for much. The rows are the same.",
)
def extract(
    paths: tuple[Path, ...], output: str, document_date: str | None, reporting_period: str | None, workers: int | None
) -> None:
    """Write the figures that text files state, one row a figure.

    No project folder is needed. Each PATH is a text file, in UTF-8, GB18030, Big5 or UTF-16; the file's name without its
    suffix becomes document_id. Rows are sorted by document and place. The start and end of a row count characters of
    the file as it is, from 0.

    \b
    Examples:
        report-metrics extract report.txt --output figures.csv
        report-metrics extract reports/*.txt --output figures.parquet
        report-metrics extract news.txt --document-date 2024-08-02 --output -
    """
    from pipeline import corpus, io, origin

    origin.check_date(document_date)
    origin.check_period(reporting_period)
    if output != "-":
        io.check_suffix(Path(output))
    sources = _sources(paths, document_date=document_date, reporting_period=reporting_period)
    found = corpus.extract_many(sources, workers=workers or corpus.workers_for(sources, cores=os.cpu_count() or 1))
    silent = sorted({source.document_id for source in sources} - set(found["document_id"]))
    if silent:
        some = ", ".join(silent[:5]) + (f" and {len(silent) - 5} more" if len(silent) > 5 else "")
        click.echo(f"warning: no figures found in {some}", err=True)
    if output == "-":
        _print_table(found)
    else:
        io.write_frame(Path(output), found)


def _sources(paths: Sequence[Path], *, document_date: str | None, reporting_period: str | None) -> list[Source]:
    from pipeline import io, text
    from pipeline.corpus import Source

    seen: dict[str, Path] = {}
    sources = []
    for path in paths:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            raise InputError(
                f"{other} and {path} would both be document {path.stem!r}; rename one, or extract them apart"
            )
        content = io.read_bytes(path)
        try:
            raw, _ = text.decode(content)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
        sources.append(Source(path.stem, raw, document_date, reporting_period))
    return sources


def _print_table(frame: pl.DataFrame) -> None:
    """The columns that a person looks at first, with as many lines as there are figures."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns = ["text", "subject", "metric", "value", "unit", "bound", "measure", "direction", "time_period", "start"]
    if frame["document_id"].n_unique() > 1:
        columns.insert(0, "document_id")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name in ("value", "start") else "left", overflow="fold")
    for row in frame.iter_rows(named=True):
        row["value"] = _amount(row)
        table.add_row(*(Text("" if row[name] is None else str(row[name])) for name in columns))
    console = Console()
    # What is not a terminal has no width: lines then are as long as they need to be for most tables.
    Console(width=None if console.is_terminal else 160).print(table)


def _amount(row: dict[str, object]) -> str:
    ends = [row["value"]] if row["value"] is not None else [row["value_low"], row["value_high"]]
    return "–".join("" if end is None else f"{end:,.12g}" for end in ends)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output", required=True, metavar="FOLDER", help="Where index.html and charts/ go; what else lies there stays."
)
@click.option("--document-date", metavar="DATE", help="Date of the texts, as for 'report-metrics extract'.")
@click.option(
    "--reporting-period", metavar="PERIOD", help="Period the texts report on, as for 'report-metrics extract'."
)
def review(paths: tuple[Path, ...], output: str, document_date: str | None, reporting_period: str | None) -> None:
    """Write a page that shows the figures of text files in their text.

    No project folder is needed. The page is one file, FOLDER/index.html, that opens without a server and without a
    network: the texts with every figure marked, all figures as a table, what checks found in them. The same charts lie
    in FOLDER/charts as SVG. Errors that checks find stand on the page and stop nothing.

    \b
    Examples:
        report-metrics review report.txt --output review
        report-metrics review news/*.txt --document-date 2024-08-02 --output review
    """
    from pipeline import io, origin

    origin.check_date(document_date)
    origin.check_period(reporting_period)
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file; name a folder for the page")
    site = _site(_sources(paths, document_date=document_date, reporting_period=reporting_period))
    for name, content in site.items():
        io.write_bytes(folder / name, content)
    click.echo(f"{folder / 'index.html'}: open it in a browser")


def _site(sources: Sequence[Source]) -> dict[str, bytes]:
    """The review pages of texts that no project knows: read, checked as far as that is installed, not corrected."""
    from dataclasses import asdict
    from importlib.util import find_spec

    import polars as pl

    from pipeline import corpus, report, tables, text
    from pipeline.validate import validate as check

    if lacking := [name for name in ("altair", "jinja2", "vl_convert") if find_spec(name) is None]:
        raise InputError(f"{', '.join(lacking)} not installed; run: pip install 'report-metrics[review]'")
    documents, made, counts = (
        {},
        {name: [tables.empty(name)] for name in ("metrics", "sections", "sources", "skipped")},
        {},
    )
    for source in sorted(sources, key=lambda each: each.document_id):
        document = text.read(source.raw, document_id=source.document_id)
        reading, found = corpus.understand(
            document, document_date=source.document_date, reporting_period=source.reporting_period
        )
        documents[source.document_id], counts[source.document_id] = document, {"observations": len(found)}
        known = {"published": source.document_date, "reporting_period": source.reporting_period}
        size = len(source.raw.encode("utf-8", "surrogatepass"))
        made["metrics"].append(tables.metrics_frame(document, found))
        made["sections"].append(tables.sections_frame(document))
        made["sources"].append(tables.sources_frame(document, known, size=size, encoding="utf-8"))
        made["skipped"].append(tables.skipped_frame(document, reading, found))
    frames = {name: pl.concat(parts) for name, parts in made.items()}
    skipped = frames.pop("skipped")
    frames |= {"units": tables.units_frame(frames["metrics"]["unit"])}
    frames["sources"] = tables.with_figures(frames["sources"], frames["metrics"])
    if find_spec("great_expectations") is None:
        click.echo("note: the page shows no checks; pip install 'report-metrics[validate]' adds them", err=True)
        return report.pages(frames, documents=documents, skipped=skipped)
    validated = check(
        frames,
        raws={name: document.clean.raw for name, document in documents.items()},
        counts=counts,
        params={"years_back": 30, "years_ahead": 30},
    )
    checks = [asdict(outcome) for outcome in validated.outcomes]
    return report.pages(validated.frames, documents=documents, skipped=skipped, checks=checks)


@cli.command()
@click.argument("folder", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    metavar="N",
    help="Port; 0 takes a free one.",
)
@click.option("--open", "browser", is_flag=True, help="Open the address in the browser as well.")
def serve(folder: Path | None, port: int, *, browser: bool) -> None:
    """Serve a review page on this machine, until Ctrl-C.

    FOLDER is processed/review of the current folder where none is given. Only programs on this machine reach it, at
    127.0.0.1; nothing outside FOLDER is served. The page needs no server: this is for browsers that keep no marks for a
    page that was opened from a folder.

    \b
    Examples:
        report-metrics serve
        report-metrics serve review --port 9000 --open
    """
    import webbrowser

    from pipeline import io
    from pipeline.report import serve as serving

    root = Path("processed/review") if folder is None else folder
    if not (root / "index.html").is_file():
        raise InputError(f"{root}: no index.html there; make it with 'make data' or 'report-metrics review'")
    with serving.server(root, io.read_bytes, port=port) as listening:
        address = f"http://{serving.HOST}:{listening.server_address[1]}/"
        click.echo(f"{address} shows {root}; Ctrl-C stops it")
        if browser:
            webbrowser.open(address)
        try:
            listening.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


@cli.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--at", "offset", required=True, type=int, metavar="OFFSET", help="Any character of the figure, counted from 0."
)
@click.option("--document-date", metavar="DATE", help="As for extract; an origin.yml beside FILE gives it otherwise.")
@click.option(
    "--reporting-period", metavar="PERIOD", help="As for extract; an origin.yml beside FILE gives it otherwise."
)
def explain(path: Path, offset: int, document_date: str | None, reporting_period: str | None) -> None:
    """Say why a figure's row says what it says.

    Prints the sentence, the quantity that covers the character, and for each column the rule that gave it and the
    vocabulary entries its words come from; or why the number there is no figure. OFFSET counts as the column start does.

    \b
    Example:
        report-metrics explain raw/fintech-convergence-2025/report.txt --at 4777
    """
    from pipeline import explain as why
    from pipeline import io, origin

    source = _sources(
        [path], document_date=origin.check_date(document_date), reporting_period=origin.check_period(reporting_period)
    )[0]
    declared = path.with_name("origin.yml")
    date, period = document_date, reporting_period
    if declared.is_file():
        known = origin.parse(io.read_text(declared), str(declared))
        date, period = document_date or known.published, reporting_period or known.reporting_period
    said: tuple[str, ...] = ()
    for line in why.explain(source.raw, offset, document_date=date, reporting_period=period):
        click.echo(f"{line.column:<15}{line.value}")
        beside = tuple(filter(None, (f"{line.rule}: {line.reason}".strip(": "), *line.vocabulary)))
        if beside != said:
            click.echo("".join(f"{'':<17}{each}\n" for each in beside), nl=False)
        said = beside


@cli.command()
@click.argument("name", metavar="NAME", type=click.Choice(STAGES))
def stage(name: str) -> None:
    """Run one stage of dvc.yaml in the current folder.

    It runs whether or not it is out of date. NAME is one of clean, extract, validate, publish, evaluate. 'dvc repro' calls this for the stages that are out of date, in
    their order, and is what you want unless you are mending a stage.

    \b
    Example:
        report-metrics stage extract
    """
    from pipeline import stages

    for line in stages.RUN[name](Path()):
        click.echo(line)


for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code. Bad input is one line on stderr and 1, a wrong call one line and 2."""
    try:
        outcome = cli.main(args=arguments, prog_name="report-metrics", standalone_mode=False)
    except InputError as error:
        click.echo(f"error: {error}", err=True)
        return 1
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "report-metrics"
        click.echo(f"error: {error.format_message()} See '{command} --help'.", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        # Whoever read the table has seen enough; closing stderr keeps Python from complaining at exit.
        sys.stderr.close()
        return 0
    return outcome if isinstance(outcome, int) else 0


if __name__ == "__main__":
    sys.exit(main())
