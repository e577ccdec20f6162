from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.offsets import Utf16

ANY_TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from("𠮷😀\ud83d亿"))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(ANY_TEXT)
def test_every_offset_is_the_utf16_length_of_what_stands_before_it(text: str) -> None:
    convert = Utf16(text)
    assert [convert(at) for at in range(len(text) + 1)] == [units(text[:at]) for at in range(len(text) + 1)]


def test_null_stays_null() -> None:
    assert Utf16("𠮷3").each([None, 1, 2]) == [None, 2, 3]
