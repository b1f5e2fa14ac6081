"""A form filled in with the keyboard in Chromium's own viewer, saved from there, and read back by another program.

How the viewer saves is Chromium's own business and may change with any release, so this is a long test; its engine is
tried in every run, by ``test_pdfium``.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from tests.formats.sample import sample_form
from tests.formats.test_pdfium import TEXT, fields_of, places_of
from tests.tools import require_browser

TYPED = "Åsa Öberg-Müller"
SAVE = """async () => {
    const viewer = document.querySelector('pdf-viewer');
    const saved = await (viewer.pluginController_ || viewer.currentController).save('EDITED');
    return Array.from(new Uint8Array(saved.dataToSave));
}"""
"""What the button for saving with changes does in the viewer."""
OURS = ["--headless", "--disable-extensions", "--disable-component-extensions-with-background-pages"]
"""What Playwright starts a browser with that leaves it without a viewer."""
SPACE = {"type": "char", "text": " ", "key": " ", "windowsVirtualKeyCode": 32}
"""The space bar as the viewer sees it from a keyboard; from Playwright's own ``press`` it sees it twice."""
PAUSE = 120
"""Milliseconds that the viewer is given to do what a key says, since it does so in a process of its own."""
BIG_ENOUGH = {"width": 1000, "height": 1200}


def filled_in_chromium(path: Path) -> bytes:
    """The file with every line typed in and every box ticked, going from one to the next with the Tab key."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=require_browser(), headless=False, ignore_default_args=OURS,
            args=["--headless=new", "--no-sandbox"],
        )
        page = browser.new_page(viewport=BIG_ENOUGH)
        page.goto(path.as_uri())
        viewer = next(frame for frame in _after(page, 3) if frame.url.startswith("chrome-extension:"))
        page.mouse.click(BIG_ENOUGH["width"] // 2, 100)  # on the paper, above the first field
        keys = page.context.new_cdp_session(page)
        ticked: set[str] = set()
        for name, kind, _ in places_of(path.read_bytes()):
            page.keyboard.press("Tab")
            page.wait_for_timeout(PAUSE)
            if kind == TEXT:
                page.keyboard.type(TYPED)
            elif name not in ticked:
                keys.send("Input.dispatchKeyEvent", SPACE)
                ticked.add(name)
            page.wait_for_timeout(PAUSE)
        page.wait_for_timeout(10 * PAUSE)
        saved = bytes(viewer.evaluate(SAVE))
        browser.close()
    return saved


def _after(page, count: int) -> list:
    """The frames of a page, when there are that many: the page, the viewer, and the paper in it."""
    for _ in range(100):
        if len(page.frames) >= count:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(30 * PAUSE)
    return page.frames


@pytest.mark.long
def test_every_kind_of_field_is_filled_in_with_the_keyboard_in_chromium(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    content = PdfFormat().render(sample_form(), RenderOptions(fillable=True))
    path.write_bytes(content)
    with ThreadPoolExecutor(1) as pool:  # another test of the process may have left an event loop running
        saved = pool.submit(filled_in_chromium, path).result()
    kinds = {name: kind for name, kind, _ in reversed(list(places_of(content)))}
    ticked = {name for name, value in fields_of(content).items() if value == "/on"}  # the space bar lets go of those
    expected = {name: TYPED if kind == TEXT else "/Off" if name in ticked else kind for name, kind in kinds.items()}
    assert fields_of(saved) == expected
    assert len(PdfReader(BytesIO(saved)).pages) == len(PdfReader(BytesIO(content)).pages)
