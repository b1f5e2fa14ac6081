"""``returned`` tells what became of each clause of an agreement that was edited in Word."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.formats.docx import standard_shell
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from tests.cases.documents import made
from tests.cli.running import Runner
from tests.formats.docx_reader import parts_of
from tests.readback.edited import Edited
from tests.readback.sent import sent
from tests.tools import REPOSITORY

ANSWERS = REPOSITORY / "tests" / "cases" / "bjurholm" / "answers.yaml"
DAY = ("--day", "2026-11-21")


def edited(run: Runner) -> Path:
    word = Edited(sent("bjurholm").content)
    word.reword("avslut", 1, "Ett ärende avslutas när solen går ned.")
    word.comment("oenighet", 1, "Är detta rimligt?", "Anna Jurist")
    return run.file(word.content, "tillbaka.docx")


@pytest.mark.parametrize("more", [(), ("--answers", ANSWERS)])
def test_an_untouched_file_is_said_to_be_unchanged(run: Runner, more: tuple[str | Path, ...]) -> None:
    done = run.anywhere("returned", run.file(sent("bjurholm").content, "orord.docx"), *DAY, *more)
    assert (done.code, done.err) == (0, "")
    assert done.out == "Texten är oförändrad.\n"


def test_an_edit_is_told_in_words_and_as_json(run: Runner) -> None:
    file = edited(run)
    done = run.anywhere("returned", file, *DAY)
    assert done.code == 1
    assert "[avslut]: ändrad" in done.out
    assert "Anna Jurist" in done.out and "Är detta rimligt?" in done.out
    told = json.loads(run.anywhere("returned", file, *DAY, "--json").out)
    changed = [each for each in told["klausuler"] if each["utfall"] != "oförändrad"]
    assert [each["klausul"] for each in changed] == ["avslut"]
    assert changed[0]["rader"][1]["bitar"]


def test_the_differences_are_written_as_tracked_changes(run: Runner) -> None:
    out = run.folder / "spårad.docx"
    assert run.anywhere("returned", edited(run), *DAY, "--redline", out).code == 1
    text = parts_of(out.read_bytes())["word/document.xml"].decode()
    assert "<w:ins " in text and "<w:del " in text
    assert "solen" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hej", "varken en PDF eller en Word-fil"),
        (b"PK\x03\x04trasig", "går inte att läsa"),
        (None, "finns inte"),
    ],
)
def test_a_file_that_cannot_be_read_is_bad_input(run: Runner, content: bytes | None, words: str) -> None:
    file = run.folder / "borta.docx" if content is None else run.file(content, "fil.docx")
    done = run.anywhere("returned", file, *DAY)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_word_file_from_elsewhere_needs_the_answers(run: Runner) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    done = run.anywhere("returned", run.file(stream.getvalue(), "fil.docx"), *DAY)
    assert done.code == 2
    assert "--answers" in done.err


@pytest.mark.parametrize("more", [(), ("--answers", ANSWERS)])
@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("vuxen", "en handling för en person eller en blankett, inte en överenskommelse"),
        ("bjurholm", "en bilaga eller ett underlag, inte en överenskommelse"),
        ("", "ett Word-skal, som dokument görs i, inte en överenskommelse"),
    ],
)
def test_another_paper_of_ours_is_said_to_be_no_agreement(
    run: Runner, case: str, words: str, more: tuple[str | Path, ...]
) -> None:
    content = get_format("docx").render(made(case)[0][-1], RenderOptions(draft=False)) if case else standard_shell()
    done = run.anywhere("returned", run.file(content, "fil.docx"), *DAY, *more)
    assert (done.code, done.out) == (2, "")
    assert words in done.err and "säger inte vilka svar" not in done.err
    assert ("--answers" in done.err) == (case == "bjurholm" and not more)
