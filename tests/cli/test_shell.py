"""The command that looks a municipality's own Word shell and logotype through."""

from __future__ import annotations

import json

import pytest

from generator.formats.docx import load_shell, standard_shell
from tests.cli.running import Runner
from tests.formats.docx_reader import packed, parts_of
from tests.formats.sample import DRAWING


def broken() -> bytes:
    parts = parts_of(standard_shell())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{ undertitel }}", b"{{ okant }}")
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Undertecknare"', b'"Annat"')
    return packed(parts)


def test_a_shell_that_will_do_gives_zero(run: Runner) -> None:
    done = run.anywhere("shell", run.file(standard_shell(), "skal.docx"))
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("skal.docx: 0 anmärkningar.\n")


def test_every_fault_is_told_with_its_part_and_rule(run: Runner) -> None:
    done = run.anywhere("shell", run.file(broken(), "skal.docx"))
    assert done.code == 1
    assert "skal.docx: word/document.xml: fel [skal-ord]" in done.out
    assert "skal.docx: word/styles.xml: fel [skal-formatmall]" in done.out
    assert done.out.endswith("2 anmärkningar.\n")


def test_the_remarks_can_be_had_for_a_program(run: Runner) -> None:
    done = run.anywhere("shell", run.file(broken(), "skal.docx"), "--json")
    told = json.loads(done.out)["anmarkningar"]
    assert done.code == 1
    assert [(each["regel"], each["grad"]) for each in told] == [("skal-ord", "fel"), ("skal-formatmall", "fel")]
    assert {"regel", "fil", "grad", "text"} == set(told[0])


def test_a_warning_alone_is_no_failure(run: Runner) -> None:
    parts = parts_of(standard_shell())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Cambria"', b'"Kommun Sans"')
    done = run.anywhere("shell", run.file(packed(parts), "skal.docx"))
    assert done.code == 0
    assert "varning [skal-typsnitt]" in done.out
    assert done.out.endswith("skal.docx: 1 anmärkning.\n")


@pytest.mark.parametrize(("logotype", "code"), [(DRAWING.encode(), 0), (b"GIF89a", 1), (b"\x89PNG\r\n\x1a\nx", 1)])
def test_the_logotype_is_looked_through_beside_the_shell(run: Runner, logotype: bytes, code: int) -> None:
    shell, picture = run.file(standard_shell(), "skal.docx"), run.file(logotype, "logotyp.x")
    done = run.anywhere("shell", shell, "--logotype", picture)
    assert done.code == code
    assert ("logotyp.x: fel [logotyp]" in done.out) is bool(code)


@pytest.mark.parametrize("more", [[], ["--logotype", "finns-inte.png"]])
def test_a_file_that_does_not_exist_is_bad_input(run: Runner, more: list[str]) -> None:
    path = run.file(standard_shell(), "skal.docx") if more else run.folder / "finns-inte.docx"
    done = run.anywhere("shell", path, *more)
    assert done.code == 2
    assert "finns inte" in done.err


def test_the_shipped_shell_can_be_had_to_begin_with_and_never_overwrites(run: Runner) -> None:
    path = run.folder / "skal.docx"
    assert run.anywhere("shell", path, "--ny").code == 0
    assert load_shell(path.read_bytes())
    path.write_bytes(b"mitt")
    assert run.anywhere("shell", path, "--ny").code == 2
    assert path.read_bytes() == b"mitt"
