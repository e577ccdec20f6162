import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.report.embed import script_json

ANY_TEXT = st.text(st.characters(exclude_categories=()))


# Nested values take long to be thought up.
@settings(max_examples=50)
@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | ANY_TEXT, st.lists))
def test_what_is_embedded_is_read_back(value: object) -> None:
    assert json.loads(script_json(value)) == json.loads(json.dumps(value))


@given(ANY_TEXT)
def test_nothing_embedded_can_end_the_script_or_the_line(text: str) -> None:
    embedded = script_json(text)
    assert not set(embedded) & set("<>&\n\r\u2028\u2029\u202e\ufeff")
    embedded.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"deep": [float("-inf")]}])
def test_what_json_has_no_number_for_becomes_null(value: object) -> None:
    assert "null" in script_json(value)
