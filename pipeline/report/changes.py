"""What the published figures say that those of an earlier version did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

# Who changed a row is shown with the row; here it would count every correction twice.
_LEFT_OUT = frozenset({"observation_id", "corrected_by", "correction_reason"})
_MOST = 500


def since(version: str, before: pl.DataFrame, now: pl.DataFrame) -> dict[str, Any]:
    """``{"version", "counts", "added", "removed", "changed"}`` of two ``metrics`` tables, compared by observation_id.

    ``added`` lists observation_ids, ``removed`` rows of what a reader needs to find the figure again, ``changed`` pairs of an
    observation_id and ``{column: [before, now]}``; each list in the order of the text and at most 500 long, which ``counts``
    are not. Columns that only one of the tables has are left out: another schema is no change of a figure.

    The earlier table is an argument, and what a version published never changes. Were the page compared with the tables
    that it is about to replace, or with the last commit, a second run would find no difference and write another page.
    """
    old, new = (_by_id(table) for table in (before, now))
    shared = [name for name in now.columns if name in before.columns and name not in _LEFT_OUT]
    added = [each for each in new if each not in old]
    removed = [row for each, row in old.items() if each not in new]
    changed = []
    for each, row in new.items():
        other = old.get(each, row)
        differing = {name: [other[name], row[name]] for name in shared if other[name] != row[name]}
        if differing:
            changed.append([each, differing])
    return {
        "version": version,
        "counts": {"added": len(added), "removed": len(removed), "changed": len(changed)},
        "added": added[:_MOST],
        "removed": [
            {name: row.get(name) for name in ("document_id", "text", "subject", "metric")} for row in removed[:_MOST]
        ],
        "changed": changed[:_MOST],
    }


def _by_id(table: pl.DataFrame) -> dict[str, dict[str, Any]]:
    ordered = table.sort(["document_id", "start", "end", "observation_id"], nulls_last=True)
    return {row["observation_id"]: row for row in ordered.iter_rows(named=True)}
