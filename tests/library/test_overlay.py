"""Local wordings are read, checked and proved like the library's; one with a fault is left out and told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.proof import prove
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import Section
from generator.errors import Finding
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, Overlaid, overlay, read_local, text_of
from generator.library.reader import Findings
from generator.resources import clauses_dir
from tests.tools import REPOSITORY

DAY = date(2026, 11, 22)
PLAN = "samverkansoverenskommelse"


@cache
def library() -> Library:
    return load_library(clauses_dir())


def proved(tried: Library) -> Iterable[Finding]:
    return prove(tried, DAY).findings


def laid(*local: LocalWording) -> Overlaid:
    return overlay(library(), local, DAY, proved)


def replacing(clause: str, text: str, **more: str) -> LocalWording:
    base = library().wordings_at(DAY)[clause]
    told = {"heading": base.heading, "reason": "Nämnden vill det.", "base": base.sha256, "base_text": text_of(base)}
    return LocalWording(LocalKind.REPLACE, clause, text=text, **{**told, **more})


def adding(text: str, after: str = "avslut", clause: str = "egen-parkering", plan: str = PLAN) -> LocalWording:
    return LocalWording(LocalKind.ADD, clause, "Parkering", text, "Nämnden vill det.", after=after, plan=plan)


def sections(tried: Library) -> dict[str, Section]:
    file = read_answers_file(REPOSITORY / "tests/cases/bjurholm/answers.yaml")
    main = document_set(situation_for(tried, plan_for(tried, file.plan), file.answers, DAY)).main
    return {section.wording.clause: section for _, section in main.walk() if section.wording}


def test_without_local_wordings_the_library_is_the_same() -> None:
    assert laid().library == library()


def test_a_local_wording_stands_instead_of_the_librarys_and_nothing_else_changes() -> None:
    local = replacing("avslut", "Ärendet avslutas när båda är nöjda.")
    before, after = sections(library()), sections(laid(local).library)
    assert {clause for clause in before if before[clause] != after[clause]} == {"avslut"}
    assert before["avslut"].wording != after["avslut"].wording


def test_a_clause_of_ones_own_stands_after_the_one_it_follows() -> None:
    result = laid(adding("Den som kommer till ett möte får parkera på gården."))
    assert not result.refused
    order = list(sections(result.library))
    assert order.index("egen-parkering") == order.index("avslut") + 1


@pytest.mark.parametrize("clause", sorted(library().wordings_at(DAY)))
def test_every_clause_can_be_taken_over_as_it_stands(clause: str) -> None:
    wording = library().wordings_at(DAY)[clause]
    findings = Findings("prov")
    taken = read_local(replacing(clause, text_of(wording)), wording, findings)
    assert list(findings.found) == []
    assert taken
    assert without_lines(taken.blocks) == without_lines(wording.blocks)


def without_lines(blocks: object) -> str:
    return re.sub(r"line=\d+", "", repr(blocks))


FAULTS = {
    "an unknown word": ("Här står {{ nagot_okant }}.", "text-okant-namn"),
    "a statement that Jinja would run": ("{% if sant %}Ja{% endif %}", ""),
    "a call": ("{{ ''.__class__ }}", ""),
    "a provision written by hand": ("Det gäller enligt 4 kap. 1 § socialtjänstlagen.", ""),
    "a reference that leads nowhere": ('Se {{ "finns-inte" | punkt }}.', ""),
    "HTML": ("<b>Fet</b> text i överenskommelsen.", ""),
    "guidance": ("> [!VÄGLEDNING]\n> Gör så här.\n\nText.", "lokal-vagledning"),
    "no text": ("", "klausul-tom"),
    "an invisible sign": ("Text med \u200b osynligt tecken.", "fil-tecken"),
    "a promise of secrecy without exception": ("Allt som sägs stannar alltid mellan parterna.", None),
}


@pytest.mark.parametrize("fault", [name for name, (_, rule) in FAULTS.items() if rule is not None])
def test_a_local_wording_with_a_fault_is_left_out_and_told(fault: str) -> None:
    text, rule = FAULTS[fault]
    result = laid(replacing("avslut", text))
    assert result.library == library()
    assert result.used == {}
    told = result.refused["avslut"]
    assert told
    assert all(found.message for found in told)
    assert not rule or rule in {found.rule for found in told}


@pytest.mark.parametrize(("field", "rule"), [("heading", "lokal-rubrik"), ("reason", "lokal-skal")])
def test_heading_and_reason_must_be_there(field: str, rule: str) -> None:
    result = laid(replace(replacing("avslut", "Ärendet avslutas."), **{field: "  "}))
    assert rule in {found.rule for found in result.refused["avslut"]}


@pytest.mark.parametrize("fault", ["{{ okant_ord }}", "<b>fet</b>", "{% if x %}"])
def test_a_fault_is_told_on_the_line_of_the_text_where_it_is(fault: str) -> None:
    result = laid(replacing("avslut", f"Första stycket är rätt.\n\nDet andra har {fault} i sig."))
    assert {found.line for found in result.refused["avslut"]} == {3}


@pytest.mark.parametrize(
    "local",
    [
        adding("Text.", after="finns-inte"),
        adding("Text.", clause="avslut"),
        adding("Text.", clause="parkering"),
        adding("Text.", plan="finns-inte"),
        adding("Text.", plan="samtycke"),
        LocalWording(LocalKind.REPLACE, "finns-inte", "Rubrik", "Text.", "Skäl."),
    ],
)
def test_a_local_wording_without_a_place_is_left_out_and_told(local: LocalWording) -> None:
    result = laid(local)
    assert result.library == library()
    assert result.refused[local.clause]


def test_one_fault_does_not_keep_the_others_out() -> None:
    result = laid(replacing("avslut", "{{ okant }}"), replacing("oenighet", "Parterna talar med varandra."))
    assert set(result.used) == {"oenighet"}
    assert set(result.refused) == {"avslut"}


def test_a_national_change_under_a_local_wording_is_told_and_the_local_text_stays() -> None:
    result = laid(replacing("avslut", "Ärendet avslutas.", base="0" * 64))
    assert result.outdated == ("avslut",)
    assert set(result.used) == {"avslut"}


@settings(max_examples=15)
@given(text=st.text(max_size=300))
def test_no_text_at_all_ends_in_anything_but_a_use_or_a_remark(text: str) -> None:
    result = overlay(library(), [replacing("avslut", text)], DAY, lambda _: ())
    assert bool(result.used) is not bool(result.refused)
    if result.used:
        shown = get_format("txt").render(document_of(result.library), RenderOptions()).decode()
        assert "{{" not in text or "{{" in shown or "avslut" in result.used


def document_of(tried: Library):  # type: ignore[no-untyped-def]  # a Document, for the line above
    file = read_answers_file(REPOSITORY / "tests/cases/bjurholm/answers.yaml")
    return document_set(situation_for(tried, plan_for(tried, file.plan), file.answers, DAY)).main
