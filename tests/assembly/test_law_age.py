"""Law that was read long ago is asked about before signing, and never stops a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set, situation_for
from generator.assembly.confirmations import KEY
from generator.assembly.law_age import LAW_REVIEWER
from generator.assembly.readiness import Remark, remarks, settled
from generator.assembly.situation import Situation
from generator.library.model import Library
from tests.cases.documents import library

DAY = date(2026, 11, 21)
LATE = date(2027, 6, 1)
WHO = "Anna Ek, kommunjurist, 2026-11-20"


def seen(raw: dict[str, object], read: Library, day: date = DAY) -> Situation:
    answers = {"kommuner": ["2403"], "akut_ingang": "egen_socialjour", **raw}
    return situation_for(read, read.plans["samverkansoverenskommelse"], answers, day)


def asked(situation: Situation) -> list[Remark]:
    return [each for each in remarks(situation, document_set(situation)) if each.mark.startswith("rattslage.")]


def freshly_read(sources: Library, day: date, but: str = "") -> Library:
    read = {id_: each if id_ == but else replace(each, checked=day) for id_, each in sources.sources.items()}
    return replace(sources, sources=read)


def test_the_reviewer_is_asked_through_which_day_the_law_is_checked_and_where_it_is_cited() -> None:
    (remark,) = asked(seen({}, library()))
    assert (remark.code, remark.who, remark.place) == ("bekrafta", LAW_REVIEWER, "skyldighet-att-lamna")
    assert remark.document == "samverkansoverenskommelse"
    assert "kontrollerad t.o.m. den dag du anger" in remark.message
    assert "(2025:170)" in remark.message and "den 3 april 2025" in remark.message


def test_the_answer_is_kept_with_the_agreement_and_can_be_shown() -> None:
    (remark,) = asked(seen({}, library()))
    answered = seen({KEY: {remark.mark: WHO}}, library())
    assert asked(answered) == []
    assert [(each.mark, who) for each, who in settled(answered)] == [(remark.mark, WHO)]


def test_the_text_is_the_same_before_and_after() -> None:
    before = seen({}, library())
    (remark,) = asked(before)
    assert document_set(before) == document_set(seen({KEY: {remark.mark: WHO}}, library()))


def test_nothing_is_asked_when_the_law_was_read_within_a_year() -> None:
    assert asked(seen({}, freshly_read(library(), DAY))) == []
    assert asked(seen({}, freshly_read(library(), date(2025, 11, 21)))) == []
    assert len(asked(seen({}, freshly_read(library(), date(2025, 11, 20))))) == 1


def test_an_answer_belongs_to_the_provisions_as_they_were_read() -> None:
    (remark,) = asked(seen({}, library()))
    given: dict[str, object] = {KEY: {remark.mark: WHO}}
    assert len(asked(seen({**given, "samverkansformer": ["skola"]}, library()))) == 1
    assert len(asked(seen(given, library(), LATE))) == 1
    assert len(asked(seen(given, freshly_read(library(), date(2025, 5, 1))))) == 1


def test_many_provisions_are_counted_and_few_are_named() -> None:
    (many,) = asked(seen({}, library(), LATE))
    (one,) = asked(seen({}, freshly_read(library(), LATE, but="SoL 4:1"), LATE))
    assert " lagrum, som lästes senast den 3 april 2025." in many.message
    assert "4\xa0kap. 1\xa0§ socialtjänstlagen (2025:400), som lästes senast den 12 februari 2026." in one.message


def test_law_that_only_an_annex_cites_leads_to_the_annex() -> None:
    only = freshly_read(library(), LATE, but="SoL 20:7")
    clauses = {id_: each for id_, each in only.clauses.items() if id_ not in ("barnets-rost",)}
    (remark,) = asked(seen({}, replace(only, clauses=clauses), LATE))
    assert remark.document == "arendegang"


def test_a_document_for_a_person_is_never_asked_about() -> None:
    plan = library().plans["samtycke"]
    for blank in plan.blanks:
        situation = Situation(library(), plan, read_answers(library(), plan, dict(blank.answers)), LATE)
        assert asked(situation) == []
