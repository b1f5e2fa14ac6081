"""What a program can see wrong with a page in a browser: accessibility, width, focus, forced colours, motion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
"""320 pixels is a small phone, and a screen of 1280 at 400 per cent."""
_EVERYTHING = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_BY_WIDTH = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "link-in-text-block"]}
"""What depends on how wide the page is; the rest is the same elements in the same colours."""
_EXAMINE = """async (wanted) => {
  const found = await axe.run(document, { runOnly: wanted, resultTypes: ["violations"] });
  return found.violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))}`);
}"""
_SEE = Path(__file__).with_name("sight.js").read_text(encoding="utf-8")


def violations(page: Page, wanted: Mapping[str, object] = _EVERYTHING) -> list[str]:
    """What axe finds against WCAG 2.2 AA in the page as it is shown now. Only that is asked for: to tell all that is
    right takes axe ten times as long."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_EXAMINE, wanted)
    return found


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def looked_at(page: Page, where: str) -> None:
    """Fail when the page as it is shown, at the width it has, is not accessible or sticks out."""
    assert violations(page) == [], where
    assert fits(page), where


def problems(page: Page) -> Iterator[str]:
    """Everything on a screen and on a phone; the window is then a phone. It must have been opened with reduced motion,
    and loses its focus."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    yield from (f"(screen) {each}" for each in violations(page))
    yield from unseen(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    yield from (f"(phone) {each}" for each in violations(page, _BY_WIDTH))
    if not fits(page):
        yield "wider than a phone"


def unseen(page: Page) -> Iterator[str]:
    """Focus that is not seen, what moves, and what is not seen when somebody has chosen the colours."""
    page.keyboard.press("Tab")  # from now on the browser knows that the keyboard is used
    yield from page.evaluate(_SEE)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    yield from page.evaluate(_SEE)
    page.emulate_media(forced_colors="none", color_scheme="light")
