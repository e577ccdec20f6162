from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline import origin
from pipeline.errors import InputError

GOOD = {
    "title": "某市统计公报",
    "language": "zh-Hans",
    "kind": "bulletin",
    "rights": "unknown",
    "sha256": "0" * 64,
    "publisher": "null",
    "published": "2024-02",
    "reporting_period": "2023",
    "pages_declared": "12",
    "source": "null",
}


def declared(**changes: str | None) -> str:
    keys = {**GOOD, **changes}
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value is not None)


def test_what_yaml_takes_for_numbers_and_dates_stays_text() -> None:
    read = origin.parse(
        declared(published="2024-02-29", reporting_period="2023", sha256="'" + "0" * 64 + "'"), "origin.yml"
    )
    assert (read.published, read.reporting_period, read.pages_declared) == ("2024-02-29", "2023", 12)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"titel": "x"}, "origin.yml, line 11: unknown key 'titel'"),
        ({"publisher": None}, "origin.yml: key 'publisher' is missing; add it, with null where nobody knows"),
        ({"title": "null"}, "origin.yml, line 1: title is empty"),
        ({"rights": "[a]"}, "origin.yml, line 4: rights is not a text"),
        ({"sha256": "abc"}, "origin.yml, line 5: sha256 is not 64 hexadecimal digits"),
        ({"published": "'2024-02-30'"}, "origin.yml, line 7: published: '2024-02-30' is no date"),
        ({"reporting_period": "2024Q3"}, "origin.yml, line 8: reporting_period: '2024Q3' is no period"),
        ({"pages_declared": "many"}, "origin.yml, line 9: pages_declared is no number of pages"),
        ({"kind": "[a"}, "origin.yml, line 4"),
    ],
)
def test_a_declaration_that_does_not_fit_is_named_with_its_line(changes: dict[str, str | None], message: str) -> None:
    changes = {"sha256": "'" + "0" * 64 + "'", **changes}
    with pytest.raises(InputError) as caught:
        origin.parse(declared(**changes), "origin.yml")
    assert str(caught.value).startswith(message)


def test_another_file_than_the_declared_one_is_refused_with_both_hashes() -> None:
    found = hashlib.sha256("3亿元".encode()).hexdigest()
    with pytest.raises(InputError) as caught:
        origin.check_sha256("3亿元".encode(), "0" * 64, "raw/a/report.txt")
    assert found in str(caught.value)
    assert "0" * 64 in str(caught.value)


def test_every_raw_file_has_the_sha256_that_is_declared_beside_it() -> None:
    folders = [entry for entry in (Path(__file__).parent.parent / "raw").iterdir() if entry.is_dir()]
    assert folders
    for folder in folders:
        read = origin.parse((folder / "origin.yml").read_text(encoding="utf-8"), folder.name)
        origin.check_sha256((folder / "report.txt").read_bytes(), read.sha256, folder.name)
