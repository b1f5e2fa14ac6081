"""Starts the certified provider beside this file, and tells it about people."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools import missing, require_tool

_BESIDE = Path(__file__).parent
CLIENT_ID, CLIENT_SECRET = "samverkan", "en hemlighet med + & och %"
"""A secret with characters that have to be written otherwise in the header that carries them."""


@dataclass(frozen=True)
class Provider:
    """A provider that has been started."""

    address: str
    process: subprocess.Popen[str]

    def says(self, people: Mapping[str, Mapping[str, Any]]) -> None:
        """What it tells of people from now on, by what they sign in as."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(people) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n"

    def stop(self) -> None:
        """Stop it: it ends when nobody talks to it any more."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def start_provider(site: str, folder: Path) -> Provider:
    """A provider that knows the service at an address; what it says on the side is put in a file in the folder."""
    node = require_tool("node", "nodejs npm")
    if not (_BESIDE / "node_modules" / "oidc-provider").is_dir():
        missing("oidc-provider", f"npm ci --ignore-scripts --prefix {_BESIDE}")
    told = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "back": f"{site}/logga-in/organisation/svar",
        "left": f"{site}/logga-in/organisation/utloggad",
    }
    with (folder / "provider.log").open("w") as log:
        process = subprocess.Popen(
            [node, str(_BESIDE / "provider.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(told) + "\n")
    process.stdin.flush()
    address = process.stdout.readline().strip()
    assert address, (folder / "provider.log").read_text()
    return Provider(address, process)
