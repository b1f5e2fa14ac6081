"""``reviewcopy`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.main import main


def test_one_document_is_written_in_the_format_that_the_name_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "exemplar.txt"
    assert main(["reviewcopy", "--out", str(out), "--plan", "samtycke", "--day", "2026-11-21"]) == 0
    assert "Granskningsexemplar: Samtycke till informationsutbyte" in " ".join(out.read_text(encoding="utf-8").split())
    assert capsys.readouterr().out.strip() == str(out)


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reviewcopy", "--out", str(tmp_path / "exemplar.odt")]) == 2
    assert ".docx, .pdf, .html, .txt" in capsys.readouterr().err
