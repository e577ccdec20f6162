"""The files of ``schemas/``: found beside the sources in a checkout, inside the package in a wheel, and parsed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import DeclarationError

_PACKAGE = Path(__file__).resolve().parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def folder() -> Path:
    """Where the declarations lie: ``schemas/`` at the top of a checkout, else the copy that the wheel carries."""
    checkout = _PACKAGE.parent / "schemas"
    return checkout if (checkout / "columns.yml").is_file() else _PACKAGE / "schemas"


def parse(text: str, name: str) -> Any:
    """The YAML in ``text``. Raises DeclarationError naming ``name``, the line and what the parser stumbled over.

    >>> parse("a: [1", "schemas/x.yml")
    Traceback (most recent call last):
    pipeline.errors.DeclarationError: schemas/x.yml, line 2: did not find expected ',' or ']'; mend the YAML there
    """
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the C twin of the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DeclarationError(f"{name}, line {line}: {error.problem}; mend the YAML there") from None
    except yaml.YAMLError as error:
        raise DeclarationError(f"{name}: {error}; mend the YAML there") from None


@cache
def read(name: str) -> Any:
    """A declaration by its path below ``schemas/``, ``"columns.yml"`` for example; do not change what it returns."""
    path = folder() / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DeclarationError(
            f"schemas/{name}: {error.strerror}; the installation is incomplete, install it again"
        ) from None
    return parse(text, f"schemas/{name}")
