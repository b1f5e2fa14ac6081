"""The others, each installed by its own means under ``var/bench`` and started beside ours on the same content."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from tests.bench import content
from tests.bench.measured import Measured
from tests.tools import REPOSITORY

FOLDER = REPOSITORY / "var" / "bench"
NPM_PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.2.0")
TYPST = "typst==0.14.8"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_MANY = 12
_LIMIT = 300
_BESIDE = Path(__file__).parent


class Missing(Exception):  # noqa: N818 - no error of ours: the participant is not on this machine
    """The participant cannot take part; the message says why."""


def install() -> None:
    """Put the packages of the others where they are looked for, unless they lie there already."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") and not (FOLDER / "node_modules" / "docxtemplater").is_dir():
        _quietly("npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", *NPM_PACKAGES)
    if not _typst_python().is_file():
        _quietly(sys.executable, "-m", "venv", str(FOLDER / "venv"))
        _quietly(str(_typst_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", TYPST)


def prepare() -> None:
    """Write the content as each of the others wants it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "docxtemplater.docx").write_bytes(content.docxtemplater_template())
    (FOLDER / "data.json").write_text(json.dumps(content.template_data(), ensure_ascii=False), encoding="utf-8")
    (FOLDER / "sida.html").write_bytes(content.page())
    made = get_format("docx").render(content.agreement(), RenderOptions())
    for number in range(_MANY):
        (FOLDER / f"avtal{number}.docx").write_bytes(made)


def docxtemplater(row: Measured, times: int) -> None:
    """docxtemplater in Node, warm."""
    if not shutil.which("node") or not (FOLDER / "node_modules" / "docxtemplater").is_dir():
        raise Missing("Node eller npm-paketet docxtemplater")
    template, data, out = (str(FOLDER / name) for name in ("docxtemplater.docx", "data.json", "docxtemplater-ut.docx"))
    command = ["node", str(_BESIDE / "docxtemplater.js"), template, data, str(times), out]
    row.add(_told(command, {"NODE_PATH": str(FOLDER / "node_modules")}))


def typst(row: Measured, times: int) -> None:
    """Typst, warm: it sets plain paragraphs, neither tags for hearing nor fields nor an archive's needs."""
    if not _typst_python().is_file():
        raise Missing("paketet typst")
    source = FOLDER / "avtal.typ"
    source.write_text(content.typst_source(), encoding="utf-8")
    out = str(FOLDER / "typst.pdf")
    row.add(_told([str(_typst_python()), str(_BESIDE / "typst_worker.py"), str(source), str(times), out]))


def chromium(row: Measured, times: int) -> None:
    """A browser started anew for each print of our page."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise Missing("Chromium")
    out = FOLDER / "chromium.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               "--no-pdf-header-footer", f"--print-to-pdf={out}", (FOLDER / "sida.html").as_uri()]
    for _ in range(times):
        _time(row, command)
    row.size = out.stat().st_size


def office_cold(row: Measured, times: int) -> None:
    """LibreOffice started anew for each tagged export of our DOCX."""
    for _ in range(times):
        _time(row, _office(1))
    row.size = (FOLDER / "avtal0.pdf").stat().st_size


def office_warm(row: Measured, times: int) -> None:
    """What each further document costs a LibreOffice that runs: many in one start, less one in one start."""
    for _ in range(times):
        one, many = Measured("ett"), Measured("flera")
        _time(one, _office(1))
        _time(many, _office(_MANY))
        row.times.append(max(many.times[0] - one.times[0], 0.001) / (_MANY - 1))
        row.work.append(max(many.work[0] - one.work[0], 0.001) / (_MANY - 1))
        row.peak_kb = max(row.peak_kb, many.peak_kb)
    row.size = (FOLDER / "avtal0.pdf").stat().st_size


def _office(documents: int) -> list[str]:
    program = shutil.which("soffice")
    if program is None:
        raise Missing("LibreOffice")
    files = [str(FOLDER / f"avtal{number}.docx") for number in range(documents)]
    profile = f"-env:UserInstallation={(FOLDER / 'profil').as_uri()}"
    return [program, profile, "--headless", "--convert-to", _TAGGED, "--outdir", str(FOLDER), *files]


def _typst_python() -> Path:
    return FOLDER / "venv" / "bin" / "python"


def _told(command: list[str], extra: dict[str, str] | None = None) -> str:
    environment = {**os.environ, **(extra or {})}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=_LIMIT, env=environment, cwd=REPOSITORY
    )
    return done.stdout


def _time(row: Measured, command: list[str]) -> None:
    """Time a command and note the memory of the largest process that it waited for."""
    start = perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Missing(f"{Path(command[0]).name} avbröt med {child.returncode}")
    row.times.append(perf_counter() - start)
    row.work.append(used.ru_utime + used.ru_stime)
    row.peak_kb = max(row.peak_kb, used.ru_maxrss)


def _quietly(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=_LIMIT)
