"""An agreement that comes back from Word: every edit is told for what it is, and nothing else is told."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.deviations import Deviation, laid_over, with_deviations
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording
from generator.readback.classify import read_returned
from generator.readback.manifest import read_manifest
from generator.readback.returned import Remark, Returned, State
from generator.readback.standard import made_from, standard_for
from generator.resources import clauses_dir
from tests.readback.edited import Edited
from tests.readback.sent import AGREEMENTS, library, read, render, sent
from tests.tools import REPOSITORY, require_tool

REVISED = "kunskap"
"""The clause that gets a newer wording after the file was made."""


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    """The file opened and saved by LibreOffice, which drops the tags of content controls."""
    soffice = require_tool("soffice", "libreoffice-writer")
    file = folder / "in" / "avtal.docx"
    file.parent.mkdir()
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    wanted = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    command = [soffice, profile, "--headless", *wanted, str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "avtal.docx").read_bytes()


# --- Nothing done, nothing told --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", AGREEMENTS)
def test_an_untouched_file_is_unchanged_in_every_clause(case: str) -> None:
    returned = read(sent(case).content, case)
    assert returned.is_unchanged
    assert {each.state for each in returned.clauses} == {State.UNCHANGED}
    assert [each.clause for each in returned.clauses] == [
        mark.clause for mark in document_set(sent(case).situation).main.wordings
    ]
    assert all(each.remarks == () for each in returned.clauses)


def test_a_file_that_libreoffice_only_saved_is_unchanged(tmp_path: Path) -> None:
    returned = read(through_libreoffice(sent("eskilstuna").content, tmp_path))
    assert returned.is_unchanged


# --- Twelve edits of every class --------------------------------------------------------------------------------------

OWN_HEADING, OWN_TEXT = "Parkering", "Den som kommer till ett möte får parkera gratis på kommunens gård."
LOOSE_TEXT = "Kaffe och smörgås ingår i varje möte som hålls före klockan nio på morgonen."


def twelve_edits(content: bytes) -> bytes:
    edited = Edited(content)
    edited.reword("bakgrund", 1, edited.paragraphs("bakgrund")[1].text + " Detta har parterna lagt till.")
    edited.reword("polisens-ataganden", 0, "Vad polisen lovar")
    edited.remove("definition")
    edited.remove("sig")
    edited.write_after("avslut", OWN_HEADING, OWN_TEXT)
    edited.write_after("kommunikation", "", LOOSE_TEXT)
    edited.replace_text("kostnader-en", *alternate_text("kostnader-flera"))
    edited.move("sspf", after="arendegangen")
    edited.copy("gallring", after="frivillighet")
    edited.unmark("sma-tal")
    return edited.content


@cache
def alternate_text(clause: str) -> tuple[str, list[str]]:
    """Heading and lines of a clause that could have stood there, as they would read in this agreement."""
    made = sent("eskilstuna").situation
    standard = standard_for(made, made, None)
    section = next(each for each in standard.alternates.sections if each.wording and each.wording.clause == clause)
    lines = [Edited(render(standard.alternates)).paragraphs(clause)]
    return section.heading, [paragraph.text for paragraph in lines[0][1:] if paragraph.text]


EXPECTED = {
    "bakgrund": (State.MODIFIED, ()),
    "polisens-ataganden": (State.MODIFIED, ()),
    "definition": (State.REMOVED, ()),
    "sig": (State.REMOVED, ()),
    OWN_HEADING: (State.ADDED, ()),
    LOOSE_TEXT: (State.ADDED, ()),
    "kostnader-en": (State.REPLACED, ()),
    "sspf": (State.UNCHANGED, (Remark.MOVED,)),
    "gallring": (State.UNCHANGED, (Remark.COPIED,)),
    "sma-tal": (State.UNCHANGED, (Remark.UNSURE,)),
    "gvi": (State.UNCHANGED, (Remark.NOT_CALLED_FOR,)),
    REVISED: (State.UNCHANGED, (Remark.OUT_OF_DATE,)),
}
"""The ten edits, an answer that has changed, and a wording that is newer than the file."""


@pytest.fixture(scope="module")
def newer_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library after a clause has got a new wording."""
    folder = tmp_path_factory.mktemp("nyare") / "clauses"
    shutil.copytree(clauses_dir(), folder)
    wording = next(folder.glob(f"*/{REVISED}/2026-01-01.md"))
    text = wording.read_text("utf-8").replace("skäl: ", "skäl: Ny lydelse. ", 1)
    wording.with_name("2026-12-01.md").write_text(f"{text.rstrip()}\n\nDetta är nytt i december.\n", "utf-8")
    return load_library(folder)


@pytest.fixture(scope="module")
def present(newer_library: Library) -> Situation:
    """The answers as they are now: the municipality has stopped working with group violence intervention."""
    file = read_answers_file(REPOSITORY / "tests/cases/eskilstuna/answers.yaml")
    kept = [each for each in file.answers["samverkansformer"] if each != "gvi"]  # type: ignore[attr-defined]
    answers = {**file.answers, "samverkansformer": kept}
    return situation_for(newer_library, plan_for(newer_library, file.plan), answers, date(2026, 12, 5))


def told(returned: Returned) -> dict[str, tuple[State, tuple[Remark, ...]]]:
    """What is said of each clause of which anything is said."""
    return {
        each.clause or each.heading or each.text: (each.state, each.remarks)
        for each in returned.clauses
        if each.deviates or each.remarks
    }


def test_twelve_edits_of_every_class_are_told_for_what_they_are(present: Situation) -> None:
    returned = read(twelve_edits(sent("eskilstuna").content), present=present)
    assert told(returned) == EXPECTED
    assert returned.outside == ()
    by_id = {each.clause: each for each in returned.clauses}
    assert by_id["definition"].mandatory
    assert not by_id["sig"].mandatory
    assert by_id["kostnader-en"].alternate == "kostnader-flera"
    added = [piece.text for line in by_id["bakgrund"].lines for piece in line.pieces if piece.mark == "tillagd"]
    assert "Detta har parterna lagt till" in "".join(added)


# --- A file that held wordings of its own and did without an optional clause ------------------------------------------

LEFT_OUT, REPLACED, ADDED = "arbetsgrupp", "oenighet", "egen-hundar"
LOCAL_TEXT = "Är parterna oense talar deras chefer med varandra inom en vecka."
WHY, PLAN = "Vi vill det.", "samverkansoverenskommelse"
INSTEAD = LocalWording(LocalKind.REPLACE, REPLACED, "När vi är oense", LOCAL_TEXT, WHY)
BESIDE = LocalWording(LocalKind.ADD, ADDED, "Hundar", "Polisen tar med hund.", WHY, after="avslut", plan=PLAN)
LOCAL = (Deviation(INSTEAD, "a", "b"), Deviation(BESIDE, "a", "b"))


def with_own(on: Situation) -> Situation:
    """The situation with the wordings of its own, and without the optional clause."""
    laid = laid_over(on.library, with_deviations({}, LOCAL), on.day)
    assert set(laid.used) == {REPLACED, ADDED}
    plan = laid.library.plans[on.plan.id]
    return Situation(laid.library, plan, replace(on.answers, left_out=frozenset({LEFT_OUT})), on.day)


@pytest.fixture(scope="module")
def own_file() -> bytes:
    """As it went out."""
    documents = document_set(with_own(sent("eskilstuna").situation))
    return DocxFormat().render(documents.main, RenderOptions(manifest=documents.manifest))


def read_own(content: bytes, present: Situation | None = None) -> Returned:
    """Read from what the file says and the wordings that the agreement has had."""
    manifest = read_manifest(content)
    assert manifest is not None
    earlier = Deviation(replace(INSTEAD, text="En äldre text."), "a", "b")
    made = made_from(library(), manifest, [earlier, *LOCAL])
    return read_returned(content, standard_for(made, present or made, manifest), render)


def test_an_untouched_file_with_wordings_of_its_own_is_unchanged_in_every_clause(own_file: bytes) -> None:
    returned = read_own(own_file)
    assert returned.is_unchanged
    assert returned.remarks == ()
    clauses = [each.clause for each in returned.clauses]
    assert {REPLACED, ADDED} <= set(clauses)
    assert LEFT_OUT not in clauses


SPLIT, SPLIT_AFTER = "personuppgifter", "skydd"
MERGED, MERGED_WITH = "unga-under-tjugoett", "skyldighet-att-lamna"
EXPECTED_OWN = {
    **EXPECTED,
    REPLACED: (State.MODIFIED, ()),
    ADDED: (State.MODIFIED, ()),
    SPLIT: (State.UNCHANGED, (Remark.SPLIT,)),
    MERGED: (State.MODIFIED, (Remark.MERGED,)),
    MERGED_WITH: (State.MODIFIED, (Remark.MERGED,)),
}
"""The twelve classes, a split and two merged clauses among them, in a file that has wordings of its own."""


@pytest.fixture(scope="module")
def edited_own_file(own_file: bytes) -> bytes:
    """The file with own wordings, edited in every way."""
    edited = Edited(twelve_edits(own_file))
    edited.reword(REPLACED, 1, f"{LOCAL_TEXT} De skriver ned vad de kommer fram till.")
    edited.reword(ADDED, 0, "Hundar och katter")
    edited.split(SPLIT, after=SPLIT_AFTER)
    edited.merge(MERGED, MERGED_WITH)
    return edited.content


def test_the_same_edits_are_told_in_a_file_with_wordings_of_its_own(edited_own_file: bytes, present: Situation) -> None:
    returned = read_own(edited_own_file, with_own(present))
    assert told(returned) == EXPECTED_OWN
    text = next(each for each in returned.clauses if each.clause == REPLACED)
    assert text.lines[-1].before == LOCAL_TEXT


def test_split_merged_and_own_wordings_are_told_after_libreoffice_has_saved_the_file(
    edited_own_file: bytes, present: Situation, tmp_path: Path
) -> None:
    returned = read_own(through_libreoffice(edited_own_file, tmp_path), with_own(present))
    assert told(returned) == EXPECTED_OWN
    kinds = {each.state for each in returned.clauses} | {remark for each in returned.clauses for remark in each.remarks}
    assert kinds == {*State, *Remark}


def test_a_wording_that_nobody_knows_any_more_is_said_to_be_one(own_file: bytes) -> None:
    manifest = read_manifest(own_file)
    assert manifest is not None
    made = made_from(library(), manifest)
    returned = read_returned(own_file, standard_for(made, made, manifest), render)
    assert any("finns inte kvar" in each for each in returned.remarks)
    assert (REPLACED, State.MODIFIED) in {(each.clause, each.state) for each in returned.clauses}


def test_what_was_removed_stands_where_it_stood(present: Situation) -> None:
    order = [each.clause for each in read(twelve_edits(sent("eskilstuna").content), present=present).clauses]
    standard = [mark.clause for mark in document_set(sent("eskilstuna").situation).main.wordings]
    assert order.index("definition") == standard.index("definition")


@settings(max_examples=12)
@given(data=st.data())
def test_an_edit_of_one_clause_is_told_of_that_clause_alone(data: st.DataObject) -> None:
    clauses = [mark.clause for mark in document_set(sent("bjurholm").situation).main.wordings]
    clause = data.draw(st.sampled_from(clauses))
    words = data.draw(st.text("abcdefghijklåäö ", min_size=3, max_size=60).filter(str.strip))
    edited = Edited(sent("bjurholm").content)
    paragraphs = edited.paragraphs(clause)
    lines = [number for number, each in enumerate(paragraphs) if each.runs and each.text.strip()]
    line = data.draw(st.sampled_from(lines))
    paragraphs[line].runs[0].text = f"Xq {words} {paragraphs[line].runs[0].text}"
    returned = read(edited.content, "bjurholm")
    assert [(each.clause, each.state) for each in returned.clauses if each.deviates] == [(clause, State.MODIFIED)]
    assert returned.outside == ()


# --- What Word keeps beside the text ----------------------------------------------------------------------------------


def test_tracked_changes_are_read_both_ways_and_keep_who_made_them() -> None:
    edited = Edited(sent("eskilstuna").content)
    edited.track("avslut", 1, " Så här vill nämnden ha det.", "Anna Jurist")
    edited.track_removal("flytt", 1, "Bo Polis")
    returned = {each.clause: each for each in read(edited.content).clauses}
    assert returned["avslut"].state is State.MODIFIED
    assert returned["avslut"].before_tracked is State.UNCHANGED
    change = returned["avslut"].revisions[0]
    assert (change.who, change.change, change.text.strip()) == ("Anna Jurist", "infogat", "Så här vill nämnden ha det.")
    assert {each.who for each in returned["flytt"].revisions} == {"Bo Polis"}
    assert returned["flytt"].before_tracked is State.UNCHANGED
    assert [each for each in returned if returned[each].deviates] == ["flytt", "avslut"]


def test_comments_are_told_at_their_clause() -> None:
    edited = Edited(sent("eskilstuna").content)
    edited.comment("oenighet", 1, "Är detta rimligt?", "Anna Jurist")
    returned = {each.clause: each for each in read(edited.content).clauses}
    assert [(each.who, each.text) for each in returned["oenighet"].comments] == [("Anna Jurist", "Är detta rimligt?")]
    assert returned["oenighet"].state is State.UNCHANGED


def test_a_file_without_any_marks_is_recognised_by_its_words() -> None:
    edited = Edited(sent("eskilstuna").content)
    for mark in document_set(sent("eskilstuna").situation).main.wordings:
        edited.unmark(mark.clause)
    returned = read(edited.content)
    assert {each.state for each in returned.clauses} == {State.UNCHANGED}
    assert {each.remarks for each in returned.clauses} == {(Remark.UNSURE,)}


def test_a_clause_of_ones_own_written_inside_a_frame_is_told_as_added() -> None:
    edited = Edited(sent("eskilstuna").content)
    edited.write_after("avslut", OWN_HEADING, OWN_TEXT)
    frame = edited.frame("avslut")
    for _ in range(2):
        frame.find("{*}sdtContent").append(frame.getnext())
    returned = read(edited.content)
    assert told(returned) == {OWN_HEADING: (State.ADDED, ())}


def test_a_changed_title_is_told_outside_the_clauses() -> None:
    edited = Edited(sent("eskilstuna").content)
    title = next(each for each in edited.word.paragraphs if each.text.startswith("Samverkansöverenskommelse"))
    title.runs[0].text += " (omarbetad)"
    returned = read(edited.content)
    assert [line.mark for line in returned.outside] == ["ändrad"]
    assert told(returned) == {}


def test_a_clause_that_was_split_is_one_clause_in_two_places() -> None:
    clauses = [each.clause for each in read(sent("eskilstuna").content).clauses]
    edited = Edited(sent("eskilstuna").content)
    edited.split("bakgrund", after=clauses[clauses.index("bakgrund") + 3])
    returned = read(edited.content)
    assert told(returned) == {"bakgrund": (State.UNCHANGED, (Remark.SPLIT,))}


def test_clauses_that_were_written_together_are_both_said_to_be() -> None:
    one, other = "unga-under-tjugoett", "skyldighet-att-lamna"
    edited = Edited(sent("eskilstuna").content)
    edited.merge(one, other)
    found = told(read(edited.content))
    assert set(found) == {one, other}
    assert all(Remark.MERGED in remarks for _, remarks in found.values())
    assert found[one][0] is State.MODIFIED
