"""A change of the law is followed to every text that rests on it, and to what has to be done."""

from __future__ import annotations

from datetime import date

import pytest

from generator.assembly.select import select
from generator.library.checks_text import citation_ids, inlines_of
from generator.library.load import is_content
from generator.library.template import Slot
from generator.review.law_change import (
    Fate,
    LawChange,
    LawChangeError,
    affected,
    citing_clauses,
    read_change,
)
from generator.review.register import register, status_on
from tests.cases.documents import library
from tests.review.situations import case

NEW_YEAR = date(2027, 1, 1)
DAY = date(2026, 11, 22)


def change(provision: str, fate: str = "ändrad") -> LawChange:
    return read_change(library(), provision, fate, NEW_YEAR)


# --- How a change is written ---


@pytest.mark.parametrize(
    "written", ["SoL 12:1", "12 kap. 1 § SoL", "12 kap. 1 § socialtjänstlagen (2025:400)", "SoL 12 kap 1 §"]
)
def test_a_provision_may_be_written_as_people_write_it(written: str) -> None:
    assert change(written).provisions == ("SoL 12:1",)


def test_a_chapter_and_a_whole_statute_mean_every_provision_in_them() -> None:
    chapter, statute = change("SoL 29").provisions, change("SoL").provisions
    assert chapter == tuple(each for each in library().sources if each.startswith("SoL 29:"))
    assert statute == tuple(each for each in library().sources if each.startswith("SoL "))
    assert 1 < len(chapter) < len(statute)


def test_a_replacement_names_what_comes_instead() -> None:
    read = change("SoL 12:1", "ersatt:SoL 12:9")
    assert (read.fate, read.successor) == (Fate.REPLACED, "SoL 12:9")


@pytest.mark.parametrize(
    ("provision", "fate"),
    [
        ("SoL 99:1", "upphävd"),
        ("", "upphävd"),
        ("hej", "upphävd"),
        ("SoL2001 99:9", "upphävd"),
        ("SoL 12:1", "borta"),
        ("SoL 12:1", ""),
        ("SoL 12:1", "ersatt"),
        ("SoL 12:1", "ersatt:"),
        ("SoL 12:1", "upphävd:SoL 12:2"),
    ],
)
def test_what_is_no_change_is_refused_with_how_to_write_one(provision: str, fate: str) -> None:
    with pytest.raises(LawChangeError, match=r"Skriv .*SoL 12:"):
        change(provision, fate)


# --- What it touches ---


@pytest.mark.parametrize("provision", [each for each in library().sources if not each.startswith("SoL2001")])
def test_every_text_that_names_a_provision_is_found(provision: str) -> None:
    named = {
        clause.id
        for clause in library().clauses.values()
        if (wording := clause.at(NEW_YEAR))
        for inline in inlines_of(wording.blocks)
        if isinstance(inline, Slot) and inline.filter == "lagrum" and provision in citation_ids(inline.literal)
    }
    found = affected(library(), LawChange((provision,), NEW_YEAR, Fate.REPEALED))
    assert {each.wording.clause for each in found.wordings if each.in_text} == named
    assert named <= found.clauses


def test_a_provision_that_nothing_rests_on_touches_only_the_register() -> None:
    found = affected(library(), LawChange(("X 1",), NEW_YEAR, Fate.AMENDED))
    assert (found.wordings, found.plans, found.requirements) == ((), (), ())
    assert [each.where for each in found.tasks] == ["lagrum.yaml"]


def test_every_touched_clause_has_a_task_in_a_file_that_the_library_would_read() -> None:
    found = affected(library(), change("SoL 19:1", "upphävd"))
    written = {task.where for task in found.tasks}
    assert all(is_content(where) for where in written)
    for each in found.wordings:
        assert f"{each.wording.file.rpartition('/')[0]}/2027-01-01.md" in written
    assert all(task.who and task.what.endswith(".") for task in found.tasks)


def test_requirements_that_name_the_provision_are_in_the_list() -> None:
    found = affected(library(), change("BrF 9", "upphävd"))
    assert {each.plan for each in found.requirements} == {"samverkansoverenskommelse", "medborgarlofte"}
    assert sum(task.where == "krav.yaml" for task in found.tasks) == len(found.requirements)


def test_a_successor_that_nobody_has_read_is_to_be_read_first() -> None:
    tasks = affected(library(), change("SoL 12:1", "ersatt:SoL 12:99")).tasks
    assert [task.what for task in tasks[:2]] == [
        "Skriv upphävd: 2027-01-01 och ersatt_av: ”SoL 12:99” på SoL 12:1.",
        "Läs SoL 12:99 och för in bestämmelsen med källa och kontrolldag.",
    ]
    known = affected(library(), change("SoL 12:1", "ersatt:SoL 12:2")).tasks
    assert not any("för in" in task.what for task in known)


@pytest.mark.parametrize("name", ["bjurholm", "goteborg", "eskilstuna"])
def test_the_clauses_of_one_agreement_that_rest_on_a_provision_are_found(name: str) -> None:
    situation = case(name)
    expected = {each.clause for each in select(situation).included if "SoL 19:1" in each.sources}
    found = set(citing_clauses(situation, ("SoL 19:1",)))
    assert expected <= found
    assert found <= affected(library(), change("SoL 19:1")).clauses
    assert citing_clauses(situation, ("X 1",)) == ()


# --- The register ---


def test_the_register_tells_of_every_provision_where_it_is_cited() -> None:
    rows = register(library(), DAY)
    assert [row.source.id for row in rows] == list(library().sources)
    for row in rows:
        resting = {each.clause for each in library().wordings_at(DAY).values() if row.source.id in each.sources}
        assert set(row.clauses) == resting
        assert bool(row.plans) == bool(resting)


def test_a_provision_read_long_ago_needs_attention_only_where_a_text_rests_on_it() -> None:
    rows = {row.source.id: row for row in register(library(), date(2028, 1, 1))}
    assert all(row.is_old == bool(row.clauses) for row in rows.values())
    assert all(row.needs_attention for row in rows.values() if row.clauses)
    assert not any(row.needs_attention for row in rows.values() if not row.clauses)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2025, 6, 30), "gäller inte än"), (date(2025, 7, 1), "gäller"), (date(2030, 1, 1), "gäller")],
)
def test_a_provision_is_told_as_it_stands_on_the_day(day: date, status: str) -> None:
    assert status_on(library().sources["SoL 4:1"], day) == status


@pytest.mark.parametrize(("day", "status"), [(date(2025, 6, 30), "gäller"), (date(2025, 7, 1), "upphävd")])
def test_a_repealed_provision_was_in_force_until_the_day(day: date, status: str) -> None:
    assert status_on(library().sources["SoL2001 2:1"], day) == status
