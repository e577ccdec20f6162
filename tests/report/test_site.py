import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from pipeline import extract, quantity
from pipeline.observation import refuse
from pipeline.quantity import exclude
from pipeline.report import assets, pages
from pipeline.tables import empty

GOLD = Path(__file__).parents[1] / "gold"


def embedded(index: str) -> dict[str, Any]:
    return json.loads(re.search(r'<script type="application/json" id="payload">(.*?)</script>', index)[1])


def test_the_same_frames_give_the_same_bytes(report: dict[str, Any], site: dict[str, bytes]) -> None:
    assert pages(**report) == site


def test_the_order_of_rows_does_not_matter(report: dict[str, Any], site: dict[str, bytes]) -> None:
    frames = {name: frame.reverse() for name, frame in report["frames"].items()}
    assert pages(**{**report, "frames": frames}) == site


def test_the_whole_site_is_small(site: dict[str, bytes]) -> None:
    assert sum(map(len, site.values())) < 1_500_000


def test_a_page_names_no_other_file_and_no_host(site: dict[str, bytes]) -> None:
    index = site["index.html"].decode()
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:,)[^"']*["']""", index)
    assert not re.findall(r"https?://(?!www\.w3\.org/)[\w.]+", index)


def test_every_span_handed_to_the_page_quotes_its_text(report: dict[str, Any], site: dict[str, bytes]) -> None:
    (document,) = report["documents"].values()
    units = document.clean.raw.encode("utf-16-le")
    columns = {
        name: values if isinstance(values, list) else [values["words"][at] for at in values["at"]]
        for name, values in embedded(site["index.html"].decode())["figures"]["columns"].items()
    }
    for start, end, text in zip(columns["from16"], columns["to16"], columns["text"], strict=True):
        assert units[2 * start : 2 * end].decode("utf-16-le") == text


def test_charts_are_well_formed_and_titled(site: dict[str, bytes]) -> None:
    charts = {name: content for name, content in site.items() if name.startswith("charts/")}
    assert set(charts) == {f"charts/{name}.svg" for name in ("sections", "periods", "magnitudes", "movements", "rates")}
    for content in charts.values():
        drawn = ET.fromstring(content)  # noqa: S314 -- ours
        title = drawn[0].text
        assert title in [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]


def test_hostile_text_adds_no_element_and_no_attribute(hostile: dict[str, Any]) -> None:
    index = pages(**hostile)["index.html"].decode()
    assert index.count("<script") == 4
    assert "onerror=" not in index.split('id="payload"')[0]
    assert "<svg onload" not in index


def test_no_figures_make_a_page_without_charts() -> None:
    assert set(pages({"metrics": empty("metrics")}, documents={"a": "没有数字"})) == {"index.html"}


def test_modules_make_elements_of_text_only() -> None:
    for name in assets.MODULES:
        source = assets.read(f"static/{name}")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", source), (
            name
        )


def test_every_word_is_there_in_both_languages_and_every_key_has_words() -> None:
    words = assets.read("static/words.js")
    keys = set(re.findall(r"^  (\w+): \[", words, re.MULTILINE))
    used = {
        key for name in assets.MODULES for key in re.findall(r'\bsay\("(\w+)"', assets.read(f"static/{name}"))
    } | set(re.findall(r'data-(?:say|label)="(\w+)"', assets.read("templates/index.html.j2")))
    assert used <= keys
    for english, chinese in re.findall(r'^\s+(?:\w+: \[)?"([^"]*)",? ?\n? *"([^"]*)"', words, re.MULTILINE):
        assert english
        assert re.search(r"[\u4e00-\u9fff{]", chinese), english


def test_every_reason_for_not_taking_a_number_has_words() -> None:
    words = assets.read("static/words.js")
    known = set(re.findall(r"^  reason_(\w+): \[", words, re.MULTILINE))
    given = {group.reason for group in exclude._ALL}
    read = quantity.read("1、进一步看图2,三大举措,该分13:00发布,第3名,2013年的600519,版本2.0[1]")
    assert given | {each.reason for each in read.skipped} | refuse.NEVER <= known


def test_every_flag_of_a_row_has_words() -> None:
    known = set(re.findall(r"^  flag_(\w+): \[", assets.read("static/words.js"), re.MULTILINE))
    texts = [json.loads(line)["text"] for line in (GOLD / "reports.jsonl").read_text("utf-8").splitlines()]
    flags = [row for text in texts for row in extract(text, document_id="x")["flags"] if row]
    given = {flag for row in flags for flag in row.split(",")}
    assert "subject_far" in given
    assert given <= known


def test_an_earlier_version_and_declared_corrections_are_handed_to_the_page(small: dict[str, bytes]) -> None:
    payload = embedded(small["index.html"].decode())
    assert payload["changes"]["version"] == "0.1.0"
    assert payload["changes"]["counts"]["removed"] == 1
    (document,) = payload["documents"]
    assert document["corrections"]["entries"][0]["entry"]["id"] == "by-hand"


def test_a_correction_file_cannot_leave_the_page(hostile: dict[str, Any]) -> None:
    (name,) = hostile["documents"]
    content = "# </script><script>window.broken=1</script>\n- {id: a, table: metrics, at: [0, 1], reason: '<!--'}\n"
    index = pages(**hostile, corrections={name: content})["index.html"].decode()
    assert index.count("<script") == 4
    assert embedded(index)["documents"][0]["corrections"]["head"] == content.splitlines(keepends=True)[0]
