"""Every kind of document as a screen reader meets it: cases in full, and forms with fields to fill in and sign."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.assembly.assemble import blank_form
from generator.assembly.editions import blank_edition
from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.library.checks_translations import languages_for
from tests.cases.documents import CASES, library, made

WITH_ANNEXES = "eskilstuna"
TO_FILL_IN = RenderOptions(fillable=True, signature_fields=True)
EMPTY_ON_PURPOSE = "TBL-012"
"""Most cells of a table in a form are empty: they wait for a pen or are fields, which the checker counts as empty."""
VIEWERS_OWN_WORD = "SIGN"
"""Painted by the checker's own PDF engine on an empty signature field; it is not in the file."""


def drawn() -> dict[str, tuple[Document, RenderOptions]]:
    """What is heard, by the name of its file."""
    chosen = {}
    for case in CASES:
        documents, options = made(case)
        for document in documents if case == WITH_ANNEXES else documents[:1]:
            chosen[f"{case}-{document.id}"] = document, options
            chosen[f"{case}-{document.id}-att-skriva-under"] = document, RenderOptions(signature_fields=True)
    for plan in library().plans.values():
        for blank in plan.blanks[:1]:
            document = blank_form(library(), plan, blank, made(WITH_ANNEXES)[0][0].day)
            chosen[f"blankett-{blank.id}"] = document, RenderOptions()
            chosen[f"blankett-{blank.id}-att-fylla-i"] = document, TO_FILL_IN
            for language in languages_for(library(), plan, document.day):
                edition = blank_edition(library(), plan, blank, document.day, language.id)
                chosen[f"blankett-{edition.id}-att-fylla-i"] = edition, TO_FILL_IN
    return chosen


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("lyssna")
    for name, (document, options) in drawn().items():
        place.joinpath(f"{name}.pdf").write_bytes(PdfFormat().render(document, options))
    return place


def test_a_checker_that_listens_like_a_screen_reader_finds_nothing(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"))
    report = folder / "outloud.json"
    command = [Path(sys.executable).with_name("outloud"), "--fail-on", "never", "--json", report, *files]
    subprocess.run(command, check=True, capture_output=True)
    results = json.loads(report.read_text())["results"]
    assert [result["error"] for result in results] == [None] * len(files)
    found = [
        (Path(result["path"]).name, finding["rule"], finding["evidence"])
        for result in results
        for finding in result["findings"]
        if finding["rule"] != EMPTY_ON_PURPOSE and finding["evidence"] != VIEWERS_OWN_WORD
    ]
    assert found == []
    empty = {Path(result["path"]).name for result in results for each in result["findings"]
             if each["rule"] == EMPTY_ON_PURPOSE}
    assert all(name.startswith("blankett-") for name in empty)
