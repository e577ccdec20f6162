from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline import dataset, declarations
from pipeline.errors import DeclarationError


def entry() -> dict[str, Any]:
    return copy.deepcopy(declarations.read("dataset.yml"))


def test_code_and_data_have_each_a_licence_and_that_of_the_data_claims_nothing() -> None:
    whole = dataset.declared()
    assert whole.licence("code").name == "MIT"
    assert "no licence is granted" in whole.licence("data").text
    assert "sources.rights" in whole.licence("data").title


def test_the_citation_has_the_version_in_it() -> None:
    assert dataset.parse(entry() | {"version": "3.2.1"}).citation.endswith("Version 3.2.1.")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"versoin": "1.0.0"}, "key 'versoin' is unknown"),
        ({"version": "1.0"}, "'1.0' is no version; write three numbers"),
        ({"version": "01.0.0"}, "'01.0.0' is no version"),
        ({"schema_version": 1}, "schema_version is no text; write it in quotes"),
        ({"licences": []}, "one of code and one of data are needed"),
        ({"licences": [{"of": "code"}]}, "an entry has of, name, title, text"),
    ],
)
def test_a_malformed_declaration_says_what_to_do(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        dataset.parse(entry() | change)
    assert message in str(caught.value)


def test_a_key_that_is_missing_is_named() -> None:
    whole = entry()
    del whole["citation"]
    with pytest.raises(DeclarationError, match="key 'citation' is missing"):
        dataset.parse(whole)
