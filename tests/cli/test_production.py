"""What the settings add to documents, on the command line: a municipality's look, fields to sign in, a seal."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.formats.docx import standard_shell
from tests.cli.running import Runner
from tests.formats.docx_reader import packed, parts_of, whole_text
from tests.formats.sealing import PHRASE, p12
from tests.formats.test_appearance import folder_of
from tests.formats.test_logotype import png

READY = {
    "giltig_fran": "2027-01-01",
    "antal": "4",
    "kostnad": "900",
    "kontakter": [{"part": "polisen", "funktion": "Vakt"}],
}
"""Answers that leave nothing to settle."""


def fields(path: Path) -> set[str]:
    found = PdfReader(BytesIO(path.read_bytes())).get_fields() or {}
    return {name for name, each in found.items() if each.get("/FT") == "/Sig"}


def shell_saying(words: str) -> bytes:
    parts = parts_of(standard_shell())
    for name in ("word/footer1.xml", "word/footer2.xml"):
        parts[name] = parts[name].replace(b"{{ version }}", f"{words} {{{{ version }}}}".encode())
    return packed(parts)


@pytest.fixture
def made(run: Runner, tmp_path: Path):
    def make(*more: str, **answers: object) -> Path:
        done = run("assemble", run.answers(**answers), "--out", tmp_path / "ut", *more)
        assert (done.code, done.err) == (0, "")
        return tmp_path / "ut"

    return make


def test_an_agreement_wears_the_look_of_its_first_municipality(
    made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tmp_path / "utseende"
    look.mkdir()
    folder_of(look, k0484__skal_docx=shell_saying("EGET SKAL"), k0484__logotyp_png=png())
    monkeypatch.setenv("GENERATOR_LOOK", str(look))
    folder = made("--format", "docx,pdf")
    assert "EGET SKAL" in whole_text((folder / "avtal.docx").read_bytes())
    assert len(PdfReader(folder / "avtal.pdf").pages[0].images) == 1


def test_the_look_of_another_municipality_is_not_used(made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = tmp_path / "utseende"
    look.mkdir()
    folder_of(look, k0180__skal_docx=shell_saying("EGET SKAL"))
    monkeypatch.setenv("GENERATOR_LOOK", str(look))
    assert "EGET SKAL" not in whole_text((made("--format", "docx") / "avtal.docx").read_bytes())


def test_a_look_that_will_not_do_stops_the_command_with_every_fault(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tmp_path / "utseende"
    look.mkdir()
    monkeypatch.setenv("GENERATOR_LOOK", str(folder_of(look, k0484__skal_docx=b"x", k0484__logotyp_png=b"x")))
    done = run("assemble", run.answers(), "--out", tmp_path / "ut")
    assert done.code == 1
    assert "skal.docx: fel" in done.err and "logotyp.png: fel" in done.err
    assert not (tmp_path / "ut").exists()


def test_a_finished_agreement_gets_the_seal_and_a_wrong_password_stops_the_command(
    run: Runner, made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.p12").write_bytes(p12())
    monkeypatch.setenv("GENERATOR_SEAL", str(tmp_path / "s.p12"))
    done = run("assemble", run.answers(), "--out", tmp_path / "ut")
    assert done.code == 1 and "Lösenordet är fel" in done.err
    monkeypatch.setenv("GENERATOR_SEAL_PASSWORD", PHRASE)
    assert "sigill" not in fields(made("--format", "pdf") / "avtal.pdf")
    assert "sigill" in fields(made("--format", "pdf", **READY) / "avtal.pdf")


def test_a_document_for_a_person_gets_fields_to_sign_in_only_when_asked(run: Runner, tmp_path: Path) -> None:
    answers = run.file("dokument: blad\ndag: 2026-11-21\np_namn: Kim\np_ung: nej\n", "person.yaml")
    for more, expected in (([], False), (["--underskriftsfalt"], True)):
        assert run("assemble", answers, "--out", tmp_path / "ut", "--format", "pdf", *more).code == 0
        assert bool(fields(tmp_path / "ut" / "handling.pdf")) is expected


def test_blank_forms_wear_the_look_of_the_only_municipality(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tmp_path / "utseende"
    look.mkdir()
    monkeypatch.setenv("GENERATOR_LOOK", str(folder_of(look, k0484__skal_docx=shell_saying("EGET SKAL"))))
    assert run("forms", "--out", tmp_path / "ut", "--day", "2026-11-21").code == 0
    assert all("EGET SKAL" in whole_text(path.read_bytes()) for path in (tmp_path / "ut").glob("*.docx"))
