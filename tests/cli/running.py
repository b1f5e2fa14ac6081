"""Runs commands as a person would, and remembers what came back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator.cli.main import main
from tests.assembly.known import SMALL
from tests.tools import REPOSITORY

COMPLETE: Mapping[str, object] = {"dokument": "avtal", "dag": "2026-11-21", "kommuner": ["0484"]}
"""Answers that the small library's agreement can be made of."""


@dataclass(frozen=True)
class Done:
    """What a command came back with."""

    code: int
    out: str
    err: str


class Runner:
    """Runs commands on the small library, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str | Path) -> Done:
        """Run a command of the small library."""
        return self.anywhere("--klausuler", SMALL, *arguments)

    def anywhere(self, *arguments: str | Path) -> Done:
        """Run a command as it stands. Nothing but an exit code may come out of it."""
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    def answers(self, name: str = "svar.yaml", **raw: object) -> Path:
        """An answers file: complete, with these answers changed."""
        return self.file(yaml.safe_dump({**COMPLETE, **raw}, allow_unicode=True, sort_keys=False), name)

    def file(self, content: str | bytes, name: str = "svar.yaml") -> Path:
        """A file in the folder of this test."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assemble(self, *more: str | Path, **raw: object) -> tuple[Done, Path]:
        """Make text files of complete answers with these changed; the command's result and the folder."""
        out = self.folder / "ut"
        return self("assemble", self.answers(**raw), "--out", out, "--format", "txt", *more), out


def as_a_program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m generator`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        check=False,
    )


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
