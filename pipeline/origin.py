"""What ``origin.yml`` declares of a report: title, dates, language, rights, the sha256 of the file beside it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

import yaml

from pipeline import declarations
from pipeline.errors import InputError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PERIOD = re.compile(r"\d{4}(?:-(?:S[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?")
_OPTIONAL_TEXT = ("publisher", "published", "reporting_period", "source")
_REQUIRED_TEXT = ("title", "language", "kind", "rights", "sha256")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report is from; null where nobody knows. Fields as in ``schemas/columns.yml``."""

    title: str
    language: str
    kind: str
    rights: str
    sha256: str
    publisher: str | None
    published: str | None
    reporting_period: str | None
    pages_declared: int | None
    source: str | None


def parse(text: str, name: str) -> Origin:
    r"""The declaration in ``text``; ``name`` stands in messages. Every key must be there, null where nobody knows.

    Raises InputError naming the line of an unknown key or of a value that does not fit, and the key that is missing.

    >>> parse("title: 年报\ntitel: 年报\n", "origin.yml")
    Traceback (most recent call last):
    pipeline.errors.InputError: origin.yml, line 2: unknown key 'titel'; known are title, language, kind, rights, sha256, ...
    """
    values = declarations.parse(text, name)
    if not isinstance(values, dict):
        raise InputError(f"{name}: not a list of keys; write 'title: …' and the others, one a line")
    lines = _lines(text)
    known = (*_REQUIRED_TEXT, *_OPTIONAL_TEXT, "pages_declared")
    for key in values:
        if key not in known:
            raise InputError(f"{name}, line {lines.get(key, 1)}: unknown key {key!r}; known are {', '.join(known)}")
    for key in known:
        if key not in values:
            raise InputError(f"{name}: key {key!r} is missing; add it, with null where nobody knows")
    # YAML reads 2024 as a number and 2024-11-02 as a date.
    texts = {key: _text(values[key], key, f"{name}, line {lines[key]}") for key in (*_REQUIRED_TEXT, *_OPTIONAL_TEXT)}
    for key in _REQUIRED_TEXT:
        if not texts[key]:
            raise InputError(f"{name}, line {lines[key]}: {key} is empty; say what it is")
    if not re.fullmatch(r"[0-9a-f]{64}", texts["sha256"] or ""):
        raise InputError(
            f"{name}, line {lines['sha256']}: sha256 is not 64 hexadecimal digits; 'sha256sum FILE' prints them"
        )
    for key, check in (("published", check_date), ("reporting_period", check_period)):
        try:
            check(texts[key])
        except InputError as error:
            raise InputError(f"{name}, line {lines[key]}: {key}: {error}") from None
    pages = values["pages_declared"]
    if pages is not None and (not isinstance(pages, int) or isinstance(pages, bool) or pages < 1):
        raise InputError(
            f"{name}, line {lines['pages_declared']}: pages_declared is no number of pages; write one, or null"
        )
    return Origin(**texts, pages_declared=pages)  # type: ignore[arg-type]


def _text(value: object, key: str, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | date) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"{where}: {key} is not a text; put it in quotes")


def _lines(text: str) -> dict[str, int]:
    """Line of each key at the top of a YAML mapping, counted from 1."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return {key.value: key.start_mark.line + 1 for key, _ in node.value} if isinstance(node, yaml.MappingNode) else {}


def check_sha256(content: bytes, expected: str, name: str) -> None:
    """Raise InputError where ``content`` is not the file that was declared.

    >>> check_sha256(b"", "0" * 64, "report.txt")
    Traceback (most recent call last):
    pipeline.errors.InputError: report.txt: sha256 is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, ...
    """
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise InputError(
            f"{name}: sha256 is {found}, but origin.yml expects {expected}; "
            "restore the file, or declare the new one if it was replaced on purpose"
        )


def check_date(value: str | None) -> str | None:
    """``value`` where it is null or a date as YYYY, YYYY-MM or YYYY-MM-DD. Raises InputError where it is neither.

    >>> check_date("2024-11")
    '2024-11'
    >>> check_date("2024-13")
    Traceback (most recent call last):
    pipeline.errors.InputError: '2024-13' is no date; write YYYY, YYYY-MM or YYYY-MM-DD
    """
    if value is None:
        return None
    match = _DATE.fullmatch(value)
    try:
        if not match:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise InputError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    return value


def check_period(value: str | None) -> str | None:
    """``value`` where it is null or a period in the notation of the column ``time_period``. Raises InputError otherwise.

    >>> check_period("2020-01/2020-09")
    '2020-01/2020-09'
    >>> check_period("2024Q3")
    Traceback (most recent call last):
    pipeline.errors.InputError: '2024Q3' is no period; write 2024, 2024-S1, 2024-Q3, 2024-11, 2024-08-02 or FIRST/LAST
    """
    if value is None:
        return None
    ends = value.split("/")
    if len(ends) > 2 or not all(_PERIOD.fullmatch(end) for end in ends):
        raise InputError(f"{value!r} is no period; write 2024, 2024-S1, 2024-Q3, 2024-11, 2024-08-02 or FIRST/LAST")
    return value
