"""Declared fixes of figures and headings: what was extracted is stated with each, so that a fix goes stale loudly.

``schemas/corrections/README.md`` explains the form. Nothing here reads a file: :func:`parse` takes the text of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import polars as pl

from pipeline import columns, declarations, tables
from pipeline.errors import DeclarationError, InputError
from pipeline.model import Document, Span

Action = Literal["change", "drop", "add"]
_KEYS = {"id": True, "table": True, "at": True, "do": False, "expect": True, "value": False, "reason": True}
_TABLES = ("metrics", "sections")
# Made from the others, or kept by us: a correction names what they are made from.
_MADE = frozenset({"observation_id", "document_id", "text", "corrected_by", "correction_reason"})
_DEFAULTS = {"bound": "exact", "measure": "level", "status": "actual", "flags": "", "unit_text": ""}
# A printed number of a heading with what stands between it and the title is not longer.
_LABEL = 24


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry. ``at`` is the raw span of a figure, or the number of a section; ``source`` names the file in messages."""

    id: str
    document_id: str
    source: str
    table: str
    at: Span | str
    do: Action
    expect: Mapping[str, Any]
    value: Mapping[str, Any]
    reason: str

    def error(self, message: str) -> InputError:
        """An error that says which entry of which file cannot be applied."""
        return InputError(f"{self.source}: correction {self.id!r}: {message}")


def parse(text: str, name: str, *, document_id: str) -> tuple[Correction, ...]:
    """The corrections in the text of a file; ``name`` stands in messages.

    Raises DeclarationError naming file and entry where a key is unknown or missing, or a value has the wrong type.

    >>> parse("- {id: a, table: units}", "x.yml", document_id="x")
    Traceback (most recent call last):
    pipeline.errors.DeclarationError: x.yml: correction 'a': key 'at' is missing; add it
    """
    entries = declarations.parse(text, name)
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise DeclarationError(f"{name}: not a list; begin each correction with '- id: …'")
    made: dict[str, Correction] = {}
    for number, entry in enumerate(entries, start=1):
        correction = _parse_entry(entry, number, name, document_id)
        if correction.id in made:
            raise DeclarationError(
                f"{name}: correction {correction.id!r} stands there twice; give each an id of its own"
            )
        made[correction.id] = correction
    return tuple(made.values())


def _parse_entry(entry: Any, number: int, name: str, document_id: str) -> Correction:
    if not isinstance(entry, dict):
        raise DeclarationError(f"{name}: entry {number} has no keys; write {', '.join(_KEYS)}")
    where = f"{name}: correction {entry.get('id', number)!r}"
    for key in entry:
        if key not in _KEYS:
            raise DeclarationError(f"{where}: unknown key {key!r}; known are {', '.join(_KEYS)}")
    for key, must in _KEYS.items():
        if must and key not in entry:
            raise DeclarationError(f"{where}: key {key!r} is missing; add it")
    for key in ("id", "reason"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise DeclarationError(f"{where}: {key} is no text; say it in words")
    if entry["table"] not in _TABLES:
        raise DeclarationError(f"{where}: no corrections of table {entry['table']!r}; name {' or '.join(_TABLES)}")
    action = entry.get("do", "change")
    if action not in get_args(Action):
        raise DeclarationError(f"{where}: do is {action!r}; write {', '.join(get_args(Action))}")
    expect, value = _values(entry, "expect", where), _values(entry, "value", where)
    _check_parts(action, expect, value, where)
    at = _place(entry["at"], entry["table"], action, where)
    return Correction(entry["id"], document_id, name, entry["table"], at, action, expect, value, entry["reason"])


def _check_parts(action: Action, expect: Mapping[str, Any], value: Mapping[str, Any], where: str) -> None:
    if not expect:
        raise DeclarationError(f"{where}: expect is empty; write what was extracted, or the raw text there")
    if bool(value) == (action == "drop"):
        raise DeclarationError(f"{where}: {'a drop has no value' if value else 'value is empty'}; see the README there")
    for column in sorted(value.keys() & _MADE):
        raise DeclarationError(f"{where}: {column} is made, not declared; correct what it is made from")
    for column in value:
        if action == "change" and column not in expect:
            raise DeclarationError(f"{where}: {column} has a value, but expect does not say what was extracted; add it")
    if action == "add" and set(expect) != {"text"}:
        raise DeclarationError(f"{where}: an added row expects 'text' alone, the raw text at its place; write that")


def _values(entry: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    values = entry.get(key) or {}
    if not isinstance(values, dict):
        raise DeclarationError(f"{where}: {key} is no mapping; write {{column: …}}")
    known = {column.name: column for column in columns.table(entry["table"]).columns}
    for name, value in values.items():
        if name not in known:
            raise DeclarationError(f"{where}: table {entry['table']} has no column {name!r}; see schemas/tables.yml")
        if value is not None and not _fits(value, known[name].type):
            raise DeclarationError(f"{where}: {key}.{name} is {value!r}; the column is of type {known[name].type}")
    return values


def _fits(value: Any, kind: columns.ColumnType) -> bool:
    if kind == "string":
        return isinstance(value, str)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole or (kind == "float64" and isinstance(value, float))


def _place(at: Any, table: str, action: Action, where: str) -> Span | str:
    if table == "sections" and isinstance(at, str) and at:
        return at
    # A heading whose number stands twice is named by its span.
    by_span = isinstance(at, list) and len(at) == 2 and all(_fits(end, "int32") for end in at)
    if by_span and 0 <= at[0] < at[1] and (table == "metrics" or action != "add"):
        return Span(*at)
    form = "the figure's raw span as [start, end]" if table == "metrics" else "the section's number, in quotes"
    raise DeclarationError(f"{where}: at is {at!r}; write {form}")


def balance(corrections: Sequence[Correction], document_id: str) -> dict[str, int]:
    """How many figures of a report the corrections add and drop."""
    actions = [each.do for each in corrections if each.table == "metrics" and each.document_id == document_id]
    return {"added": actions.count("add"), "dropped": actions.count("drop")}


def apply(
    frames: Mapping[str, pl.DataFrame], corrections: Sequence[Correction], documents: Mapping[str, Document]
) -> dict[str, pl.DataFrame]:
    """``frames`` with ``metrics`` and ``sections`` corrected, in text order; ``documents`` by id.

    A corrected row carries the id of its correction and the reason. Raises InputError naming file, entry, what was expected and
    what was found, where a correction does not fit what was extracted, or two are of one row.
    """
    corrected = dict(frames)
    for name in _TABLES:
        mine = [each for each in corrections if each.table == name]
        if mine:
            rows = frames[name].to_dicts()
            _apply_all(rows, mine, documents)
            corrected[name] = tables.by_place(tables.frame(name, rows))
    return corrected


def _apply_all(
    rows: list[dict[str, Any]], corrections: Sequence[Correction], documents: Mapping[str, Document]
) -> None:
    places: dict[tuple[str, Span | str], list[dict[str, Any]]] = {}
    for row in rows:
        for key in _keys(row, corrections[0].table):
            places.setdefault(key, []).append(row)
    dropped: set[int] = set()
    seen: dict[int, str] = {}
    for each in corrections:
        document = documents.get(each.document_id)
        if document is None:
            raise each.error(f"there is no document {each.document_id!r}; the file's name says which one it corrects")
        there = places.setdefault((each.document_id, each.at), [])
        if each.do == "add":
            if there:
                raise each.error(f"{there[0]['text']!r} stands there by now; remove the correction, or change the row")
            there.append(_added(each, document))
            rows.extend(there)
            continue
        if len(there) != 1:
            raise each.error(_not_one(each, there, rows))
        row = there[0]
        if (other := seen.setdefault(id(row), each.id)) != each.id:
            raise each.error(f"{other!r} corrects the same row; join the two")
        _check_expected(each, row)
        if each.do == "drop":
            dropped.add(id(row))
        else:
            _change(row, each, document)
    rows[:] = [row for row in rows if id(row) not in dropped]


def _keys(row: Mapping[str, Any], table: str) -> list[tuple[str, Span | str]]:
    span = row["document_id"], Span(row["start"], row["end"])
    return [span, (row["document_id"], row["section"])] if table == "sections" else [span]


def _not_one(each: Correction, there: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> str:
    if there:
        spans = ", ".join(f"[{row['start']}, {row['end']}]" for row in there)
        return f"{len(there)} rows are called {each.at!r}; name one by its span: {spans}"
    if isinstance(each.at, str):
        return f"no section {each.at!r} was found; remove the correction, or mend its 'at'"
    near = [
        f"{row['text']!r} at [{row['start']}, {row['end']}]"
        for row in rows
        if row["document_id"] == each.document_id and each.at.overlaps(Span(row["start"], row["end"]))
    ]
    instead = f"what overlaps it is {', '.join(near)}" if near else "nothing overlaps it"
    return (
        f"expected a row at [{each.at.start}, {each.at.end}], found none; {instead}; "
        "remove the correction, or mend its 'at'"
    )


def _check_expected(each: Correction, row: Mapping[str, Any]) -> None:
    for column, expected in each.expect.items():
        if row[column] != expected:
            raise each.error(
                f"{column} was expected to be {expected!r}, found {row[column]!r}; "
                "remove the correction if the rules are right now, else mend what it expects"
            )


def _change(row: dict[str, Any], each: Correction, document: Document) -> None:
    row.update(each.value)
    if "time_period" in each.value and "year" not in each.value:
        row["year"] = tables.last_year(row["time_period"])
    if "metric_id" in each.value and "metric_label" not in each.value:
        row["metric_label"] = tables.metric_labels().get(row["metric_id"] or "")
    if each.table == "sections" and {"title", "start"} & each.value.keys() and "end" not in each.value:
        row["end"] = _title_end(each, row["title"], row["start"], document)
    _finish(row, each, document)


def _added(each: Correction, document: Document) -> dict[str, Any]:
    row: dict[str, Any] = {"document_id": each.document_id, **each.value}
    if isinstance(each.at, str):
        if not {"title", "level", "start"} <= each.value.keys():
            raise each.error("an added section needs title, level and start; add them to its value")
        row |= {"section": each.at, "end": _title_end(each, row["title"], row["start"], document)}
    else:
        row = _DEFAULTS | {"start": each.at.start, "end": each.at.end} | _surroundings(document, each.at) | row
        if row["bound"] == "exact":
            row = {"value_low": row.get("value"), "value_high": row.get("value")} | row
        row = {"year": tables.last_year(row.get("time_period"))} | row
        row = {"metric_label": tables.metric_labels().get(row.get("metric_id") or "")} | row
    row.setdefault("page", document.page_at(row["start"]))
    _finish(row, each, document)
    if row["text"] != each.expect["text"]:
        raise each.error(
            f"the raw text there was expected to be {each.expect['text']!r}, found {row['text']!r}; mend 'at'"
        )
    return row


def _surroundings(document: Document, at: Span) -> dict[str, Any]:
    """Section and evidence of a raw place, as a figure that was read there would have them."""
    position = document.clean.position(at.start)
    sentence = next((each for each in document.sentences if position in each), None)
    section = document.section_at(position)
    return {
        "section": section.number or None if section else None,
        "evidence": sentence.quote(document.clean.text) if sentence else at.quote(document.clean.raw),
    }


def _title_end(each: Correction, title: str, start: int, document: Document) -> int:
    """Raw end of a heading that begins at the raw ``start`` and has this title behind its number."""
    clean = document.clean
    position = clean.position(start)
    found = clean.text.find(title, position, position + _LABEL + len(title))
    if found < 0:
        there = clean.text[position : position + len(title) + 8]
        raise each.error(
            f"title {title!r} does not stand at raw offset {start}, found {there!r}; write it as the text has it"
        )
    return clean.raw_span(Span(position, found + len(title))).end


def _finish(row: dict[str, Any], each: Correction, document: Document) -> None:
    """Make again what is made from other columns, and note who changed the row and why."""
    raw = document.clean.raw
    if not 0 <= row["start"] < row["end"] <= len(raw):
        raise each.error(f"[{row['start']}, {row['end']}] is no span of the text, which has {len(raw)} characters")
    row["text"] = Span(row["start"], row["end"]).quote(raw)
    if each.table == "metrics":
        row["observation_id"] = tables.content_id(each.document_id, row["start"], row["end"], tables.text_sha256(raw))
    row |= {"corrected_by": each.id, "correction_reason": each.reason}
