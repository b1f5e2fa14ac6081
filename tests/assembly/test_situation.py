"""Which answers count: those that are given, suggested or default, to questions that are shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.assemble import document_set
from generator.assembly.prefill import PREFILLS
from generator.assembly.readiness import remarks
from generator.assembly.situation import Effective, Origin, Situation, default_answer
from generator.library.questions import PREFILLS as PREFILL_NAMES
from generator.reference import all_municipalities
from tests.assembly.known import BJURHOLM, ESKILSTUNA, GOTLAND, real, situation, small
from tests.assembly.strategies import answers_for


def test_a_given_answer_goes_before_a_suggestion() -> None:
    assert situation({"kommuner": [ESKILSTUNA], "storlek": "liten"}).effective("storlek") == Effective(
        "liten", Origin.GIVEN
    )


def test_a_suggestion_fills_in_what_is_not_answered() -> None:
    effective = situation({"kommuner": [ESKILSTUNA]}).effective("storlek")
    assert (effective.value, effective.origin) == ("stor", Origin.PREFILLED)


def test_a_default_counts_where_there_is_no_suggestion() -> None:
    assert situation({}).effective("form") == Effective("fristaende", Origin.DEFAULT)
    assert situation({}).effective("jour") == Effective(False, Origin.DEFAULT)


def test_what_is_neither_given_nor_suggested_is_missing() -> None:
    assert situation({}).effective("antal") == Effective(None, Origin.MISSING)
    assert situation({}).effective("storlek") == Effective(None, Origin.MISSING)


def test_who_says_that_there_are_none_is_not_contradicted_by_a_suggestion() -> None:
    shown = {"kommuner": [ESKILSTUNA], "problemlage": "kand"}
    assert situation(shown).value("problem") == ("utsatt_omrade",)
    assert situation({**shown, "problem": []}).effective("problem") == Effective(None, Origin.GIVEN)
    assert situation({**shown, "problem": []}).facts["problem"] == frozenset()


def test_the_answer_to_a_hidden_question_is_ignored() -> None:
    hidden = situation({"kommuner": [ESKILSTUNA], "problem": ["natverk"], "beskrivning": "x"})
    assert hidden.effective("problem") == Effective(None, Origin.HIDDEN)
    assert hidden.value("beskrivning") is None
    assert hidden.facts["problem"] == frozenset()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ({}, []),
        ({"problemlage": "kand"}, ["problem"]),
        ({"problemlage": "kand", "problem": ["annat"]}, ["problem", "beskrivning"]),
        ({"problemlage": "kand", "problem": ["utsatt_omrade"]}, ["problem", "omraden"]),
        ({"problemlage": "ingen", "problem": ["annat"], "beskrivning": "x"}, []),
        ({"problem": ["annat"]}, []),
    ],
)
def test_a_question_is_shown_through_a_chain_of_answers(raw: dict[str, object], shown: list[str]) -> None:
    seen = situation(raw)
    assert [each for each in ("problem", "beskrivning", "omraden") if seen.is_shown(each)] == shown


def test_a_question_may_wait_for_a_class() -> None:
    assert not situation({"kommuner": [ESKILSTUNA]}).is_shown("storlek_skal")
    assert not situation({"kommuner": [ESKILSTUNA], "storlek": "stor"}).is_shown("storlek_skal")
    assert situation({"kommuner": [ESKILSTUNA], "storlek": "liten"}).is_shown("storlek_skal")


def test_hidden_choices_hold_no_condition() -> None:
    facts = situation({"p_vem": "sjalv"}, "blad").facts
    assert facts["p_vem"] is None
    assert facts["p_ung"] is False


def test_what_is_missing_is_told_with_what_is_wanted() -> None:
    messages = {problem.field: problem.message for problem in situation({}, "blad").missing()}
    assert set(messages) == {"p_namn", "p_ung"}
    assert "ja eller nej" in messages["p_ung"]
    messages = {
        problem.field: problem.message for problem in situation({"p_ung": "ja", "p_namn": "x"}, "blad").missing()
    }
    assert list(messages) == ["p_vem"] and "sjalv, vardnadshavare" in messages["p_vem"]


def test_a_required_question_is_not_answered_by_none() -> None:
    assert next(problem.field for problem in situation({"kommuner": []}).missing()) == "kommuner"
    missing = situation({"kommuner": [ESKILSTUNA], "namnder": []}).missing()
    assert [problem.field for problem in missing] == ["namnder"]


def test_a_missing_part_of_a_row_is_told_with_its_row() -> None:
    rows = [{"part": "polisen", "funktion": "Vakt"}, {"part": "polisen"}]
    missing = situation({"kommuner": [ESKILSTUNA], "kontakter": rows}).missing()
    assert [problem.field for problem in missing] == ["kontakter.2.funktion"]


def test_what_is_suggested_is_not_missing() -> None:
    assert situation({"kommuner": [ESKILSTUNA]}).missing() == []


def test_an_annex_sees_the_same_answers_and_misses_the_same() -> None:
    main = situation({"problemlage": "kand", "kontakter": [{"part": "polisen"}]})
    annex = main.seen_from(small().plans["lista"])
    assert annex.plan.id == "lista" and main.plan.id == "avtal"
    assert annex.rows("kontakter") == main.rows("kontakter")
    assert annex.missing() == main.missing() != []


def test_asking_for_a_question_that_is_not_there_gives_nothing() -> None:
    assert situation({}).rows("finns_inte") == ()
    assert situation({}).texts("finns_inte") == ()


def test_facts_can_be_listed() -> None:
    facts = situation({}).facts
    assert len(facts) == len(small().facts)
    assert {fact_id: facts[fact_id] for fact_id in facts}["lugnt"] is True


@pytest.mark.parametrize(
    ("raw", "lugnt", "stor_ensam"),
    [
        ({"kommuner": [BJURHOLM]}, True, False),
        ({"kommuner": [ESKILSTUNA]}, True, True),
        ({"kommuner": [ESKILSTUNA], "jour": "ja"}, False, True),
        ({"kommuner": [ESKILSTUNA, BJURHOLM], "problemlage": "kand"}, False, False),
    ],
)
def test_derived_facts_follow_their_formula(raw: dict[str, object], lugnt: bool, stor_ensam: bool) -> None:
    facts = situation(raw).facts
    assert (facts["lugnt"], facts["stor_ensam"]) == (lugnt, stor_ensam)


# --- Suggestions ---


def test_every_source_that_a_question_may_name_exists() -> None:
    assert set(PREFILLS) == set(PREFILL_NAMES)


def suggested(question_id: str, *codes: str, **raw: object):
    return situation({"kommuner": list(codes), **raw}).suggestion(question_id)


@pytest.mark.parametrize("municipality", all_municipalities(), ids=lambda each: each.code)
def test_every_municipality_gets_its_size_region_boards_and_signers(municipality) -> None:
    seen = situation({"kommuner": [municipality.code]})
    assert seen.suggestion("storlek").value in ("liten", "medel", "stor", "storstad")  # type: ignore[union-attr]
    assert seen.suggestion("polisregion").value == municipality.police_region  # type: ignore[union-attr]
    assert seen.value("namnder") == ({"kommun": municipality.code, "namn": "socialnämnden"},)
    assert [row["part"] for row in seen.rows("undertecknare")] == [municipality.code, "polisen"]
    assert seen.missing() == []


@pytest.mark.parametrize("municipality", all_municipalities(), ids=lambda each: each.code)
def test_every_suggestion_says_where_it_comes_from(municipality) -> None:
    seen = situation({"kommuner": [municipality.code], "problemlage": "kand"})
    for question in small().questions.values():
        suggestion = seen.suggestion(question.id)
        if suggestion is not None:
            assert suggestion.note.endswith(".")
    size = seen.suggestion("storlek")
    assert size is not None and municipality.name in size.note
    assert re.search(r"31 december 20\d\d \(SCB\)", size.note) and re.search(r"indelning 20\d\d", size.note)
    for question_id in ("polisregion", "polisomrade"):
        unit = seen.suggestion(question_id)
        assert unit is None or re.search(r"20\d\d", unit.note)
    for question_id in ("problem", "omraden"):
        areas = seen.suggestion(question_id)
        assert areas is None or re.search(r"utsatta områden 20\d\d\.", areas.note)


def test_several_municipalities_get_the_size_of_the_largest() -> None:
    size = suggested("storlek", BJURHOLM, ESKILSTUNA)
    assert size.value == "stor" and size.note.startswith("Eskilstuna: ")


def test_municipalities_in_different_regions_get_no_region() -> None:
    assert suggested("polisregion", ESKILSTUNA, BJURHOLM) is None
    assert suggested("polisomrade", ESKILSTUNA, BJURHOLM) is None


def test_nothing_is_guessed_about_an_unknown_district() -> None:
    unknown = [each.code for each in all_municipalities() if suggested("polisdistrikt", each.code) is None]
    assert unknown
    assert situation({"kommuner": unknown[:1]}).effective("polisdistrikt") == Effective(None, Origin.MISSING)


def test_signers_follow_the_boards_that_are_given() -> None:
    boards = [{"kommun": ESKILSTUNA, "namn": "socialnämnden"}, {"kommun": ESKILSTUNA, "namn": "vuxennämnden"}]
    rows = suggested("undertecknare", ESKILSTUNA, namnder=boards).value
    assert [(row["part"], row.get("organ")) for row in rows] == [
        (ESKILSTUNA, "Socialnämnden"), (ESKILSTUNA, "Vuxennämnden"), ("polisen", None),
    ]  # fmt: skip


def test_contacts_are_suggested_as_one_row_for_each_party_that_says_nothing_more() -> None:
    seen = situation({"kommuner": [BJURHOLM, ESKILSTUNA]}, "samverkansoverenskommelse", real())
    assert seen.rows("kontakter") == ({"part": BJURHOLM}, {"part": ESKILSTUNA}, {"part": "polisen"})
    assert seen.effective("kontakter").origin is Origin.PREFILLED


def test_a_row_that_only_says_for_whom_stops_nobody_but_the_text_shows_what_it_lacks() -> None:
    begun = [{"part": BJURHOLM}, {"part": "polisen", "namn": "Anna Ek"}]
    seen = situation({"kommuner": [BJURHOLM], "kontakter": begun}, "samverkansoverenskommelse", real())
    missing = [problem.field for problem in seen.missing()]
    assert "kontakter.2.funktion" in missing and "kontakter.1.funktion" not in missing
    gaps = {remark.question for remark in remarks(seen, document_set(seen)) if remark.code == "lucka"}
    assert "kontakter" in gaps


def agreement(**raw: object) -> Situation:
    return situation({"kommuner": [BJURHOLM], **raw}, "samverkansoverenskommelse", real())


def remaining(seen: Situation, code: str) -> list[str]:
    return [remark.question for remark in remarks(seen, document_set(seen)) if remark.code == code]


GOAL = {"atagande": "Ring", "agare": "Chefen", "mal": "Inom en dag", "uppfoljningsdag": "2027-05-01"}


def test_every_problem_that_is_chosen_gets_a_row_that_nobody_is_stopped_by() -> None:
    seen = agreement(problemlage="kand", problem=["heder", "oppna_drogmiljoer"])
    assert seen.rows("mal") == ({"problem": "heder"}, {"problem": "oppna_drogmiljoer"})
    assert [each for each in seen.missing() if each.field.startswith("mal")] == []
    assert agreement(problemlage="kand", problem=[]).rows("mal") == ()


def test_a_problem_is_met_by_a_whole_row_only() -> None:
    rows: list[dict[str, object]] = [{"problem": "heder", **GOAL}, {"problem": "oppna_drogmiljoer"}]
    begun = agreement(problemlage="kand", problem=["heder", "oppna_drogmiljoer"], mal=rows)
    assert remaining(begun, "rod-trad") == ["mal"]
    rows[1] |= GOAL
    whole = agreement(problemlage="kand", problem=["heder", "oppna_drogmiljoer"], mal=rows)
    assert remaining(whole, "rod-trad") == [] and "mal" not in remaining(whole, "lucka")


def test_districts_say_for_which_municipality_nothing_is_known() -> None:
    known = suggested("polisdistrikt", ESKILSTUNA)
    both = suggested("polisdistrikt", ESKILSTUNA, BJURHOLM)
    assert "finns inget förslag" not in known.note
    assert both.value == known.value and both.note.endswith("För Bjurholm finns inget förslag: lägg till.")


def test_without_a_municipality_nothing_is_suggested() -> None:
    assert [each for each in small().questions if situation({}).suggestion(each) is not None] == []


def test_areas_are_suggested_by_category() -> None:
    assert suggested("problem", ESKILSTUNA, problemlage="kand").value == ("utsatt_omrade",)
    assert suggested("problem", "1480", problemlage="kand").value == ("utsatt_omrade", "sarskilt_utsatt_omrade")
    assert suggested("problem", GOTLAND, problemlage="kand") is None


# --- The lawyers' own questions ---


def test_every_default_can_be_read_as_an_answer() -> None:
    for question in real().questions.values():
        assert (default_answer(question) is None) == (not question.default)


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize(
    "plan", [plan for plan in real().plans.values() if plan.question_ids], ids=lambda plan: plan.id
)
def test_a_hidden_question_counts_as_unanswered_whatever_was_given(plan, data: st.DataObject) -> None:
    raw = data.draw(answers_for(real(), plan))
    seen = situation(raw, plan.id, real())
    hidden = [question_id for question_id in plan.question_ids if not seen.is_shown(question_id)]
    without: Situation = situation({key: value for key, value in raw.items() if key not in hidden}, plan.id, real())
    assert dict(seen.facts) == dict(without.facts)
    assert all(seen.value(question_id) is None for question_id in hidden)
