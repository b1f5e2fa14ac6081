"""Everything that ``--json`` prints follows one rule for its keys, has a shape that is written down, and is stable."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.cli.json_output import KEYS, as_json
from generator.cli.main import _parser
from generator.library.local_file import local_as_json
from generator.library.overlay import LocalKind
from tests.assembly.known import SMALL
from tests.cli import json_shapes as shapes
from tests.cli.filled import CODE, OTHER, filled
from tests.cli.json_shapes import ById, Maybe, Option
from tests.cli.running import Runner
from tests.cli.test_compare import JOUR, document_of
from tests.cli.test_local import adding, replacing
from tests.cli.test_returned import edited
from tests.readback.edited import Edited
from tests.readback.foreign_files import TEXT

ON = ("--day", "2026-11-22")
ENGLISH = {"included", "reasons", "would_change"}
"""Keys of ``explain`` that programs read before there was a rule."""
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Files:
    """What the commands are given, each made when it is asked for."""

    def __init__(self, run: Runner, database: tuple[str, str]) -> None:
        self.run, self.draft = run, database[1]

    def changed(self) -> Path:
        """A copy of the small library with something of every kind changed."""
        copy = self.run.folder / "klausuler"
        if not copy.exists():
            shutil.copytree(SMALL, copy)
            _without_conditions(copy / JOUR)
            _without_conditions(copy / "text/arbete-stor/2026-01-01.md")
            _rewrite(copy / "lagrum.yaml", "rubrik: Kvalitet", "rubrik: God kvalitet")
            for name in ("parter", "pengar"):
                wording = copy / f"text/{name}/2026-01-01.md"
                wording.write_text(wording.read_text("utf-8").rstrip() + "\n\nNya ord.\n", "utf-8")
            older = copy / "text/kontakt-lag/2026-01-01.md"
            newer = older.read_text("utf-8").rstrip() + "\n\nOch ett stycke till.\n"
            older.with_name("2026-06-01.md").write_text(newer, "utf-8")
        return copy

    def broken(self) -> Path:
        """A copy that has an error."""
        _rewrite(self.changed() / "text/tid/2026-01-01.md", "id: tid\n", "id: tid\nvillkor: [finns_inte]\n")
        return self.changed()

    def local(self) -> Path:
        """An own wording with a fault, and one that is older than the national text."""
        older = replace(adding(), kind=LocalKind.REPLACE, clause="parter", base="0" * 64, base_text="Då.", after="")
        wordings = [replacing("Först.\n\n{{ finns_inte }}"), replace(older, plan="")]
        return self.run.file(local_as_json(wordings), "egna.json")

    def foreign(self) -> Path:
        """An agreement from elsewhere."""
        return self.run.file(
            "\n\n".join((*TEXT, "Se prop. 2024/25:89 och 10 kap. 28 § första stycket OSL.")), "avtal.txt"
        )

    def returned(self) -> Path:
        """A file that came back, edited with tracked changes too and with another title."""
        word = Edited(edited(self.run).read_bytes())
        word.track("flytt", 1, " Så här vill vi ha det.", "Anna Jurist")
        title = next(each for each in word.word.paragraphs if each.text.startswith("Samverkansöverenskommelse"))
        title.runs[0].text += " (omarbetad)"
        return self.run.file(word.content, "tillbaka.docx")


def _without_conditions(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("villkor:")), "utf-8")


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file} has {text.count(old)} of {old}"
    file.write_text(text.replace(old, new), "utf-8")


@dataclass(frozen=True)
class Output:
    """One command, and the shape of what it prints."""

    arguments: Callable[[Files], tuple[str | Path, ...]]
    shape: object
    codes: tuple[int, ...] = (0,)
    small: bool = True
    """Whether it is run on the small library."""


OUTPUTS = {
    "check": Output(lambda f: ("--klausuler", f.broken(), "check", *ON), shapes.CHECK, (1,)),
    "shell": Output(lambda f: ("shell", document_of(f.run, "bjurholm", "docx")), shapes.SHELL, (0, 1)),
    "explain": Output(lambda f: ("explain", f.run.answers()), shapes.EXPLAIN),
    "translations": Output(lambda _: ("translations", *ON), shapes.TRANSLATIONS, small=False),
    "compare": Output(lambda f: ("compare", f"kommun:{OTHER}", f"utkast:{f.draft}"), shapes.COMPARE_DOCUMENTS),
    "compare libraries": Output(lambda f: ("compare", SMALL, f.changed(), *ON), shapes.COMPARE_LIBRARIES),
    "impact": Output(lambda f: ("impact", f.changed(), "--drafts", *ON), shapes.IMPACT, (0, 1)),
    "returned": Output(lambda f: ("returned", f.returned(), "--day", "2026-11-21"), shapes.RETURNED, (1,), small=False),
    "local": Output(lambda f: ("local", f.local(), *ON), shapes.LOCAL, (1,)),
    "law status": Output(lambda _: ("law", "status", *ON), shapes.LAW_STATUS, (0, 1)),
    "law scan": Output(lambda f: ("law", "scan", f.foreign(), *ON), shapes.LAW_SCAN, small=False),
    "law change": Output(
        lambda _: ("law", "change", "SoL 4:1", "--from", "2027-01-01", "--as", "ändrad", "--drafts"),
        shapes.LAW_CHANGE,
    ),
    "clauses search": Output(lambda _: ("clauses", "search", "jour", *ON), shapes.CLAUSES_SEARCH),
    "clauses show": Output(
        lambda f: ("--klausuler", f.changed(), "clauses", "show", "kontakt-lag", "--drafts", *ON), shapes.CLAUSES_SHOW
    ),
    "clauses matrix": Output(lambda _: ("clauses", "matrix", *ON), shapes.CLAUSES_MATRIX),
    "review status": Output(lambda _: ("review", "status", "--municipality", CODE, *ON), shapes.REVIEW_STATUS, (1,)),
    "review clause": Output(lambda _: ("review", "clause", "jour", *ON), shapes.REVIEW_CLAUSE),
    "review changes": Output(lambda _: ("review", "changes", *ON), shapes.REVIEW_CHANGES),
    "review own": Output(
        lambda f: ("--klausuler", f.changed(), "review", "own", "--municipality", CODE, *ON), shapes.REVIEW_OWN
    ),
    "review drafts": Output(lambda _: ("review", "drafts", *ON), shapes.REVIEW_DRAFTS),
    "review draft": Output(lambda f: ("review", "draft", f.draft, *ON), shapes.REVIEW_DRAFT, (1,)),
}


RARE: dict[str, set[str]] = {
    "explain": {"valfri", "bortvald"},
    "law change": {"krav", "dokument", "skal"},
    "clauses show": {"kommer_med", "lagen", "av"},
}
"""Keys that other tests show: the small library has no such thing, or the changed copy of it collides."""


@pytest.fixture
def files(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    database = filled(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database[0])
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path))
    monkeypatch.setattr("generator.clock.today", lambda: date(2026, 11, 22))
    return Files(run, database)


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_is_printed_has_the_shape_that_is_written_down_and_is_the_same_each_time(name: str, files: Files) -> None:
    output = OUTPUTS[name]
    arguments = (*output.arguments(files), "--json")
    done = files.run(*arguments) if output.small else files.run.anywhere(*arguments)
    assert done.code in output.codes, done.err
    assert done.err == ""
    told = json.loads(done.out)
    assert list(departures(told, output.shape, name)) == []
    assert set(keys_of(output.shape)) - set(keys_in(told)) <= RARE.get(name, set()), "a shape that nothing shows"
    if output.small:  # the others read the whole library, which takes its time
        assert files.run(*arguments).out == done.out


def departures(told: object, shape: object, where: str) -> Iterator[str]:
    """Where something is not as its shape says."""
    if isinstance(shape, Maybe | Option):
        yield from departures(told, shape.shape, where) if told is not None or isinstance(shape, Option) else ()
    elif isinstance(shape, list):
        yield from () if isinstance(told, list) else (f"{where} is no list",)
        for number, each in enumerate(told if isinstance(told, list) else ()):
            yield from departures(each, shape[0], f"{where}[{number}]")
    elif isinstance(shape, ById):
        for key, each in told.items() if isinstance(told, dict) else ():
            yield from departures(each, shape.shape, f"{where}.{key}")
    elif isinstance(shape, dict):
        yield from of_object(told, shape, where)
    elif not FITS[str(shape)](told):
        yield f"{where} is {told!r} and no {shape}"


def of_object(told: object, shape: dict[str, object], where: str) -> Iterator[str]:
    if not isinstance(told, dict):
        yield f"{where} is no object"
        return
    wanted = [key for key, each in shape.items() if key in told or not isinstance(each, Option)]
    if list(told) != wanted:
        yield f"{where} has {list(told)} and not {wanted}"
        return
    for key in wanted:
        yield from departures(told[key], shape[key], f"{where}.{key}")


def _is_day(told: object) -> bool:
    return isinstance(told, str) and date.fromisoformat(told).isoformat() == told


def _is_moment(told: object) -> bool:
    return isinstance(told, str) and datetime.fromisoformat(told).tzinfo is not None


FITS: dict[str, Callable[[object], bool]] = {
    shapes.TEXT: lambda told: isinstance(told, str),
    shapes.NUMBER: lambda told: isinstance(told, int) and not isinstance(told, bool),
    shapes.YES_OR_NO: lambda told: isinstance(told, bool),
    shapes.DAY: _is_day,
    shapes.MOMENT: _is_moment,
    shapes.SHA: lambda told: isinstance(told, str) and re.fullmatch("[0-9a-f]{64}", told) is not None,
    shapes.ANSWER: lambda told: told is None or isinstance(told, str | list | bool | int),
}


# --- The rule ---------------------------------------------------------------------------------------------------------


def keys_of(shape: object) -> Iterator[str]:
    """Every key that is a word of ours; ids of the library are none."""
    if isinstance(shape, Maybe | Option | ById):
        yield from keys_of(shape.shape)
    elif isinstance(shape, list):
        yield from keys_of(shape[0])
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield key
            yield from keys_of(inner)


def keys_in(told: object) -> Iterator[str]:
    """Every key that was printed."""
    for each in told if isinstance(told, list) else ():
        yield from keys_in(each)
    for key, each in told.items() if isinstance(told, dict) else ():
        yield key
        yield from keys_in(each)


def test_every_key_is_a_swedish_word_in_lower_case_letters_that_every_program_takes() -> None:
    found = {key for each in OUTPUTS.values() for key in keys_of(each.shape)}
    assert all(KEY.fullmatch(key) for key in found | set(KEYS.values()))
    english = {field for field, key in KEYS.items() if field != key}
    assert found & (english | ENGLISH) == ENGLISH


def test_every_command_that_takes_json_stands_in_the_table() -> None:
    assert {name.removesuffix(" libraries") for name in OUTPUTS} == set(_with_json(_parser(), ""))


def _with_json(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if "--json" in action.option_strings:
            yield name
        if isinstance(action, argparse._SubParsersAction):
            for part, below in action.choices.items():
                yield from _with_json(below, f"{name} {part}".strip())


def test_what_has_no_place_in_json_is_never_printed_as_something_else() -> None:
    for thing in (object(), {1, 2}, 1.5, KeyError):
        with pytest.raises(TypeError):
            as_json(thing)


def test_the_file_that_compare_writes_has_the_same_shape(files: Files) -> None:
    out = files.run.folder / "skillnad.json"
    assert files.run("compare", SMALL, files.changed(), *ON, "--out", out).code == 0
    assert list(departures(json.loads(out.read_text("utf-8")), shapes.COMPARE_LIBRARIES, "fil")) == []
