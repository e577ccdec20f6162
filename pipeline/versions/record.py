"""DATASET_CHANGELOG.md: what each version holds, as words for people and as digests that tests compare.

An entry is a heading with version and date, a release note, and a table with rows and digest of each published table. A digest is of
the content, so that it stays the same when a file is stamped with a new version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline import dataset
from pipeline.errors import InputError
from pipeline.versions.compare import Bump, Difference, bumped
from pipeline.versions.edition import Edition
from pipeline.versions.notes import markdown

_HEADING = re.compile(r"(?m)^## \[([0-9.]{5,20})\] - ([0-9-]{10})$")
_ROW = re.compile(r"(?m)^\| `([a-z_]{1,40})` \| ([0-9]{1,12}) \| `([0-9a-f]{64})` \|$")
_BUMPS: tuple[Bump, ...] = ("patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the changelog: ``note`` is Markdown, ``tables`` maps a table to its number of rows and its digest."""

    version: str
    released: str
    note: str
    tables: Mapping[str, tuple[int, str]]

    def text(self) -> str:
        rows = [f"| `{name}` | {rows} | `{digest}` |" for name, (rows, digest) in self.tables.items()]
        table = "\n".join(["| table | rows | sha256 of the content |", "|---|---:|---|", *rows])
        return f"## [{self.version}] - {self.released}\n\n{self.note.strip()}\n\n{table}\n"


@dataclass(frozen=True, slots=True)
class Changelog:
    """The file: what stands above the first entry, and the entries, latest first."""

    preamble: str
    entries: tuple[Entry, ...]

    def text(self) -> str:
        return "\n".join([self.preamble, *(entry.text() for entry in self.entries)])


def parse(text: str) -> Changelog:
    """The changelog in a text.

    >>> parse("# Versions").entries
    ()
    """
    headings = list(_HEADING.finditer(text))
    ends = [*(found.start() for found in headings), len(text)][1:] if headings else []
    entries = []
    for heading, end in zip(headings, ends, strict=True):
        body = text[heading.end() : end]
        note = body.partition("| table | rows | sha256 of the content |")[0]
        tables = {name: (int(rows), digest) for name, rows, digest in _ROW.findall(body)}
        entries.append(Entry(heading[1], heading[2], note.strip(), tables))
    preamble = text[: headings[0].start()] if headings else text
    return Changelog(preamble.rstrip() + "\n", tuple(entries))


def content(edition: Edition) -> dict[str, tuple[int, str]]:
    """Rows and digest of each table, by name."""
    return {name: (len(table.frame), table.digest()) for name, table in sorted(edition.tables.items())}


def disagreements(changelog: Changelog, edition: Edition, declared: dataset.Dataset) -> list[str]:
    """Why published files do not belong to the version that they claim; nothing where they do."""
    if not changelog.entries:
        return ["DATASET_CHANGELOG.md: has no version; run 'make release'"]
    latest, now = changelog.entries[0], content(edition)
    found = [
        f"{name}: is not what version {latest.version} recorded in DATASET_CHANGELOG.md; run 'make release'"
        for name in sorted(now.keys() | latest.tables.keys())
        if now.get(name) != latest.tables.get(name)
    ]
    if latest.version != declared.version:
        found.append(f"schemas/dataset.yml: version is {declared.version}, the latest recorded is {latest.version}")
    if edition.version != declared.version:
        found.append(
            f"the files say version {edition.version}, schemas/dataset.yml {declared.version}; run 'make data'"
        )
    return found


def release(
    changelog: Changelog,
    difference: Difference,
    declared: dataset.Dataset,
    *,
    released: str,
    at_least: Bump | None = None,
) -> tuple[Changelog, dataset.Dataset]:
    """The changelog with an entry for the new edition on top, and the declaration with its version.

    The version is that of the old edition, bumped as is due, or as ``at_least`` says; where the old files state none, the declared
    one is the first. Entries of versions that the old edition does not know yet, which nobody has, are replaced. Raises InputError
    where nothing changed.
    """
    old, due = difference.old.version, _larger(difference.due, at_least)
    if old is not None and due is None:
        raise InputError(f"nothing changed since {difference.old.name}, version {old}; there is nothing to release")
    version = bumped(old, due) if old is not None else declared.version
    known = [entry for entry in changelog.entries if old and dataset.version(entry.version) <= dataset.version(old)]
    schema = declared.schema_version
    if difference.old.schema_version is not None:
        schema = str(int(difference.old.schema_version) + bool(difference.meaning or difference.tables_removed))
    note = markdown(difference) if old is not None else "The first version that is recorded."
    entry = Entry(version, released, note, content(difference.new))
    citation = declared.citation.replace(declared.version, version)
    made = replace(declared, version=version, schema_version=schema, released=released, citation=citation)
    return Changelog(changelog.preamble, (entry, *known)), made


def _larger(one: Bump | None, other: Bump | None) -> Bump | None:
    return max((bump for bump in (one, other) if bump), key=_BUMPS.index, default=None)


def stamped(text: str, declared: dataset.Dataset) -> str:
    """A declaration or CITATION.cff with version, schema_version and date of ``declared`` in their lines; the rest as it was."""
    for key, value in (
        ("version", declared.version),
        ("schema_version", f'"{declared.schema_version}"'),
        ("released", f'"{declared.released}"'),
        ("date-released", f'"{declared.released}"'),
    ):
        text = re.sub(rf"(?m)^{key}: .{{1,40}}$", f"{key}: {value}", text)
    return text
