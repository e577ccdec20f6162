"""A file of declared corrections in pieces, so that the page can replace one entry and leave the rest as people wrote it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from pipeline import declarations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.report.offsets import Utf16


def pieces(text: str, name: str, units: Utf16) -> dict[str, Any]:
    r"""``{"head": …, "entries": [{"text", "entry", "from16", "to16"}]}``; head and texts, joined, are the file.

    ``from16`` and ``to16`` are the place of an entry that names a raw span, in UTF-16 units, else null. A comment belongs to the
    entry below it. ``name`` stands in messages. Raises InputError where the file is malformed.

    >>> from pipeline.report.offsets import Utf16
    >>> made = pieces("# by hand\n\n- {id: a, at: [0, 3]}\n# why\n- id: b\n  at: '1.2'\n", "x.yml", Utf16("𠮷3亿"))
    >>> made["head"], [(each["text"], each["to16"]) for each in made["entries"]]
    ('# by hand\n\n', [('- {id: a, at: [0, 3]}\n', 4), ("# why\n- id: b\n  at: '1.2'\n", None)])
    """
    entries = declarations.parse(text, name) or []
    head, texts = _cut(text, entries)
    return {
        "head": head,
        "entries": [
            {"text": piece, "entry": entry} | _place(entry.get("at"), units)
            for piece, entry in zip(texts, entries, strict=True)
        ],
    }


def _cut(text: str, entries: Sequence[Any]) -> tuple[str, list[str]]:
    lines = text.splitlines(keepends=True)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    starts = [node.start_mark.line for node in root.value] if isinstance(root, yaml.SequenceNode) else []
    if any(not lines[line].startswith("- ") for line in starts) or any(one == two for one, two in pairwise(starts)):
        # A list inside brackets has no lines of its own for each entry: written anew, its comments are lost.
        return "", [yaml.safe_dump([entry], allow_unicode=True, sort_keys=False) for entry in entries]
    first = [_with_comment(lines, line) for line in starts]
    # Comments in front of the first entry are the file's, not the entry's.
    first[:1] = starts[:1]
    bounds = [*first, len(lines)]
    head = "".join(lines[: bounds[0]])
    return head, ["".join(lines[one:two]) for one, two in pairwise(bounds)]


def _with_comment(lines: Sequence[str], line: int) -> int:
    """The first of the comment lines that stand right above a line."""
    while line and lines[line - 1].startswith("#"):
        line -= 1
    return line


def _place(at: Any, units: Utf16) -> dict[str, int | None]:
    if not isinstance(at, list):
        return {"from16": None, "to16": None}
    return {"from16": units(at[0]), "to16": units(at[1])}
