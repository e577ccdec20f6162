import pytest

from pipeline.errors import InputError
from pipeline.report.declared import pieces
from pipeline.report.offsets import Utf16

FILES = [
    "",
    "# Nothing yet.\n",
    "- id: a\n  reason: |\n    - not an entry\n    # not a comment\n- id: b\n",
    "# Head.\n- id: a\n\n# Of b,\n# in two lines.\n- id: b\n# At the end.\n",
    "---\n- {id: a}\n- id: b",
    "- id: a\r\n  at: [0, 1]\r\n- id: b\r\n",
]


@pytest.mark.parametrize("text", FILES)
def test_the_pieces_joined_are_the_file(text: str) -> None:
    made = pieces(text, "x.yml", Utf16(""))
    assert made["head"] + "".join(each["text"] for each in made["entries"]) == text


def test_a_comment_belongs_to_the_entry_below_it() -> None:
    made = pieces(FILES[3], "x.yml", Utf16(""))
    assert made["entries"][1]["text"] == "# Of b,\n# in two lines.\n- id: b\n# At the end.\n"


def test_a_list_in_brackets_is_written_an_entry_a_piece() -> None:
    made = pieces("[{id: a}, {id: b}] # all\n", "x.yml", Utf16(""))
    assert [each["text"] for each in made["entries"]] == ["- id: a\n", "- id: b\n"]


def test_a_malformed_file_is_named() -> None:
    with pytest.raises(InputError, match=r"x\.yml, line 2"):
        pieces("- {id: [\n", "x.yml", Utf16(""))
