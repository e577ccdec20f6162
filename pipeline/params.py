"""``params.yaml``: what a person may turn, a section a stage, checked before anything is computed with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import InputError

FILE = "params.yaml"


def _is_years(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_place(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(value.strip()))


def _is_floors(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and isinstance(least, int | float) and not isinstance(least, bool)
        for name, least in value.items()
    )


@dataclass(frozen=True, slots=True)
class _Key:
    fits: Callable[[Any], bool]
    asks: str


_SECTIONS: Mapping[str, Mapping[str, _Key]] = {
    "validate": {
        "years_back": _Key(_is_years, "write a whole number of years"),
        "years_ahead": _Key(_is_years, "write a whole number of years"),
        "reject": _Key(_is_names, "write a list of rules, [] for none"),
    },
    "publish": {"previous": _Key(_is_place, "write the path of a folder, or null")},
    "evaluate": {"floors": _Key(_is_floors, "write 'name: number' a line, {} for none")},
}


def section(declared: Any, name: str) -> Mapping[str, Any]:
    """The parameters of a stage, all of them there and of the type they must be.

    Raises InputError naming the key that is missing, unknown or does not fit.

    >>> section({"publish": {"previous": None}}, "publish")
    {'previous': None}
    >>> section({"publish": {"previus": None}}, "publish")
    Traceback (most recent call last):
    pipeline.errors.InputError: params.yaml: unknown key 'publish.previus'; known are previous
    """
    keys = _SECTIONS[name]
    found = declared.get(name) if isinstance(declared, dict) else None
    if not isinstance(found, dict):
        raise InputError(f"{FILE}: section {name!r} is missing; write '{name}:' and below it {', '.join(keys)}")
    for key in found:
        if key not in keys:
            raise InputError(f"{FILE}: unknown key '{name}.{key}'; known are {', '.join(keys)}")
    for key, each in keys.items():
        if key not in found:
            raise InputError(f"{FILE}: key '{name}.{key}' is missing; {each.asks}")
        if not each.fits(found[key]):
            raise InputError(f"{FILE}: {name}.{key} is {found[key]!r}; {each.asks}")
    return found
