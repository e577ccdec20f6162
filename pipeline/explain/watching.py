"""The rules watched while they run: what each was asked and what it gave."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any, TypeVar

from pipeline.observation import areas, cells, changes, debris, heads, lists, measuring, naming, refuse, sources, status
from pipeline.observation.timing import Calendar
from pipeline.quantity import counted

Rule = Callable[..., Any]
Result = TypeVar("Result")

NAMING: tuple[Rule, ...] = naming.RULES  # they are asked in this order
# Each is about one figure, which is in one of the arguments _ABOUT; those of GENERAL are about many.
_RULES: tuple[Rule, ...] = (
    *NAMING, naming.name, heads.head_of, refuse.refusal, measuring.sense_of, changes.compared, lists.member,
    Calendar.governing, sources.governing, status.status_of, areas.scene_area, counted.refuse, cells._observe,  # noqa: SLF001
)  # fmt: skip
GENERAL: tuple[Rule, ...] = (Calendar.read, debris.debris, lists.distribute, cells.observe_runs)
_ABOUT = ("case", "head", "figure", "position", "number", "quantity")
_WATCHED = {rule.__code__: rule for rule in (*_RULES, *GENERAL)}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a watched rule was asked, by the names of its arguments, and what it gave."""

    rule: Rule
    asked: Mapping[str, Any]
    gave: Any


def watch(run: Callable[[], Result]) -> tuple[Result, list[Answer]]:
    """What ``run`` returns, and what the watched rules answered on the way, in order."""
    answers: list[Answer] = []

    def returned(frame: FrameType, event: str, value: Any) -> None:
        rule = _WATCHED.get(frame.f_code) if event == "return" else None
        if rule is not None:
            answers.append(Answer(rule, dict(frame.f_locals), value))

    before = sys.getprofile()
    sys.setprofile(returned)
    try:
        return run(), answers
    finally:
        sys.setprofile(before)


def about(answer: Answer) -> int | None:
    """Where the figure starts that a rule was asked about."""
    for name in _ABOUT:
        asked = answer.asked.get(name)
        if asked is None or isinstance(asked, str):
            continue
        if name == "position":
            return int(asked)
        if name == "number":
            return int(asked.start)
        head = asked.head if name == "case" else asked
        figure = head.figure if name in ("case", "head") else head
        found = figure if name == "quantity" else figure.quantity
        return int(found.span.start)
    return None


def name_of(rule: Rule) -> str:
    """Module and function, ``observation.heads.head_of``."""
    return f"{rule.__module__.removeprefix('pipeline.')}.{rule.__qualname__}"


def reason_of(rule: Rule) -> str:
    """The first line of its docstring."""
    return (inspect.getdoc(rule) or "").partition("\n")[0]


def told_by(rule: Rule) -> tuple[str, str]:
    """Its name and what it says of itself."""
    return name_of(rule), reason_of(rule)
