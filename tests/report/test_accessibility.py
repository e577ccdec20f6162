"""axe-core finds nothing serious on the page: its rules come with a package of Python's, so that no network is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs axe: pip install axe-playwright-python"
)


def serious(page: Page) -> list[str]:
    """Rule, element and advice of each finding that keeps somebody from using the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def open_everything(page: Page, view: str) -> None:
    """What a view shows only when asked for is looked at too."""
    if view == "read":
        page.locator(".finder summary").click()
        page.locator(".finder input").fill("第1页")
        page.locator(".paper a.figure").first.click()
        page.locator(".card").get_by_role("button", name="Change", exact=True).click()
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")


@pytest.mark.parametrize("view", ["overview", "read", "table", "checks", "corrections"])
def test_no_view_has_a_serious_finding_light_or_dark_narrow_or_wide(
    opened: Callable[..., Any], small: dict[str, bytes], view: str
) -> None:
    page = opened(small, viewport={"width": 1440, "height": 800}).go(view)
    open_everything(page, view)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert serious(page) == [], (width, theme)


def test_no_card_and_no_dialog_has_a_serious_finding(opened: Callable[..., Any], small: dict[str, bytes]) -> None:
    page = opened(small, viewport={"width": 1440, "height": 900}).go("read")
    page.keyboard.press("h")
    page.get_by_role("button", name="Change", exact=True).click()
    assert serious(page) == []
    page.locator(".paper .skipped").first.click()
    page.get_by_label("Heading", exact=True).check()
    assert serious(page) == []
    page.locator(".paper a.figure").first.click()
    page.get_by_role("button", name="Not a figure").click()
    page.locator(".review .reason").fill("no")
    page.get_by_role("button", name="Save").click()
    page.locator("[data-view=corrections]").click()
    page.locator("details.preview").evaluate("each => { each.open = true }")
    page.locator("#language").click()
    assert serious(page) == []
    page.keyboard.press("?")
    assert serious(page) == []


def test_what_is_serious_is_noticed(opened: Callable[..., Any], small: dict[str, bytes]) -> None:
    page = opened(small).go("checks")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.evaluate("document.querySelector('h1').style.color = 'color-mix(in srgb, gray 30%, white)'")
    assert {each.split(":")[0] for each in serious(page)} == {"button-name", "color-contrast"}
