"""Outside programs that tests use: found, or asked for by the command that installs them."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
from pathlib import Path
from typing import Never

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
"""The checkout, from which every path in a test is counted."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def require_tool(name: str, apt_package: str) -> str:
    """The path of a program. Where it is missing the test fails in CI, and elsewhere is skipped with the reason."""
    path = shutil.which(name)
    return path if path else missing(name, f"apt-get install -y --no-install-recommends {apt_package}")


def require_browser() -> str | None:
    """The machine's Chromium for Playwright's ``executable_path``; None means the one Playwright fetched itself."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    fetched = Path.home().joinpath(".cache", "ms-playwright")
    if any(fetched.glob("chromium-*")):
        return None
    return missing("chromium", "apt-get install -y --no-install-recommends chromium")


def short(folder: Path) -> str:
    """Another, short path to a folder: the processes of a service meet in its TMPDIR, where a long path has no room."""
    link = Path("/tmp", f"t{secrets.token_hex(4)}")  # noqa: S108 - a link to a folder of the test's own
    link.symlink_to(folder)
    atexit.register(link.unlink, missing_ok=True)
    return str(link)


def missing(what: str, install_command: str) -> Never:
    """End the test: something it needs is not on this machine."""
    reason = f"{what} saknas. Installera med: {install_command} (eller: make setup)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
