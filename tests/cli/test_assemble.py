"""``assemble`` writes the document and its annexes, whole and for their owner only, or nothing at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.cli import files
from generator.document import Document
from generator.errors import RenderError
from generator.formats.text import TextFormat
from tests.assembly.known import HOSTILE
from tests.cli.running import Runner, files_in


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Files would be readable by all, were nothing done about it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


# --- What is written ---


def test_the_document_and_its_annexes_are_written_and_listed(run: Runner) -> None:
    done, out = run.assemble(problemlage="kand")
    assert (done.code, done.err) == (0, "")
    assert files_in(out) == ["avtal.txt", "bilagor/lista.txt", "bilagor/mal.txt"]
    assert done.out.splitlines() == [str(out / name) for name in ("avtal.txt", "bilagor/lista.txt", "bilagor/mal.txt")]


def test_each_format_that_is_asked_for_is_written(run: Runner) -> None:
    out = run.folder / "ut"
    done = run("assemble", run.answers(), "--out", out, "--format", "txt, html,docx,txt,pdf")
    assert done.code == 0
    assert [name for name in files_in(out) if name.startswith("avtal")] == [
        "avtal.docx", "avtal.html", "avtal.pdf", "avtal.txt",
    ]  # fmt: skip
    starts = {name: (out / name).read_bytes()[:4] for name in ("avtal.docx", "avtal.pdf")}
    assert starts == {"avtal.docx": b"PK\x03\x04", "avtal.pdf": b"%PDF"}


def test_word_and_pdf_are_the_usual_formats(run: Runner) -> None:
    out = run.folder / "ut"
    assert (
        run("assemble", run.answers(dokument="blad", kommuner=None, p_namn="Kim", p_ung="nej"), "--out", out).code == 2
    )
    person = run.file("dokument: blad\ndag: 2026-11-21\np_namn: Kim\np_ung: nej\n", "person.yaml")
    assert run("assemble", person, "--out", out).code == 0
    assert files_in(out) == ["handling.docx", "handling.pdf"]


def test_the_files_are_for_their_owner_only(run: Runner) -> None:
    _, out = run.assemble(problemlage="kand")
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*.txt")} == {0o600}


def test_a_file_that_others_could_read_is_replaced_by_one_that_they_cannot(run: Runner) -> None:
    _, out = run.assemble()
    (out / "avtal.txt").chmod(0o644)
    run.assemble()
    assert stat.S_IMODE((out / "avtal.txt").stat().st_mode) == 0o600


def test_the_same_answers_give_the_same_bytes(run: Runner) -> None:
    written = []
    for name in ("ett", "tva"):
        run("assemble", run.answers(), "--out", run.folder / name, "--format", "txt,docx,pdf,html")
        written.append({each: (run.folder / name / each).read_bytes() for each in files_in(run.folder / name)})
    assert written[0] == written[1]


def test_a_draft_is_marked_until_nothing_remains(run: Runner) -> None:
    complete = {
        "giltig_fran": "2027-01-01", "antal": "4", "kostnad": "900",
        "kontakter": [{"part": "polisen", "funktion": "Vakt"}],
    }  # fmt: skip
    _, out = run.assemble()
    assert (out / "avtal.txt").read_text().startswith("UTKAST\n")
    _, out = run.assemble(**complete)
    assert not (out / "avtal.txt").read_text().startswith("UTKAST\n")


def test_the_day_of_the_option_goes_before_that_of_the_file(run: Runner) -> None:
    done, out = run.assemble("--day", "2025-12-31")
    assert done.code == 2 and "2025-12-31" in done.err
    assert not out.exists()


def test_without_a_day_it_is_today_in_sweden(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.clock.today", lambda: date(2025, 12, 31))
    done, _ = run.assemble(dag="")
    assert done.code == 2 and "2025-12-31" in done.err


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_answers_are_printed_as_typed(run: Runner, hostile: str) -> None:
    done, out = run.assemble(problemlage="kand", problem=["annat"], beskrivning=hostile)
    assert done.code == 0
    assert f"\n{hostile}\n" in (out / "avtal.txt").read_text()


# --- All or nothing ---


def test_when_one_document_cannot_be_made_none_is_written(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = TextFormat.render

    def failing(self: TextFormat, document: Document, options: object) -> bytes:
        if document.id == "mal":
            raise RenderError("Teckensnittet saknas.")
        return draw(self, document, options)  # type: ignore[arg-type]

    monkeypatch.setattr(TextFormat, "render", failing)
    done, out = run.assemble(problemlage="kand")
    assert (done.code, done.out, done.err) == (1, "", "Teckensnittet saknas.\n")
    assert not out.exists()


def old_files(out: Path) -> None:
    (out / "bilagor").mkdir(parents=True)
    (out / "avtal.txt").write_text("gammalt avtal")
    (out / "bilagor" / "lista.txt").write_text("gammal lista")


def test_old_files_stay_when_a_new_one_cannot_be_placed(run: Runner) -> None:
    old_files(run.folder / "ut")
    (run.folder / "ut" / "bilagor" / "mal.txt").mkdir()
    done, out = run.assemble(problemlage="kand")
    assert (done.code, done.out) == (2, "")
    assert "mal.txt" in done.err and "det finns redan en mapp med det namnet" in done.err
    assert files_in(out) == ["avtal.txt", "bilagor/lista.txt"]
    assert (out / "avtal.txt").read_text() == "gammalt avtal"


@pytest.mark.parametrize("after", range(3))
def test_whatever_file_cannot_be_moved_into_place_everything_is_as_before(
    run: Runner, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old_files(run.folder / "ut")
    moved: list[Path] = []
    move = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name.startswith(".ny-") and len(moved) == after:
            moved.append(target)
            raise OSError(errno.ENOSPC, "No space left on device", str(self), None, str(target))
        moved.append(target)
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    done, out = run.assemble(problemlage="kand")
    assert done.code == 2 and "disken är full" in done.err
    assert files_in(out) == ["avtal.txt", "bilagor/lista.txt"]
    assert (out / "avtal.txt").read_text() == "gammalt avtal"
    assert (out / "bilagor" / "lista.txt").read_text() == "gammal lista"


def test_a_full_disk_leaves_nothing_half_written(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    done, out = run.assemble(problemlage="kand")
    assert done.code == 2 and "disken är full" in done.err
    assert not out.exists()


def test_folders_that_were_made_in_vain_are_removed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EROFS, "Read-only")))
    done = run("assemble", run.answers(), "--out", run.folder / "a" / "b" / "c", "--format", "txt")
    assert done.code == 2 and "skrivskyddad" in done.err
    assert files_in(run.folder) == ["svar.yaml"] and not (run.folder / "a").exists()


def test_an_interruption_leaves_nothing_half_written(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run.assemble()
    assert files_in(run.folder) == ["svar.yaml"]


def test_a_file_in_the_place_of_the_folder_is_told(run: Runner) -> None:
    run.file("", "ut")
    done, _ = run.assemble()
    assert done.code == 2 and str(run.folder / "ut") in done.err
    assert run.folder.joinpath("ut").read_bytes() == b""


def test_a_folder_that_may_not_be_written_in_is_told(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**where: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(where["dir"]))

    monkeypatch.setattr(files.tempfile, "mkstemp", denied)
    (run.folder / "ut").mkdir()
    done, out = run.assemble()
    assert done.code == 2 and f"”{out}”: åtkomst nekas" in done.err
    assert files_in(out) == []


def test_a_folder_name_that_is_too_long_is_told(run: Runner) -> None:
    done = run("assemble", run.answers(), "--out", run.folder / ("x" * 300), "--format", "txt")
    assert done.code == 2 and "namnet är för långt" in done.err
