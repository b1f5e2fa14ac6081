"""Whatever is wrong with an answers file: exit code 2, a Swedish sentence that names the field, nothing written."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import Done, Runner, files_in


def refused(run: Runner, done: Done) -> str:
    """What was said about bad input, once it is sure that nothing came of it."""
    assert (done.code, done.out) == (2, "")
    assert not (run.folder / "ut").exists()
    assert done.err
    return done.err


def refused_file(run: Runner, content: str | bytes) -> str:
    path = run.file(content)
    said = refused(run, run("assemble", path, "--out", run.folder / "ut", "--format", "txt"))
    assert refused(run, run("explain", path, "--json")) == said
    return said


@pytest.mark.parametrize(
    ("raw", "field", "allowed"),
    [
        ({"kommuner": ["9999"]}, "kommuner", "0484"),
        ({"kommuner": "Eskilstuna"}, "kommuner", "0484"),
        ({"kommuner": [["0484"]]}, "kommuner", "ett enda värde"),
        ({"kommuner": ""}, "kommuner", "svaret saknas"),
        ({"kommuner": []}, "kommuner", "svaret saknas"),
        ({"komuner": ["0484"]}, "komuner", "Menade du kommuner"),
        ({"hittepå": "x"}, "hittepå", "finns inte"),
        ({"form": "muntlig"}, "form", "fristaende, bilaga"),
        ({"form": ["bilaga"]}, "form", "ett enda värde"),
        ({"problemlage": "kand", "problem": ["regn"]}, "problem", "utsatt_omrade"),
        ({"jour": "kanske"}, "jour", "ja eller nej"),
        ({"antal": "många"}, "antal", "1 till 99"),
        ({"antal": "100"}, "antal", "1 till 99"),
        ({"kostnad": "-5"}, "kostnad", "heltal"),
        ({"giltig_fran": "2026-02-30"}, "giltig_fran", "2026-01-31"),
        ({"giltig_fran": "1 januari"}, "giltig_fran", "2026-01-31"),
        ({"giltig_fran": "2027-01-02", "giltig_till": "2027-01-01"}, "giltig_till", "2027-01-02"),
        ({"polisomrade": "a\x07b"}, "polisomrade", "U+0007"),
        ({"polisomrade": "a\x1b[31mb"}, "polisomrade", "U+001B"),
        ({"polisomrade": "a\nb"}, "polisomrade", "enda rad"),
        ({"polisomrade": "x" * 100_000}, "polisomrade", "200 tecken"),
        ({"problemlage": "kand", "problem": ["annat"], "beskrivning": "x" * 100_000}, "beskrivning", "300 tecken"),
        ({"polisomrade": {"a": "b"}}, "polisomrade", "ett enda värde"),
        ({"kontakter": "Vakten"}, "kontakter", "lista med rader"),
        ({"kontakter": [{"part": "polisen"}]}, "kontakter.1.funktion", "saknas"),
        ({"kontakter": [{"part": "2403", "funktion": "Vakt"}]}, "kontakter.1.part", "”0484”, ”polisen”"),
        ({"kontakter": [{"roll": "Vakt"}]}, "kontakter.1.roll", "finns inte"),
        ({"namnder": [{"kommun": "0484", "namn": f"n{each}"} for each in range(5)]}, "namnder", "högst 4"),
        ({"undertecknare": [{"part": "0484"}]}, "undertecknare", "Polismyndigheten saknar"),
        ({"problemlage": "kand", "problem": ["utsatt_omrade"], "omraden": ["Bergsjön"]}, "omraden", "Bergsjön"),
        ({"storlek": "liten"}, "storlek_skal", "svaret saknas"),
        ({"dag": "igår"}, "dag", "2026-01-31"),
        ({"dag": ["2026-01-31"]}, "dag", "2026-01-31"),
        ({"dokument": "avtalet"}, "dokument", "avtal, blad"),
        ({"dokument": "lista"}, "dokument", "avtal, blad"),
        ({"dokument": ["avtal"]}, "dokument", "ett enda"),
    ],
)
def test_a_wrong_answer_is_told_with_its_field_and_what_is_allowed(
    run: Runner, raw: dict[str, object], field: str, allowed: str
) -> None:
    done, _ = run.assemble(**raw)
    said = refused(run, done)
    assert said.startswith("Svaren går inte att använda:\n")
    (line,) = [line for line in said.splitlines() if line.startswith(f"  {field}: ")]
    assert allowed in line
    assert all(character.isprintable() or character == "\n" for character in said)
    assert len(said) < 1_000


def test_every_wrong_answer_is_told_at_once(run: Runner) -> None:
    done, _ = run.assemble(form="x", jour="x", antal="x", kontakter=[{"part": "x"}, {"funktion": "\x00"}])
    fields = re.findall(r"^  ([\w.]+):", refused(run, done), re.MULTILINE)
    assert fields == ["form", "jour", "antal", "kontakter.1.part", "kontakter.2.funktion"]


def test_thousands_of_wrong_answers_are_counted_rather_than_told(run: Runner) -> None:
    done, _ = run.assemble(**{f"fel_{number}": "x" for number in range(3_000)})
    assert len(refused(run, done).splitlines()) < 60
    assert "… och 2950 fel till." in done.err


def test_a_file_that_is_not_there_is_told(run: Runner) -> None:
    assert "borta.yaml” finns inte" in refused(
        run, run("assemble", run.folder / "borta.yaml", "--out", run.folder / "ut")
    )


def test_a_folder_is_no_answers_file(run: Runner) -> None:
    assert "är en mapp" in refused(run, run("assemble", run.folder, "--out", run.folder / "ut"))


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b", ""])
def test_a_name_that_no_file_can_have_is_told(run: Runner, name: str) -> None:
    refused(run, run("explain", name))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"# bara en kommentar\n",
        b"bara text",
        b"- en\n- lista\n",
        b"[]",
        b"\x00\x01\x02\x03",
        b"PK\x03\x04\x14\x00\x00\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\xff\xfek\x00o\x00m\x00",
        "kommuner: [”0484”]\n".encode("latin-1", "replace").replace(b"?", b"\x94"),
        b"kommuner: [\n",
        b"kommuner: 'utan slut\n",
        b"kommuner:\n\t- x\n",
        b"a: b: c\n",
        b"a: b\n---\nc: d\n",
        b"? [a, b]\n: c\n",
        b"jour: ja\njour: nej\n",
        b"jour: !!python/object/apply:os.system ['true']\n",
        b"polisomrade: a\x07b\n",
        b'polisomrade: "\\ud800"\n',
        b"a: &a [x]\nb: *a\n",
        b"a: &a [*a]\n",
        b"a: " + b"[" * 100_000,
        b"a: " + b"[" * 5_000 + b"]" * 5_000,
        b"a: " + b"{b: " * 5_000 + b"c" + b"}" * 5_000,
        b"x: y\n" * 500_000,
    ],
    ids=lambda content: repr(content[:24]),
)
def test_what_is_no_answers_file_is_told(run: Runner, content: bytes) -> None:
    said = refused_file(run, content)
    assert "svar.yaml" in said
    assert len(said) < 5_000


def test_aliases_that_grow_without_end_are_refused(run: Runner) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    refused_file(run, "\n".join(lines))


def test_a_huge_file_is_refused_before_it_is_read(run: Runner) -> None:
    assert "2 megabyte" in refused_file(run, b"polisomrade: " + b"x" * 3_000_000)


def test_a_slip_in_the_file_is_told_with_its_line(run: Runner) -> None:
    assert "svar.yaml, rad 3: " in refused_file(run, "dokument: avtal\njour: ja\njour: nej\n")


def test_a_file_from_windows_is_read(run: Runner) -> None:
    path = run.file("\ufeffdokument: avtal\r\ndag: 2026-11-21\r\nkommuner: ['0484']\r\n")
    assert run("assemble", path, "--out", run.folder / "ut", "--format", "txt").code == 0


def test_nothing_is_written_beside_the_answers_either(run: Runner) -> None:
    done, _ = run.assemble(form="muntlig")
    refused(run, done)
    assert files_in(run.folder) == ["svar.yaml"]


def test_a_broken_library_is_told_as_such(run: Runner) -> None:
    (run.folder / "klausuler").mkdir()
    done = run.anywhere("--klausuler", run.folder / "klausuler", "explain", run.answers())
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Klausulbiblioteket har fel:\n") and "fragor.yaml" in done.err


def test_a_character_that_no_font_has_is_bad_input_and_writes_nothing(run: Runner) -> None:
    done, _ = run.assemble("--format", "txt,pdf", namnder=[{"kommun": "0484", "namn": "ሰላም"}])
    said = refused(run, done)
    assert "ETHIOPIC SYLLABLE" in said and "latinska bokstäver" in said
