"""Whatever file a command is given, damaged or of another kind: an exit code and a Swedish sentence, no traceback."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli.main import main
from generator.library.load import load_library
from generator.library.local_file import local_as_json
from tests.assembly.known import SMALL
from tests.cli.running import Runner
from tests.cli.test_local import adding, replacing
from tests.readback.other_programs import READ, REFUSED
from tests.readback.sent import sent

DAY = ("--day", "2026-11-21")
COMMANDS: dict[str, tuple[str, ...]] = {
    "law scan": ("law", "scan", "FIL", *DAY),
    "returned": ("returned", "FIL", *DAY),
    "compare": ("compare", "FIL", "FIL", *DAY),
    "shell": ("shell", "FIL", "--logotype", "FIL"),
    "local": ("--klausuler", str(SMALL), "local", "FIL", *DAY),
    "explain": ("--klausuler", str(SMALL), "explain", "FIL", *DAY),
    "restore": ("restore", "FIL"),
}
"""Every command that reads a file from somewhere."""
ENDINGS = (".docx", ".pdf", ".txt", ".json", ".yaml", "")
ENGLISH = re.compile(
    r"\b(traceback|exception|error|invalid|unexpected|expected|failed|cannot|could not|not found|can't decode|codec|"
    r"unterminated|no such|bad|file is)\b",
    re.IGNORECASE,
)


@cache
def originals() -> tuple[bytes, ...]:
    """Whole files of every kind that some command reads, and some that none does."""
    own = local_as_json([replacing(), adding()])
    answers = b'dokument: avtal\ndag: 2026-11-21\nkommuner: ["0484"]\n'
    others = (content for content, _ in REFUSED.values())
    return (sent("bjurholm").content, own, answers, *READ.values(), *others)


def heard(*arguments: str) -> tuple[int, str, str]:
    """Exit code, what was printed, and what was said of it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue(), err.getvalue()


def look_at(command: str, content: bytes, ending: str) -> None:
    """Run a command on a file and see that it behaves."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"fil{ending}"
        file.write_bytes(content)
        code, out, err = heard(*(str(file) if each == "FIL" else each for each in COMMANDS[command]))
    assert code in (0, 1, 2)
    assert "Traceback" not in out + err
    if code == 2:
        assert out == "" and err.strip()
    assert ENGLISH.findall(err) == [], err


@pytest.fixture(scope="module", autouse=True)
def known_libraries() -> Iterator[None]:
    """Reading the library takes most of a command's time, and no file of these changes it."""
    known = cache(load_library)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("law", "compare_sides", "returned_command", "local_wordings", "commands"):
            patch.setattr(f"generator.cli.{module}.load_library", known)
        yield


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one, for the command that would fill it."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'prov.db'}")
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_of_another_kind_is_told_in_swedish(command: str) -> None:
    for name in ("ODT", "Excel", "RTF", "locked Word", "web page", "nothing in it"):
        look_at(command, REFUSED[name][0], ".docx")
    look_at(command, READ["PDF 2.0"], ".json")
    look_at(command, b"", ".yaml")


@pytest.mark.parametrize("name", REFUSED)
def test_the_commands_that_read_agreements_call_a_file_by_its_name(run: Runner, name: str) -> None:
    content, word = REFUSED[name]
    file = run.file(content, "avtal.docx")
    for command in (("law", "scan", file), ("returned", file)):
        done = run.anywhere(*command, *DAY)
        assert (done.code, done.out) == (2, "")
        assert word in done.err or "låst" in done.err or "lösenord" in done.err


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file with some of it cut off, changed, doubled, or put together with another."""
    content = bytearray(draw(st.sampled_from(originals())))
    for change in draw(st.lists(st.sampled_from(["cut", "change", "double", "join"]), min_size=1, max_size=4)):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        if change == "cut":
            del content[place : place + draw(st.integers(1, 5_000))]
        elif change == "change":
            content[place : place + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
        elif change == "double":
            content[place:place] = content[place : place + 400]
        else:
            content += draw(st.sampled_from(originals()))[place : place + 4_000]
    return bytes(content)


def cases() -> Iterator[st.SearchStrategy[object]]:
    yield st.sampled_from([each for each in COMMANDS if each != "restore"])
    yield damaged()
    yield st.sampled_from(ENDINGS)


@settings(max_examples=80, deadline=None)
@given(*cases())
def test_no_damage_ends_in_a_traceback(command: str, content: bytes, ending: str) -> None:
    look_at(command, content, ending)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None)
@given(*cases())
def test_no_damage_of_thousands_ends_in_a_traceback(command: str, content: bytes, ending: str) -> None:
    look_at(command, content, ending)
