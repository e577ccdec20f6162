from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import io, params
from pipeline.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
VALIDATE = {"years_back": 30, "years_ahead": 30, "reject": []}


@pytest.mark.parametrize("name", ["validate", "publish", "evaluate"])
@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests/specimens"])
def test_what_the_projects_declare_fits(folder: Path, name: str) -> None:
    declared = io.read_yaml(folder / params.FILE)
    assert params.section(declared, name) == declared[name]


@pytest.mark.parametrize(
    ("name", "declared", "message"),
    [
        ("validate", None, "section 'validate' is missing; write 'validate:' and below it years_back, years_ahead, reject"),
        ("validate", [1], "section 'validate' is missing"),
        ("validate", {"validate": 3}, "section 'validate' is missing"),
        ("validate", {"validate": VALIDATE | {"rejct": []}}, "unknown key 'validate.rejct'; known are years_back, "),
        ("validate", {"validate": {"years_back": 30, "reject": []}}, "key 'validate.years_ahead' is missing"),
        ("validate", {"validate": VALIDATE | {"years_back": "a"}}, "validate.years_back is 'a'; write a whole number"),
        ("validate", {"validate": VALIDATE | {"years_back": True}}, "validate.years_back is True"),
        ("validate", {"validate": VALIDATE | {"reject": "a.b"}}, "validate.reject is 'a.b'; write a list of rules"),
        ("publish", {"publish": {"previous": 3}}, "publish.previous is 3; write the path of a folder, or null"),
        ("evaluate", {"evaluate": {"floors": {"rules.row.f1": "1"}}}, "evaluate.floors is {'rules.row.f1': '1'}; write"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_what_to_write(name: str, declared: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        params.section(declared, name)
    assert str(caught.value).startswith("params.yaml: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
