"""The whole library at once: read with all its faults, refused with all of them, and known by a hash of its content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import LibraryError, Severity
from generator.library.load import is_content, library_version, load_library, read_library
from generator.library.release import RELEASED_FILE
from tests.library.overlaying import BAD, DAY, GROUND, check, copy_of_ground, lay_over

FILES = sorted(path.relative_to(GROUND).as_posix() for path in GROUND.rglob("*") if path.is_file())
CONTENT = [file for file in FILES if file != RELEASED_FILE]


def test_a_good_library_is_loaded_whole() -> None:
    library = load_library(GROUND)
    assert sorted(library.clauses) == sorted({file.split("/")[1] for file in FILES if file.endswith(".md")})
    assert sorted(library.plans) == ["avtal", "blad", "kontaktlista"]
    assert library.places == {"alder": ("vem-ung", "vem-vuxen"), "moten": ("moten-kvartal", "moten-manad")}
    assert {"moten", "utbildning", "flera_kommuner", "tata_moten"} <= library.facts.keys()
    assert "namn" not in library.facts


def test_reading_twice_gives_the_same_library() -> None:
    assert read_library(GROUND) == read_library(GROUND)


def test_a_library_with_errors_is_refused_with_every_finding(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    lay_over(BAD / "villkor-okand-uppgift", root)
    lay_over(BAD / "lagrum-sfs", root)
    with pytest.raises(LibraryError) as raised:
        load_library(root)
    assert [finding.rule for finding in raised.value.findings] == ["lagrum-sfs", "villkor-okand-uppgift"]
    assert all(str(finding) in str(raised.value) for finding in raised.value.findings)


def test_a_warning_refuses_nothing(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    lay_over(BAD / "lagrum-gammal-kontroll", root)
    assert {finding.severity for finding in check(root)} == {Severity.WARNING}
    assert load_library(root).sources


def test_an_empty_folder_lacks_files_and_that_is_all_that_is_said(tmp_path: Path) -> None:
    _, findings = read_library(tmp_path)
    assert {finding.rule for finding in findings} == {"fil-saknas"}
    assert {finding.file for finding in findings} == {"fragor.yaml", "uppgifter.yaml", "lagrum.yaml", "documents"}


def test_a_folder_that_is_not_there_lacks_the_same_files(tmp_path: Path) -> None:
    _, findings = read_library(tmp_path / "finns-inte")
    assert {finding.rule for finding in findings} == {"fil-saknas"}


def test_hidden_files_and_read_me_files_are_left_alone(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    for name in (".DS_Store", "README.md", "samverkan/README.md", "samverkan/parter/.2026-01-01.md.swp"):
        root.joinpath(name).write_text("{{ inget }}", encoding="utf-8")
    assert check(root) == []
    assert library_version(root) == library_version(GROUND)


# --- One unreadable file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", CONTENT)
def test_an_unreadable_file_is_told_once_and_blamed_on_no_other(file: str, tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    root.joinpath(file).write_bytes(b"\xff\xfe\x00")
    findings = [finding for finding in check(root) if finding.rule not in ("frislappt-andrad",)]
    assert [(finding.rule, finding.file, finding.line) for finding in findings] == [("fil-kodning", file, 1)]


@pytest.mark.parametrize("file", [file for file in CONTENT if file.endswith(".yaml")])
def test_a_file_with_broken_yaml_is_told_once_and_blamed_on_no_other(file: str, tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    text = root.joinpath(file).read_text(encoding="utf-8")
    root.joinpath(file).write_text(f"{text}  indragen: rad\n utan: mening\n", encoding="utf-8")
    findings = check(root)
    assert {finding.file for finding in findings} == {file}
    assert len(findings) == 1


@pytest.mark.parametrize("file", CONTENT)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_the_hash(file: str, tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    root.joinpath(RELEASED_FILE).unlink()
    path = root / file
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(root) == []
    ours, theirs = load_library(root), load_library(GROUND)
    assert ours.questions == theirs.questions
    assert ours.facts == theirs.facts
    assert ours.sources == theirs.sources
    for clause_id, clause in theirs.clauses.items():
        same = zip(ours.clauses[clause_id].wordings, clause.wordings, strict=True)
        assert all((one.blocks, one.guidance) == (other.blocks, other.guidance) for one, other in same)


# --- The version -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", CONTENT)
def test_any_byte_of_content_changes_the_version(file: str, tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    path, before = root / file, library_version(root)
    data = path.read_bytes()
    seen = {before}
    for position in range(0, len(data), max(1, len(data) // 40)):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        seen.add(library_version(root))
    path.write_bytes(data + b"\n")
    seen.add(library_version(root))
    path.unlink()
    seen.add(library_version(root))
    assert before not in seen - {before}
    assert len(seen) > 3
    path.write_bytes(data)
    assert library_version(root) == before


def test_moving_or_adding_a_file_changes_the_version(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    before = library_version(root)
    wording = root / "samverkan" / "parter" / "2026-07-01.md"
    moved = wording.rename(wording.with_name("2026-08-01.md"))
    assert library_version(root) != before
    moved.rename(wording)
    assert library_version(root) == before
    shutil.copy(wording, wording.with_name("2027-01-01.md"))
    assert library_version(root) != before


def test_the_version_says_nothing_about_where_the_library_lies(tmp_path: Path) -> None:
    assert library_version(copy_of_ground(tmp_path)) == library_version(GROUND)


def test_the_list_of_locks_is_no_content(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    root.joinpath(RELEASED_FILE).unlink()
    assert library_version(root) == library_version(GROUND)


# --- Random damage ---------------------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    [
        *("", " ", "  ", "\n", ":", ": ", "- ", "[", "]", "{", "}", "{{ ", " }}", "'", '"', "”", "#", "|", "*", "&x "),
        *("!x ", "---\n", "> ", "\t", "ja", "nej", "§", "{% if x %}", "\u200b", "\u00a0", "id: x\n", "id: ", "å", "0"),
    ]
)


@st.composite
def damage(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the good library, and its text with something cut out and something else put in."""
    file = draw(st.sampled_from(CONTENT))
    text = GROUND.joinpath(file).read_text(encoding="utf-8")
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 40)))
    return file, text[:start] + draw(SCRAPS) + text[end:]


def places_in(root: Path) -> Iterator[str]:
    yield from (path.relative_to(root).as_posix() for path in root.rglob("*"))


@settings(max_examples=min(settings.default.max_examples, 1_000))  # each reads a whole library
@given(st.lists(damage(), min_size=1, max_size=3))
def test_no_damage_ends_in_a_traceback_and_every_place_told_is_there(damages: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        root = copy_of_ground(Path(folder))
        for file, text in damages:
            root.joinpath(file).write_text(text, encoding="utf-8")
        known = set(places_in(root))
        for finding in check(root, DAY):
            assert finding.file in known
            assert finding.message.endswith(".")
            if finding.line:
                lines = root.joinpath(finding.file).read_text(encoding="utf-8").count("\n") + 1
                assert 1 <= finding.line <= lines, finding


@pytest.mark.parametrize(
    ("file", "is_read"),
    [
        *(("fragor.yaml", True), ("released.txt", True), ("omrade/klausul/2026-01-01.md", True)),
        *(("documents/plan.yaml", True), ("documents/plan.yml", False), ("documents/a/plan.yaml", False)),
        *(("fler.yaml", False), ("omrade/2026-01-01.md", False), ("documents/klausul/2026-01-01.md", False)),
        *(("omrade/klausul/2026-01-01.txt", False), ("omrade/klausul/mer/2026-01-01.md", False)),
    ],
)
def test_only_files_in_their_place_are_content(file: str, is_read: bool) -> None:
    assert is_content(file) is is_read
