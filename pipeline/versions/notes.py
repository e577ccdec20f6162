"""A difference as people and programs read it: lines for a terminal's table, Markdown for a release note, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.versions.compare import FIGURES, ColumnChange, Difference, Row, RowChange, bumped

_SAID = ("subject", "metric", "value", "value_low", "value_high", "unit", "bound", "time_period")
# Made from the others, or said elsewhere in the line.
_QUIET = frozenset({"observation_id", "change_id", "start", "end", "text", "corrected_by", "correction_reason"})


def summary(difference: Difference) -> str:
    """One line: how many figures changed how, and which bump is due.

    The version is that of the old edition, bumped; nothing is said of it where the old files state none.
    """
    figures = difference.figures
    counts = f"{len(figures.added)} figures added, {len(figures.removed)} removed, {len(figures.changed)} changed"
    if difference.due is None:
        return f"{counts}; nothing changed, no new version is due"
    old = difference.old.version
    to = f" ({old} to {bumped(old, difference.due)})" if old else ""
    return f"{counts}; due: {difference.due}{to}"


def lines(difference: Difference) -> list[tuple[str, str, str, str]]:
    """What changed, where, from and to: a row a figure, then columns and other tables."""
    figures = difference.figures
    found = [
        ("changed", _place(each.after), _stated(each.before, each), _stated(each.after, each))
        for each in _by_place(figures.changed)
    ]
    found += [("added", _place(row), "", _said(row)) for row in sorted(figures.added, key=_order)]
    found += [("removed", _place(row), _said(row), "") for row in sorted(figures.removed, key=_order)]
    found += [
        (f"column {each.kind}", f"{each.table}.{each.column}", _of(each, each.before), _of(each, each.after))
        for each in difference.columns
    ]
    found += [(f"{each.what} reworded", ", ".join(each.tables), each.before, each.after) for each in difference.words]
    found += [("table added", name, "", name) for name in difference.tables_added]
    found += [("table removed", name, name, "") for name in difference.tables_removed]
    for name, change in difference.rows.items():
        if name != FIGURES:
            counts = f"{len(change.added)} rows added, {len(change.removed)} removed, {len(change.changed)} changed"
            found.append(("rows", name, "", counts))
    return found


def markdown(difference: Difference) -> str:
    """A release note: the summary, then a table a kind of change, both texts of each figure in it."""
    parts = [f"{summary(difference)[0].upper()}{summary(difference)[1:]}."]
    figures = difference.figures
    if figures.changed:
        changed = [
            (_place(each.after), _quoted(each.before), _quoted(each.after), "; ".join(_columns(each)))
            for each in _by_place(figures.changed)
        ]
        parts.append("### Changed figures\n\n" + _table(("place", "was", "is", "columns"), changed))
    for title, found in (("Added figures", figures.added), ("Removed figures", figures.removed)):
        if found:
            rows = [(_place(row), _quoted(row), *_named(row)) for row in sorted(found, key=_order)]
            parts.append(
                f"### {title}\n\n" + _table(("place", "text", "subject", "metric", "value", "unit", "period"), rows)
            )
    others = [each for each in lines(difference) if each[0] not in ("changed", "added", "removed")]
    if others:
        parts.append("### Columns and tables\n\n" + _table(("what", "where", "was", "is"), others))
    return "\n\n".join(parts) + "\n"


def as_json(difference: Difference) -> dict[str, Any]:
    """The same for programs: whole rows of figures that were added or removed, both values of each column that changed."""
    figures = difference.figures
    return {
        "old": {"name": difference.old.name, "version": difference.old.version},
        "new": {"name": difference.new.name, "version": difference.new.version},
        "due": difference.due,
        "figures": {
            "added": [dict(row) for row in sorted(figures.added, key=_order)],
            "removed": [dict(row) for row in sorted(figures.removed, key=_order)],
            "changed": [
                {
                    "observation_id": each.after["observation_id"],
                    "place": _place(each.after),
                    "text": {"old": each.before["text"], "new": each.after["text"]},
                    "columns": {name: {"old": old, "new": new} for name, (old, new) in each.columns.items()},
                }
                for each in _by_place(figures.changed)
            ],
        },
        "columns": [
            {"table": each.table, "column": each.column, "kind": each.kind, "part": each.part, "old": each.before, "new": each.after}
            for each in difference.columns
        ],
        "words": [
            {"tables": list(each.tables), "what": each.what, "old": each.before, "new": each.after} for each in difference.words
        ],
        "tables": {
            "added": list(difference.tables_added),
            "removed": list(difference.tables_removed),
            "rows": {
                name: {"added": len(change.added), "removed": len(change.removed), "changed": len(change.changed)}
                for name, change in difference.rows.items()
            },
        },
    }  # fmt: skip


def _place(row: Row) -> str:
    return f"{row['document_id']} [{row['start']}, {row['end']}]"


def _order(row: Row) -> tuple[str, int, int]:
    return row["document_id"], row["start"], row["end"]


def _by_place(changed: Sequence[RowChange]) -> list[RowChange]:
    return sorted(changed, key=lambda each: _order(each.after))


def _stated(row: Row, change: RowChange) -> str:
    """The text and, of the columns that changed, what they say."""
    said = [f"{name} {_shown(row.get(name))}" for name in change.columns if name not in _QUIET]
    return " ".join([_one_line(row["text"]), *([f"({', '.join(said)})"] if said else [])])


def _columns(change: RowChange) -> list[str]:
    return [
        f"{name}: {_shown(old)} → {_shown(new)}" for name, (old, new) in change.columns.items() if name not in _QUIET
    ]


def _said(row: Row) -> str:
    said = [f"{name} {_shown(row[name])}" for name in _SAID if row.get(name) is not None]
    return f"{_one_line(row['text'])} ({', '.join(said)})"


def _named(row: Row) -> tuple[str, ...]:
    if row.get("value") is None:
        value = "–".join(_shown(row[end]) for end in ("value_low", "value_high") if row.get(end) is not None)
    else:
        value = _shown(row["value"])
    return (
        *(_blank(row, name) for name in ("subject", "metric")),
        value,
        *(_blank(row, name) for name in ("unit", "time_period")),
    )


def _blank(row: Row, name: str) -> str:
    return "" if row.get(name) is None else str(row[name])


def _of(change: ColumnChange, said: str | None) -> str:
    return "" if said is None else said if change.part == "name" else f"{change.part}: {said}"


def _shown(value: Any) -> str:
    return "null" if value is None else f"{value:,.15g}" if isinstance(value, float) else str(value)


def _quoted(row: Row) -> str:
    return _one_line(row["text"])


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells: list[Sequence[str]] = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in cells)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", "⏎")
