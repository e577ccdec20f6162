"""The page's own files: read from inside the package, the only files this room reads."""

from __future__ import annotations

from functools import cache
from importlib import resources

# Each stands behind what it imports.
MODULES = (
    "words.js",
    "meanings.js",
    "dom.js",
    "store.js",
    "state.js",
    "csv.js",
    "yaml.js",
    "segments.js",
    "marks.js",
    "forms.js",
    "card.js",
    "overview.js",
    "reading.js",
    "table.js",
    "checks.js",
    "file.js",
    "corrections.js",
    "main.js",
)


@cache
def read(name: str) -> str:
    """A file by its path below ``pipeline/report/``, ``"static/main.js"`` for example."""
    return resources.files("pipeline.report").joinpath(name).read_text(encoding="utf-8")
