"""The dataset as a whole, ``schemas/dataset.yml`` read once: name, version, licences, how to cite it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import declarations
from pipeline.errors import DeclarationError

_FILE = "schemas/dataset.yml"
_TEXTS = ("name", "title", "description", "version", "schema_version", "released", "creator", "citation")
_LICENCE = ("of", "name", "title", "text")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Licence:
    """What is known about the right to use a part: ``of`` is ``code`` or ``data``."""

    of: str
    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a user asks of a dataset before the first row. ``released`` is a date, ``citation`` has the version in it."""

    name: str
    title: str
    description: str
    version: str
    schema_version: str
    released: str
    creator: str
    citation: str
    keywords: tuple[str, ...]
    licences: tuple[Licence, ...]

    def licence(self, of: str) -> Licence:
        return next(each for each in self.licences if each.of == of)


@cache
def declared() -> Dataset:
    """The dataset that this project publishes.

    >>> declared().name
    'report-metrics-zh'
    """
    return parse(declarations.read("dataset.yml"))


def parse(entry: Any) -> Dataset:
    """The dataset of a declaration. Raises DeclarationError naming the key that is unknown, missing or malformed."""
    keys = (*_TEXTS, "keywords", "licences")
    if not isinstance(entry, dict):
        raise DeclarationError(f"{_FILE}: not a mapping; write {', '.join(keys)}")
    for key in (*entry, *keys):
        if key not in keys or key not in entry:
            raise DeclarationError(f"{_FILE}: key {key!r} is {'unknown' if key in entry else 'missing'}; mend it")
    for key in _TEXTS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise DeclarationError(f"{_FILE}: {key} is no text; write it in quotes")
    version(entry["version"])
    licences = tuple(_licence(each) for each in entry["licences"] or ())
    if {each.of for each in licences} != {"code", "data"}:
        raise DeclarationError(f"{_FILE}: licences: one of code and one of data are needed; add what is missing")
    texts = {key: entry[key].strip() for key in _TEXTS}
    texts["citation"] = texts["citation"].replace("{version}", texts["version"])
    return Dataset(**texts, keywords=tuple(map(str, entry["keywords"])), licences=licences)


def _licence(entry: Any) -> Licence:
    if not isinstance(entry, dict) or set(entry) != set(_LICENCE):
        raise DeclarationError(f"{_FILE}: licences: an entry has {', '.join(_LICENCE)}; mend the one that differs")
    return Licence(**{key: str(entry[key]).strip() for key in _LICENCE})


def version(text: str) -> tuple[int, int, int]:
    """The parts of a semantic version. Raises DeclarationError for anything else.

    >>> version("0.12.3")
    (0, 12, 3)
    """
    found = _VERSION.fullmatch(text)
    if not found:
        raise DeclarationError(f"{_FILE}: {text!r} is no version; write three numbers, 1.2.3 for example")
    return int(found[1]), int(found[2]), int(found[3])
