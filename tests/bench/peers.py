"""The others, each installed by its own means under ``var/bench`` and started beside ours on the same content."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from tests.bench import content, office
from tests.bench.measured import Measured
from tests.bench.running import FOLDER, Missing, quietly, time_command, told

NPM_PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.2.0")
TYPST = "typst==0.14.8"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BESIDE = Path(__file__).parent


def install() -> None:
    """Put the packages of the others where they are looked for, unless they lie there already."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    office.install()
    if shutil.which("npm") and not (FOLDER / "node_modules" / "docxtemplater").is_dir():
        quietly("npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", *NPM_PACKAGES)
    if not _typst_python().is_file():
        quietly(sys.executable, "-m", "venv", str(FOLDER / "venv"))
        quietly(str(_typst_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", TYPST)


def prepare() -> None:
    """Write the content as each of the others wants it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "docxtemplater.docx").write_bytes(content.docxtemplater_template())
    (FOLDER / "data.json").write_text(json.dumps(content.template_data(), ensure_ascii=False), encoding="utf-8")
    (FOLDER / "sida.html").write_bytes(content.page())
    office.SOURCE.write_bytes(get_format("docx").render(content.agreement(), RenderOptions()))


def docxtemplater(row: Measured, times: int) -> None:
    """docxtemplater in Node, warm."""
    if not shutil.which("node") or not (FOLDER / "node_modules" / "docxtemplater").is_dir():
        raise Missing("Node eller npm-paketet docxtemplater")
    template, data, out = (str(FOLDER / name) for name in ("docxtemplater.docx", "data.json", "docxtemplater-ut.docx"))
    command = ["node", str(_BESIDE / "docxtemplater.js"), template, data, str(times), out]
    row.add(told(command, {"NODE_PATH": str(FOLDER / "node_modules")}))


def typst(row: Measured, times: int) -> None:
    """Typst, warm: it sets plain paragraphs, neither tags for hearing nor fields nor an archive's needs."""
    if not _typst_python().is_file():
        raise Missing("paketet typst")
    source = FOLDER / "avtal.typ"
    source.write_text(content.typst_source(), encoding="utf-8")
    out = str(FOLDER / "typst.pdf")
    row.add(told([str(_typst_python()), str(_BESIDE / "typst_worker.py"), str(source), str(times), out]))


def chromium(row: Measured, times: int) -> None:
    """A browser started anew for each print of our page."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise Missing("Chromium")
    out = FOLDER / "chromium.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               "--no-pdf-header-footer", f"--print-to-pdf={out}", (FOLDER / "sida.html").as_uri()]
    for _ in range(times):
        time_command(row, command)
    row.size = out.stat().st_size


def _typst_python() -> Path:
    return FOLDER / "venv" / "bin" / "python"
