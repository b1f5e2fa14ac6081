"""What is proved over every combination of answers: each fault is found, and nothing that is no fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from generator.assembly import proof
from generator.assembly.proof import prove
from generator.assembly.select import DayError, SelectionError, select
from generator.errors import Finding
from generator.library.conditions import Condition
from generator.library.model import Clause, Library, PlanAnnex, PlanItem, Wording
from generator.library.template import BlockSlot, ParagraphTemplate, Slot
from tests.assembly.known import DAY, real, small
from tests.assembly.random_libraries import FIRST, every_situation, libraries, try_everything


def changed(clause: str, **details: object) -> Library:
    """The small library with one wording changed."""
    wording = replace(small().clauses[clause].wordings[0], **details)  # type: ignore[arg-type]
    return replace(small(), clauses={**small().clauses, clause: Clause(clause, "text", (wording,))})


def found(library: Library) -> list[Finding]:
    return list(prove(library, DAY).findings)


def the_rule(library: Library) -> str:
    (finding,) = found(library)
    return finding.rule


def saying(clause: str, *slots: Slot) -> Library:
    """The small library where one clause says something else."""
    return changed(clause, blocks=(ParagraphTemplate(slots),))


def test_the_real_library_is_proved() -> None:
    result = prove(real(), DAY)
    assert result.findings == ()
    assert result.statements > len(real().clauses)
    assert result.combinations > result.statements


def test_the_small_library_is_proved() -> None:
    assert found(small()) == []


# --- Every kind of fault is found ---


def test_a_place_that_may_be_empty_is_found_with_an_example() -> None:
    alone, _ = small().clauses["arbete-ensam"].wordings[0].conditions
    library = changed("arbete-ensam", conditions=(alone, Condition("kommunstorlek", ("liten",))))
    (finding,) = [each for each in found(library) if each.rule == "plats-tom"]
    assert finding.file == "documents/avtal.yaml"
    assert "kommunens storlek är medelstor" in finding.message
    assert finding.line == small().plans["avtal"].parts[1].items[0].line


def test_two_clauses_at_one_place_are_found_with_an_example() -> None:
    (finding,) = found(changed("arbete-stor", conditions=(Condition("flera_kommuner", negated=True),)))
    assert finding.rule == "plats-dubbel"
    assert "flera kommuner är parter är nej" in finding.message


@pytest.mark.parametrize(
    "conditions",
    [
        (Condition("jour"), Condition("jour", negated=True)),
        (Condition("kommunstorlek", ("liten",)), Condition("stor_ensam")),
        (Condition("problem", ("annat",)), Condition("problemlage", ("ingen",))),
        (Condition("problem", ("annat",)), Condition("har_problem", negated=True)),
        (Condition("p_ung"),),
        (Condition("p_vem", ("sjalv",)),),
    ],
)
def test_a_clause_that_no_answers_bring_in_is_found(conditions: tuple[Condition, ...]) -> None:
    """By contradiction, through a formula, behind a hidden question, or on a question of another document."""
    assert "klausul-dod" in {finding.rule for finding in found(changed("jour", conditions=conditions))}


def test_a_clause_of_an_annex_is_dead_where_the_annex_never_comes() -> None:
    assert the_rule(changed("malen-annat", conditions=(Condition("lugnt"),))) == "klausul-dod"


def test_a_place_of_an_annex_need_only_be_filled_when_the_annex_comes() -> None:
    plan = small().plans["mal"]
    part = replace(plan.parts[0], items=(PlanItem(place="om-problem", required=True), plan.parts[0].items[1]))
    library = changed("malen", place="om-problem", conditions=(Condition("har_problem"),))
    assert found(replace(library, plans={**small().plans, "mal": replace(plan, parts=(part,))})) == []


@pytest.mark.parametrize("target", ["jour", "jouren", "finns-inte"])
def test_a_reference_to_what_may_be_missing_is_found(target: str) -> None:
    assert the_rule(saying("tid", Slot("", literal=target, filter="punkt"))) == "hanvisning-saknas"


@pytest.mark.parametrize("target", ["parter", "form-av-arbete", "arbetsform", "tid"])
def test_a_reference_to_what_is_always_there_is_right(target: str) -> None:
    assert found(saying("tid", Slot("", literal=target, filter="punkt"))) == []


def test_a_reference_within_the_same_conditions_is_right() -> None:
    library = saying("annat-problem", Slot("", literal="problemen", filter="punkt"))
    assert found(library) == []


def test_a_reference_from_an_annex_into_the_main_document_is_found() -> None:
    assert the_rule(saying("kontaktlistan", Slot("", literal="tid", filter="punkt"))) == "hanvisning-saknas"


@pytest.mark.parametrize(
    ("clause", "target", "right"),
    [
        ("tid", "lista", True),
        ("tid", "mal", False),
        ("natverken", "mal", True),
        ("malen", "lista", True),
        ("malen", "mal", True),
        ("kontaktlistan", "mal", False),
        ("tid", "finns-inte", False),
    ],
)
def test_a_reference_to_an_annex_is_right_where_the_annex_comes_along(clause: str, target: str, right: bool) -> None:
    rules = [finding.rule for finding in found(saying(clause, Slot("", literal=target, filter="bilaga", line=12)))]
    assert rules == ([] if right else ["hanvisning-saknas"])


def test_the_finding_points_at_the_line_of_the_reference() -> None:
    (finding,) = found(saying("tid", Slot("", literal="jour", filter="punkt", line=12)))
    assert (finding.file, finding.line) == ("text/tid/2026-01-01.md", 12)


@pytest.mark.parametrize("name", ["beskrivning", "p_namn"])
def test_an_answer_that_may_be_hidden_or_never_asked_for_is_not_printed(name: str) -> None:
    assert the_rule(saying("tid", Slot(name))) == "text-dold-fraga"
    assert the_rule(changed("tid", blocks=(BlockSlot("rad", name),))) == "text-dold-fraga"


def test_an_answer_may_be_printed_where_it_is_always_asked_for() -> None:
    assert found(saying("annat-problem", Slot("beskrivning"))) == []
    assert found(saying("malen", Slot("problem"))) == []


def test_what_a_clause_requires_must_be_there() -> None:
    assert the_rule(changed("tid", requires=("jour",))) == "klausul-kraver"
    assert the_rule(changed("tid", requires=("malen",))) == "klausul-kraver"
    assert found(changed("jour", requires=("tid",))) == []


def test_what_a_clause_excludes_must_not_be_there() -> None:
    assert the_rule(changed("tid", excludes=("jour",))) == "klausul-oforenlig"
    assert found(changed("arbete-ensam", excludes=("arbete-stor", "malen"))) == []


def test_too_many_combinations_to_try_are_told_and_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MAX_COMBINATIONS", 1)
    rules = {finding.rule for finding in found(changed("jour", conditions=(Condition("jour"),)))}
    assert rules == {"bevis-for-stort"}


def test_before_the_first_wording_there_is_nothing_to_prove_but_that_places_are_empty() -> None:
    assert {finding.rule for finding in prove(small(), date(2025, 1, 1)).findings} == {"plats-tom"}


def test_only_wordings_in_force_are_proved() -> None:
    first = small().clauses["jour"].wordings[0]
    later = replace(first, first_day=date(2027, 1, 1), conditions=(Condition("jour"), Condition("jour", negated=True)))
    library = replace(small(), clauses={**small().clauses, "jour": Clause("jour", "text", (first, later))})
    assert found(library) == []
    assert [finding.rule for finding in prove(library, date(2027, 1, 1)).findings] == ["klausul-dod"]


# --- Against trying everything ---


@settings(max_examples=150)
@given(library=libraries())
def test_the_proof_finds_what_trying_every_answer_finds_and_nothing_else(library: Library) -> None:
    proved = {(finding.rule, finding.file, finding.line) for finding in prove(library, FIRST).findings}
    assert proved == try_everything(library)


@settings(max_examples=100)
@given(library=libraries())
def test_what_is_proved_never_fails_when_documents_are_made(library: Library) -> None:
    proved = {finding.rule for finding in prove(library, FIRST).findings if finding.file == "documents/main.yaml"}
    fails = False
    for situation in every_situation(library):
        try:
            select(situation)
        except DayError:
            return  # the plan holds no clause at all
        except SelectionError:
            fails = True
    assert fails == bool(proved & {"plats-tom", "plats-dubbel"})


# --- The real library, broken on purpose ---


def break_nothing(wording: Wording) -> Wording:
    return wording


def lose_conditions(wording: Wording) -> Wording:
    return replace(wording, conditions=())


PLACED = sorted(
    clause.id
    for clause in real().clauses.values()
    if len(real().places.get(clause.wordings[-1].place, ())) > 1 and clause.wordings[-1].conditions
)


@pytest.mark.parametrize("clause", PLACED)
@pytest.mark.parametrize(("break_it", "is_noticed"), [(break_nothing, False), (lose_conditions, True)])
def test_a_lost_condition_at_a_place_is_noticed(
    clause: str, break_it: Callable[[Wording], Wording], is_noticed: bool
) -> None:
    broken = Clause(clause, "text", (break_it(real().clauses[clause].wordings[-1]),))
    library = replace(real(), clauses={**real().clauses, clause: broken})
    rules = {finding.rule for finding in prove(library, DAY).findings}
    assert bool(rules & {"plats-dubbel", "text-dold-fraga"}) == is_noticed


def test_an_annex_that_loses_its_conditions_is_noticed() -> None:
    plan = replace(small().plans["avtal"], annexes=(PlanAnnex("lista", ()), PlanAnnex("mal", ())))
    library = replace(small(), plans={**small().plans, "avtal": plan})
    assert [finding.rule for finding in prove(saying("malen", Slot("problem")), DAY).findings] == []
    broken = replace(library, clauses=saying("malen", Slot("problem")).clauses)
    assert the_rule(broken) == "text-dold-fraga"
