"""The command line: each command reads with ``io``, calls one function, and writes with ``io``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
