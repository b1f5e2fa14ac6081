"""Makes the pictures of the README: ``python -m tests.pictures``. The same answers and clock give the same pictures."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from generator.cli.answers_file import read_answers_file
from generator.formats.pdf import PdfFormat
from generator.settings import from_environment
from generator.storage.agreements import AgreementStore, Change
from generator.storage.database import create_or_migrate
from generator.storage.ownership import Viewer
from generator.web.identity.demo import demo_account
from generator.web.services import EXTENSION
from tests.cases.documents import CASES_DIR, library, made
from tests.tools import require_browser, require_tool
from tests.web.conftest import CHROMIUM_FLAGS, NOON, made_app
from tests.web.pages import KOMMUNPOLIS

FOLDER = Path(__file__).parent
PLAN, CASE, HANDLER = "samverkansoverenskommelse", "bjurholm", "bjurholm-handlaggare"
WINDOW = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 760}
_COLOURS = 72
PICTURES = (
    *("start", "fragor", "oversikt", "person", "blanketter", "klausul", "telefon"),
    *("pdf-forsta", "pdf-underskrift"),
)
"""Every picture that is made, by the name of its file."""


def keep(name: str, picture: bytes | Path, width: int = 900) -> None:
    """Store a picture small: so many pixels wide, and with few colours."""
    source = io.BytesIO(picture) if isinstance(picture, bytes) else picture
    with Image.open(source) as image:
        height = round(image.height * width / image.width)
        small = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        small.quantize(_COLOURS, kmeans=2).save(FOLDER / f"{name}.png", optimize=True)


@contextmanager
def service(folder: Path) -> Iterator[tuple[Flask, str]]:
    """The service as it is shipped, with its clock at noon, and where it answers."""
    settings = from_environment({"GENERATOR_VAR": str(folder)})
    create_or_migrate(settings.database_url)
    app = made_app(settings, library())
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield app, f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()
    app.extensions[EXTENSION].agreements.engine.dispose()


def stored_draft(app: Flask) -> str:
    """The case as a draft of the demonstration's police and Bjurholm; its id."""
    store: AgreementStore = app.extensions[EXTENSION].agreements
    answers = read_answers_file(CASES_DIR / CASE / "answers.yaml").answers
    change = Change(answers, library().version, NOON)
    who = demo_account(store, KOMMUNPOLIS, NOON).id
    return store.seen_by(Viewer(who, frozenset({"demo-polis"}))).create(library().plans[PLAN], change).id


def be(page: Page, address: str, who: str) -> None:
    """Press somebody's button in the demonstration."""
    page.goto(f"{address}/demo")
    page.locator(f"form[action='/demo/{who}'] button").click()


def photograph(page: Page, address: str, draft: str) -> None:
    """Every picture of a page."""
    be(page, address, KOMMUNPOLIS)
    own = f"/overenskommelse/{draft}"
    for name, where in (("start", "/"), ("fragor", f"{own}/ataganden"), ("oversikt", f"{own}/")):
        page.goto(address + where)
        keep(name, page.screenshot())
    page.goto(f"{address}/klausuler/{PLAN}#uppsagning")
    keep("klausul", page.screenshot())
    page.goto(f"{address}/blanketter")
    keep("blanketter", page.screenshot())
    be(page, address, HANDLER)
    page.goto(f"{address}/person/")
    keep("person", page.screenshot())
    be(page, address, KOMMUNPOLIS)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}{own}/problembild#fraga-problemlage")
    keep("telefon", page.screenshot(), width=360)


def print_pages(folder: Path) -> None:
    """The agreement's first page, and the one where it is signed."""
    documents, options = made(CASE)
    file = folder / "avtal.pdf"
    file.write_bytes(PdfFormat().render(documents[0], options))
    require_tool("pdftoppm", "poppler-utils")
    subprocess.run(["pdftoppm", "-r", "80", "-png", file, folder / "sida"], check=True)
    pages = sorted(folder.glob("sida-*.png"))
    keep("pdf-forsta", pages[0], width=620)
    keep("pdf-underskrift", pages[-1], width=620)


def main() -> int:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        print_pages(folder)
        with service(folder / "var") as (app, address):
            browser = playwright.chromium.launch(executable_path=require_browser(), args=CHROMIUM_FLAGS)
            window = browser.new_page(viewport=WINDOW, reduced_motion="reduce", locale="sv-SE")  # type: ignore[arg-type]
            photograph(window, address, stored_draft(app))
            browser.close()
    for each in PICTURES:
        print(f"{each}.png {(FOLDER / f'{each}.png').stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
