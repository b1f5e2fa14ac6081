"""Why each clause is in or out, and which smallest changes of answers would flip it."""

from __future__ import annotations

from functools import partial
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.answers import Answers, read_answers
from generator.assembly.changes import Change, Wanted
from generator.assembly.explain import MAX_SETS, Explanation, conditions_in_words, explain, explain_all
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.select import candidates
from generator.assembly.situation import Situation
from generator.library.conditions import Condition, all_hold
from generator.library.model import FactKind, Library, QuestionType
from tests.assembly.known import BJURHOLM, DAY, ESKILSTUNA, GOTEBORG, GOTLAND, real, situation, small
from tests.assembly.strategies import answers_for

PLANS = [plan for plan in real().plans.values() if plan.question_ids]


def explained(clause: str, plan: str = "avtal", **raw: object) -> Explanation:
    base = {"kommuner": [ESKILSTUNA]} if plan == "avtal" else {}
    return next(each for each in explain_all(situation({**base, **raw}, plan)) if each.clause == clause)


def told(explanation: Explanation) -> list[list[tuple[str, object, object]]]:
    return [
        [(change.question, change.before, change.after) for change in changes] for changes in explanation.would_change
    ]


# --- Reasons ---


def test_a_clause_without_conditions_is_always_there() -> None:
    explanation = explained("parter")
    assert explanation.included and told(explanation) == []
    assert explanation.reasons == ("Klausulen står alltid med i det här dokumentet.",)


def test_a_clause_that_is_in_names_every_condition() -> None:
    assert explained("arbete-ensam", kommuner=[BJURHOLM]).reasons == (
        "Flera kommuner är parter: nej.",
        "Kommunens storlek: liten.",
    )


def test_a_clause_that_is_out_names_what_fails_and_what_is_required() -> None:
    assert explained("arbete-ensam").reasons == ("Kommunens storlek: stor. Klausulen kräver: liten eller medelstor.",)


def test_a_formula_is_explained_one_step_down() -> None:
    assert explained("lugn", jour="ja").reasons == (
        "Varken problem eller jour finns: nej (det finns en känd problembild: nej; Jour: ja). Klausulen kräver: ja.",
    )


def test_a_question_that_is_not_asked_is_told_as_such() -> None:
    assert explained("natverken").reasons == ("Problem: frågan ställs inte. Klausulen kräver: Nätverk.",)


def test_nothing_chosen_is_told_as_such() -> None:
    assert explained("natverken", problemlage="kand", problem=[]).reasons[0].startswith("Problem: inget valt. ")
    reasons = explained("under-ung", "blad", p_ung="ja").reasons
    assert reasons == ("Vem bestämmer: inget svar. Klausulen kräver: Den unge.",)


# --- Changes ---


def test_one_answer_may_be_enough() -> None:
    assert told(explained("jour")) == [[("jour", "nej", "ja")]]
    assert told(explained("jour", jour="ja")) == [[("jour", "ja", "nej")]]


def test_a_hidden_answer_needs_the_answer_that_shows_it() -> None:
    assert told(explained("annat-problem")) == [
        [("problemlage", "ingen", "kand"), ("problem", ("utsatt_omrade",), ("utsatt_omrade", "annat"))]
    ]


def test_an_answer_that_waits_behind_a_hidden_question_is_enough_once_it_is_shown() -> None:
    assert told(explained("natverken", problem=["natverk"])) == [[("problemlage", "ingen", "kand")]]


def test_several_values_may_have_to_go_at_once() -> None:
    both = ("utsatt_omrade", "sarskilt_utsatt_omrade")
    explanation = explained("omradena", problemlage="kand", problem=list(both))
    assert told(explanation) == [[("problemlage", "kand", "ingen")]]
    adding = explained("omradena", problemlage="kand", problem=["annat"])
    assert told(adding) == [
        [("problem", ("annat",), ("utsatt_omrade", "annat"))],
        [("problem", ("annat",), ("sarskilt_utsatt_omrade", "annat"))],
    ]


def test_many_values_can_be_taken_out_at_once() -> None:
    """Above six values not every combination is tried, but all of them together still is."""
    chosen = [choice.id for choice in real().questions["problem"].choices][:8]
    raw = {"kommuner": [ESKILSTUNA], "problemlage": "kand", "problem": chosen}
    now = situation(raw, "samverkansoverenskommelse", real())
    wanted = Wanted(now, [Condition("problem", tuple(chosen))])
    (problems,) = (each for each in wanted.alternatives() if each[0].told.question == "problem")
    assert () in [each.value for each in problems]
    assert len(problems) == 8 + 28 + 1


def test_a_class_is_changed_through_the_choice_that_decides_it() -> None:
    assert told(explained("arbete-ensam")) == [[("storlek", "stor", "liten")], [("storlek", "stor", "medel")]]


def test_a_class_that_no_choice_decides_is_changed_by_an_example() -> None:
    ((change,),) = explained("arbete-flera").would_change
    assert (change.question, change.before) == ("kommuner", (ESKILSTUNA,))
    assert change.after[0] == ESKILSTUNA and len(change.after) == 2
    assert change.words.startswith("Kommuner: Eskilstuna kommun → Eskilstuna kommun och ")


def test_changes_are_told_in_words_too() -> None:
    ((change,),) = explained("jour").would_change
    assert change == Change("jour", "nej", "ja", "Jour: nej → ja")
    assert explained("arbete-ensam").would_change[0][0].words == "Storlek: Stor → Liten"
    assert explained("under-ung", "blad", p_ung="ja").would_change[0][0].words == "Vem bestämmer: inget svar → Den unge"
    ((change,),) = explained("omradena", problemlage="kand", problem=["utsatt_omrade"]).would_change[:1]
    assert change.words == "Problemläge: Känd → Ingen"


def test_only_questions_that_the_document_asks_are_suggested() -> None:
    elsewhere = small().clauses["jour"].wordings[0]
    assert explain(situation({}, "blad"), elsewhere).would_change == ()


def test_what_no_answer_can_change_has_no_changes() -> None:
    impossible = (Condition("jour"), Condition("jour", negated=True))
    wording = type(small().clauses["jour"].wordings[0])(
        **{**vars(small().clauses["jour"].wordings[0]), "conditions": impossible}
    )
    assert explain(situation({}), wording).would_change == ()


def test_a_clause_of_an_annex_rests_on_the_annex_too() -> None:
    explanation = explained("malen-annat")
    assert not explanation.included and explanation.plan == "mal"
    assert explanation.reasons[0].startswith("Det finns en känd problembild: nej")
    assert explained("malen", problemlage="kand").included
    assert explained("kontaktlistan").plan == "lista"


def test_conditions_can_be_told_without_answers() -> None:
    conditions = small().clauses["arbete-ensam"].wordings[0].conditions
    assert conditions_in_words(small(), conditions) == (
        "Flera kommuner är parter: nej",
        "Kommunens storlek: liten eller medelstor",
    )


def test_small_and_large_municipalities_differ_where_size_differs() -> None:
    found = [
        {
            each.clause
            for each in explain_all(situation({"kommuner": [code]}, "samverkansoverenskommelse", real()))
            if each.included
        }
        for code in (BJURHOLM, GOTEBORG)
    ]
    assert found[0] ^ found[1]


# --- The whole library ---


def changed(now: Situation, changes: tuple[Change, ...], library: Library) -> Situation:
    """The situation when somebody has followed the suggestion: read again from answers as a file states them."""
    raw: dict[str, object] = {}
    left_out = now.answers.left_out
    for change in changes:
        if change.question == LEFT_OUT:
            left_out = frozenset(change.after)
            continue
        question = library.questions[change.question]
        if question.type is QuestionType.GROUP:
            names = change.after
            first = now.rows(change.question)[0]
            raw[change.question] = [{**first, "namn": name} for name in names]
        else:
            raw[change.question] = list(change.after) if isinstance(change.after, tuple) else change.after
    read = read_answers(library, now.plan, raw)
    answers = Answers({**now.answers.values, **read.values}, left_out=left_out)
    return Situation(library, now.plan, answers, DAY)


def is_there(clause: str, conditions: tuple[Condition, ...], now: Situation) -> bool:
    """Whether the answers call for a clause that nobody has left out."""
    return all_hold(conditions, now.facts) and now.options.get(clause, "-") not in now.answers.left_out


@settings(max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_suggestion_flips_its_clause_and_nothing_less_does(plan, data: st.DataObject) -> None:
    library = real()
    raw = data.draw(answers_for(library, plan))
    names = sorted(set(situation(raw, plan.id, library).options.values()))
    raw |= {LEFT_OUT: data.draw(st.lists(st.sampled_from(names), unique=True))} if names else {}
    now = situation(raw, plan.id, library)
    conditions = {wording.clause: wording.conditions for wording in candidates(now)}
    for annex in plan.attached:
        seen = now.seen_from(library.plans[annex.plan])
        conditions |= {each.clause: (*annex.conditions, *each.conditions) for each in candidates(seen)}
    for explanation in explain_all(now):
        stands = partial(is_there, explanation.clause, conditions[explanation.clause])
        assert explanation.included == stands(now)
        assert len(explanation.would_change) <= MAX_SETS
        of_answers = [each for each in explanation.would_change if LEFT_OUT not in {one.question for one in each}]
        assert len({len(changes) for changes in of_answers}) <= 1
        for changes in explanation.would_change:
            assert {change.question for change in changes} <= {*plan.question_ids, LEFT_OUT}
            assert stands(changed(now, changes, library)) != explanation.included
            for fewer in chain.from_iterable(combinations(changes, size) for size in range(1, len(changes))):
                assert stands(changed(now, fewer, library)) == explanation.included


@settings(max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_reason_is_a_swedish_sentence(plan, data: st.DataObject) -> None:
    now = situation(data.draw(answers_for(real(), plan)), plan.id, real())
    names = {*real().facts, *real().questions}
    for explanation in explain_all(now):
        assert explanation.reasons
        for reason in explanation.reasons:
            assert reason.endswith(".") and not reason.endswith("..")
            assert reason[0].isupper()
            assert not names & {word for word in reason.split() if "_" in word}
        for change in chain.from_iterable(explanation.would_change):
            assert " → " in change.words and change.before != change.after


@pytest.mark.parametrize("codes", [[BJURHOLM], [GOTLAND], [GOTEBORG], ["2422", "2418", "2417"]])
def test_whatever_has_conditions_can_be_flipped(codes: list[str]) -> None:
    for explanation in explain_all(situation({"kommuner": codes}, "samverkansoverenskommelse", real())):
        assert explanation.would_change or explanation.reasons[0].startswith("Klausulen står alltid med")


# --- Against trying everything, in the small library ---

FREE = ("form", "storlek", "polisniva", "problemlage", "problem", "jour")


def every_single_answer(library: Library) -> dict[str, list[object]]:
    """Every answer there is to each of the free questions."""
    found: dict[str, list[object]] = {}
    for question_id in FREE:
        question = library.questions[question_id]
        ids = [choice.id for choice in question.choices]
        if question.type is QuestionType.MULTI:
            found[question_id] = [list(each) for size in range(len(ids) + 1) for each in combinations(ids, size)]
        else:
            found[question_id] = [*ids] or ["ja", "nej"]
    return found


@given(data=st.data())
def test_no_smaller_set_of_answers_than_the_suggested_flips_a_clause(data: st.DataObject) -> None:
    """Every way of changing fewer questions than suggested is tried, among all the answers there are."""
    library, plan = small(), small().plans["avtal"]
    every = every_single_answer(library)
    raw = {question_id: data.draw(st.sampled_from(answers)) for question_id, answers in every.items()}
    now = situation({"kommuner": [ESKILSTUNA], **raw})
    clause = data.draw(st.sampled_from([each for each in candidates(now) if each.conditions]))
    explanation = explain(now, clause)
    smallest = min((len(changes) for changes in explanation.would_change), default=3)
    for size in range(1, smallest):
        for questions in combinations(FREE, size):
            for answers in product(*(every[question_id] for question_id in questions)):
                other = situation({"kommuner": [ESKILSTUNA], **raw, **dict(zip(questions, answers, strict=True))})
                assert all_hold(clause.conditions, other.facts) == explanation.included
    assert plan.id == explanation.plan


def test_the_classes_told_by_example_are_those_that_no_choice_decides() -> None:
    decided = {fact.id for fact in real().facts.values() if fact.kind is FactKind.CLASS and any(
        real().questions[question_id].is_fact for question_id in fact.questions)}  # fmt: skip
    assert decided == {"kommunstorlek", "storlek_avviker"}
