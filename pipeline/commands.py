"""The commands for those who publish the dataset or build on it: diff, verify, release, export."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import InputError

FORMATS = ("csv", "xlsx", "jsonl", "sdmx-csv", "duckdb")

if TYPE_CHECKING:
    from pipeline.versions import Difference, Edition
    from pipeline.versions.compare import Bump


def edition(place: str) -> Edition:
    """The tables of a git revision, a folder or a file."""
    from pipeline import io, versions

    return versions.read(io.read_published(place), place)


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    show_default=True,
    help="A table for the terminal, Markdown for a release note, or JSON for a program.",
)
def diff(old: str, new: str, form: str) -> None:
    """List the figures that were added, removed or changed, and the version bump that is due.

    OLD and NEW are each a git revision of this project, a folder with the tables (or with processed/ in it), or a Parquet
    file; a path that exists is not taken for a revision. Without NEW, OLD is compared with what lies in processed/ now.
    Columns or their meaning = major, rows added or taken away = minor, values corrected or words changed = patch.

    \b
    Examples:
        report-metrics diff HEAD
        report-metrics diff report-metrics-zh@v0.1.0 report-metrics-zh@v0.2.0 --format markdown
        report-metrics diff ../old/processed ../new/processed --format json
    """
    from pipeline import versions
    from pipeline.versions import notes

    difference = versions.compare(edition(old), edition(new))
    if form == "json":
        click.echo(json.dumps(notes.as_json(difference), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(notes.markdown(difference), nl=False)
    else:
        _print(difference)


def _print(difference: Difference) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pipeline.versions import notes

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("what", "where", "old", "new"):
        table.add_column(name, overflow="fold")
    for line in notes.lines(difference):
        table.add_row(*map(Text, line))
    console = Console()
    if table.row_count:
        Console(width=None if console.is_terminal else 200).print(table)
    click.echo(notes.summary(difference))


@click.command()
@click.argument("folder", metavar="[FOLDER]", default="processed", type=click.Path(path_type=Path))
def verify(folder: Path) -> None:
    """Check every file against datapackage.json: size, SHA-256, nothing missing, nothing besides.

    FOLDER is a copy of processed/, wherever it was got to; without it, processed/ here. What is wrong is named file by file,
    and the exit code is 1.

    \b
    Examples:
        report-metrics verify
        report-metrics verify downloads/report-metrics
    """
    from pipeline import io, versions

    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name the folder that has the tables")
    found = {path.name: io.read_bytes(path) for path in io.files(folder, "*")}
    try:
        wrong = versions.verify(found)
    except InputError as error:
        raise InputError(f"{folder}/{error}") from None
    if wrong:
        raise InputError("; ".join(f"{folder}/{each}" for each in wrong))
    click.echo(
        f"verify: {sum(name.endswith('.parquet') for name in found)} tables are what {folder}/datapackage.json says"
    )


@click.command()
@click.option(
    "--against",
    metavar="OLD",
    default="HEAD",
    show_default=True,
    help="What the new version is compared with: a git revision, a folder or a file.",
)
@click.option(
    "--bump",
    type=click.Choice(["patch", "minor", "major"]),
    help="At least this bump: 'major' where words of a description changed what a column means.",
)
@click.option("--date", metavar="DATE", help="Date of the version, as YYYY-MM-DD. Without it, today.")
def release(against: str, bump: Bump | None, date: str | None) -> None:
    """Give the tables in processed/ the version that is due, and record what they hold.

    Writes version and date into schemas/dataset.yml and CITATION.cff, and an entry with all changed figures into
    DATASET_CHANGELOG.md. The files are stamped with the version by the next 'make data'; 'make release' does both. Run again
    before a commit, it replaces the entry that it wrote. A tag report-metrics-zh@vX.Y.Z on the commit makes it a version
    that 'dvc artifacts get' finds.

    \b
    Example:
        report-metrics release --against HEAD
    """
    from pipeline import dataset, io, versions
    from pipeline.versions import record

    day = date or datetime.now(tz=UTC).strftime("%Y-%m-%d")
    paths = {name: Path(name) for name in ("schemas/dataset.yml", "CITATION.cff", "DATASET_CHANGELOG.md")}
    texts = {name: io.read_text(path) for name, path in paths.items()}
    declared = dataset.parse(io.read_yaml(paths["schemas/dataset.yml"]))
    changelog = record.parse(texts["DATASET_CHANGELOG.md"])
    difference = versions.compare(edition(against), edition("."))
    if difference.due is None and bump is None and not record.disagreements(changelog, difference.new, declared):
        click.echo(f"release: nothing changed since version {declared.version}")
        return
    changed, stamp = record.release(changelog, difference, declared, released=day, at_least=bump)
    for name in ("schemas/dataset.yml", "CITATION.cff"):
        io.write_bytes(paths[name], record.stamped(texts[name], stamp).encode())
    io.write_bytes(paths["DATASET_CHANGELOG.md"], changed.text().encode())
    click.echo(
        f"release: version {stamp.version}, recorded in DATASET_CHANGELOG.md; 'make data' stamps the files with it"
    )


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="csv and jsonl: a file a table; sdmx-csv: the series and their structure; xlsx, duckdb: one file.",
)
@click.option(
    "--output",
    required=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A folder for csv, jsonl and sdmx-csv, or a file where that is one table; a file for xlsx and duckdb.",
)
@click.option(
    "--tables",
    metavar="NAMES",
    help="Tables by name, joined by commas. Without it, all of them; for sdmx-csv, series, which is all that it holds.",
)
@click.option(
    "--root",
    metavar="FOLDER",
    default=".",
    type=click.Path(path_type=Path),
    help="The project's folder; here, without it.",
)
def export(form: str, output: Path, tables: str | None, root: Path) -> None:
    """Write the published tables in another format.

    Cells of a workbook are texts and numbers, never formulas; its first sheet explains the columns. A DuckDB file has keys,
    comments and views. Beside series.csv of sdmx-csv lies series.structure.json, its data structure definition.

    \b
    Examples:
        report-metrics export --format csv --output tables
        report-metrics export --format csv --tables metrics --output metrics.csv
        report-metrics export --format xlsx --tables metrics,units --output figures.xlsx
        report-metrics export --format duckdb --output figures.duckdb
        report-metrics export --format sdmx-csv --output sdmx
    """
    from pipeline import columns, dataset, io
    from pipeline import export as exporting

    default = "series" if form == "sdmx-csv" else ",".join(columns.published())
    names = [name.strip() for name in (tables or default).split(",") if name.strip()]
    if len(set(names)) < len(names):
        raise InputError(f"--tables {tables}: a table is named twice; name each once")
    made = exporting.make(form, {name: io.read_table(name, root) for name in names}, dataset.declared())
    if isinstance(made, bytes):
        io.write_bytes(output, made)
    elif not isinstance(made, dict):
        io.write_made(output, made)
    elif output.suffix and len(made) == 1:
        io.write_bytes(output, next(iter(made.values())))
    else:
        if output.is_file() or output.suffix in (".csv", ".jsonl"):
            raise InputError(f"{output}: {form} makes {len(made)} files; name a folder for them")
        for name, content in made.items():
            io.write_bytes(output / name, content)
    click.echo(f"export: {', '.join(names)} as {form} in {output}")


COMMANDS = (diff, verify, release, export)
