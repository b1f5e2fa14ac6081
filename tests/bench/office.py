"""LibreOffice's tagged export of our own DOCX: started anew for each, and kept running by unoserver."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.measured import Measured
from tests.bench.running import FOLDER, Missing, quietly, time_command, told

UNOSERVER = "unoserver==3.7"
SOURCE = FOLDER / "avtal.docx"
_PACKAGES = FOLDER / "unoserver"
_WORKER = Path(__file__).parent / "unoserver_worker.py"
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian builds its bridge to LibreOffice for this one and no other."""


def install() -> None:
    """Put unoserver where it is looked for, and the bridge that it needs, unless they are there already. The bridge is
    a package of the system's, which only root can install."""
    if not _has_bridge() and shutil.which("apt-get") and os.geteuid() == 0:
        quietly("apt-get", "update")
        quietly("apt-get", "install", "-y", "--no-install-recommends", "python3-uno")
    if not (_PACKAGES / "unoserver").is_dir():
        quietly(
            sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target",
            str(_PACKAGES), UNOSERVER,
        )  # fmt: skip


def cold(row: Measured, times: int) -> None:
    """LibreOffice started anew for each tagged export of our DOCX."""
    profile = f"-env:UserInstallation={(FOLDER / 'profil').as_uri()}"
    command = [_office(), profile, "--headless", "--convert-to", _TAGGED, "--outdir", str(FOLDER), str(SOURCE)]
    for _ in range(times):
        time_command(row, command)
    row.size = SOURCE.with_suffix(".pdf").stat().st_size


def warm(row: Measured, times: int) -> None:
    """A running LibreOffice, asked by unoserver for each tagged export of our DOCX."""
    office = _office()
    if not _has_bridge():
        raise Missing("Debians paket python3-uno")
    if not (_PACKAGES / "unoserver").is_dir():
        raise Missing("paketet unoserver")
    command = [_SYSTEM_PYTHON, str(_WORKER), office, str(SOURCE), str(times)]
    row.add(told(command, {"PYTHONPATH": str(_PACKAGES)}))


def _office() -> str:
    program = shutil.which("soffice")
    if program is None:
        raise Missing("LibreOffice")
    return program


def _has_bridge() -> bool:
    command = [_SYSTEM_PYTHON, "-c", "import uno"]
    return Path(_SYSTEM_PYTHON).exists() and not subprocess.run(command, capture_output=True, check=False).returncode
