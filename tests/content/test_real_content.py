"""The real library: every clause, question and plan is a case of its own, and nothing in it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.assembly.classes import CLASSES
from generator.assembly.prefill import PREFILLS
from generator.assembly.proof import prove
from generator.errors import Finding, Severity
from generator.library.checks import check_sources
from generator.library.checks_text import inlines_of, questions_in
from generator.library.facts import CLASS_FACTS
from generator.library.load import read_library
from generator.library.model import DocumentPlan, FactKind, PlanKind, Question, Wording
from generator.library.questions import PREFILLS as PREFILL_NAMES
from generator.library.release import check_release
from generator.library.template import BlockSlot, Slot, Text
from generator.library.words import WORD_NAMES, as_markdown
from generator.review.names import check_names
from tests.tools import REPOSITORY

ROOT = REPOSITORY / "clauses"
DAY = date(2026, 11, 21)
"""A day on which the content was complete. The day that it is now says nothing about the code."""

LIBRARY, READ_FINDINGS = read_library(ROOT)
WORDINGS = sorted((wording for clause in LIBRARY.clauses.values() for wording in clause.wordings), key=lambda w: w.file)
TEXTS = [wording for wording in WORDINGS if not wording.withdrawn]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
WRITTEN_BY_THE_PROGRAM = re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}} (?:{MONTHS})\b|\b\d+ kronor\b|\d+ kap\. \d|§")
"""Years, days, sums and provisions."""

UNTYPOGRAPHIC = [
    (re.compile('["“]'), "rakt eller engelskt citattecken"),
    (re.compile(r"(?<=\s)-(?=\s)"), "bindestreck som tankstreck"),
    (re.compile(r"\d-\d"), "bindestreck mellan tal"),
    (re.compile("—"), "långt tankstreck"),
    (re.compile(r"\.\.\."), "tre punkter"),
    (re.compile(r" {2}"), "två mellanslag"),
    (re.compile(r"\s[.,;:!?]"), "mellanslag före skiljetecken"),
    (re.compile("'"), "rak apostrof"),
]


def findings_in(file: str) -> list[Finding]:
    found = [*READ_FINDINGS, *check_sources(LIBRARY, DAY), *check_names(LIBRARY), *check_release(ROOT)]
    return [finding for finding in found if finding.file == file and finding.severity is Severity.ERROR]


def slips_in(text: str) -> list[str]:
    return [f"{slip}: {text}" for pattern, slip in UNTYPOGRAPHIC if pattern.search(text)]


def fixed_texts(wording: Wording) -> Iterator[str]:
    """What is printed as it stands."""
    yield wording.heading
    yield from (inline.text for inline in inlines_of(wording.blocks) if isinstance(inline, Text))


def every_question() -> list[Question]:
    return [each for question in LIBRARY.questions.values() for each in (question, *question.parts)]


def test_there_is_content() -> None:
    assert len(TEXTS) >= 30
    assert len(LIBRARY.questions) >= 30
    assert {plan.kind for plan in LIBRARY.plans.values()} == set(PlanKind)
    assert len(LIBRARY.sources) >= 30
    assert any(plan.blanks for plan in LIBRARY.plans.values())


@pytest.mark.parametrize("file", FILES)
def test_every_content_file_is_right(file: str) -> None:
    assert findings_in(file) == []


def test_nothing_is_wrong_outside_the_files_that_are_there() -> None:
    assert [finding for finding in READ_FINDINGS if finding.file not in FILES] == []


def test_every_file_of_a_clause_is_in_the_library() -> None:
    swedish = [file for file in FILES if file.endswith(".md") and "/" in file and "." not in Path(file).stem]
    assert swedish == [wording.file for wording in WORDINGS]


def test_every_combination_of_answers_gives_whole_documents() -> None:
    if any(finding.severity is Severity.ERROR for finding in READ_FINDINGS):
        pytest.fail("The library has errors; the tests of its files name them.", pytrace=False)
    proof = prove(LIBRARY, DAY)
    assert list(proof.findings) == []
    assert proof.statements > len(TEXTS)


# --- Clauses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wording", TEXTS, ids=lambda wording: wording.file)
def test_every_wording_guides_the_drafter_and_says_why_it_is_there(wording: Wording) -> None:
    assert wording.guidance
    assert all(paragraph.endswith((".", "?", "!", "”", ")")) for paragraph in wording.guidance), wording.guidance
    assert wording.reason.endswith(".")
    assert wording.blocks


@pytest.mark.parametrize("wording", TEXTS, ids=lambda wording: wording.file)
def test_every_name_in_a_wording_is_a_word_or_a_question(wording: Wording) -> None:
    slots = [inline for inline in inlines_of(wording.blocks) if isinstance(inline, Slot) and inline.name]
    named = {slot.name for slot in slots} | {block.name for block in wording.blocks if isinstance(block, BlockSlot)}
    assert named - {""} <= WORD_NAMES | LIBRARY.questions.keys()
    assert set(questions_in(wording)) <= LIBRARY.questions.keys()


@pytest.mark.parametrize("wording", TEXTS, ids=lambda wording: wording.file)
def test_every_wording_is_set_the_swedish_way(wording: Wording) -> None:
    assert [slip for text in (*fixed_texts(wording), *wording.guidance) for slip in slips_in(text)] == []


@pytest.mark.parametrize("wording", TEXTS, ids=lambda wording: wording.file)
def test_no_wording_types_what_the_program_writes(wording: Wording) -> None:
    """Days, years and sums come from answers, statutes from the register; a name would be wrong everywhere else."""
    texts = [inline for inline in inlines_of(wording.blocks) if isinstance(inline, Text) and inline.style != "confirm"]
    assert [match for inline in texts for match in WRITTEN_BY_THE_PROGRAM.findall(inline.text)] == []


# --- Questions, facts, plans -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", every_question(), ids=lambda question: f"{question.id}:{question.line}")
def test_every_question_is_set_the_swedish_way(question: Question) -> None:
    texts = [question.wording, question.label, question.why, question.hint, question.warning]
    texts.extend(text for choice in question.choices for text in (choice.text, choice.printed, choice.description))
    assert [slip for text in texts for slip in slips_in(text)] == []


@pytest.mark.parametrize("question", LIBRARY.questions.values(), ids=lambda question: question.id)
def test_every_question_asks_and_says_why(question: Question) -> None:
    assert question.wording.endswith(("?", "."))
    assert question.why.endswith((".", "!"))
    assert len({choice.text for choice in question.choices}) == len(question.choices)
    plans = [plan for plan in LIBRARY.plans.values() if question.id in plan.question_ids]
    assert plans, "no plan asks it"


@pytest.mark.parametrize("plan", LIBRARY.plans.values(), ids=lambda plan: plan.id)
def test_every_plan_is_set_the_swedish_way(plan: DocumentPlan) -> None:
    texts = [plan.title, plan.description, *(part.heading for part in plan.parts)]
    texts.extend(text for page in plan.pages for text in (page.heading, page.lead))
    texts.extend(text for blank in plan.blanks for text in (blank.title, blank.use))
    assert [slip for text in texts for slip in slips_in(text)] == []
    assert plan.description.endswith(".")


@pytest.mark.parametrize(("group", "rows"), [("undertecknare", 40), ("kontakter", 60)])
def test_the_largest_agreement_has_room_for_all_who_sign_and_can_be_reached(group: str, rows: int) -> None:
    """Twenty municipalities and the police, most of them with more than one."""
    assert LIBRARY.questions[group].maximum == rows


def test_what_python_computes_is_what_the_lawyers_may_use() -> None:
    declared = {fact.id for fact in LIBRARY.facts.values() if fact.kind is FactKind.CLASS}
    assert declared == set(CLASSES) == set(CLASS_FACTS)


def test_what_python_can_fill_in_is_what_the_questions_may_name() -> None:
    assert set(PREFILL_NAMES) == set(PREFILLS)
    assert {question.prefill for question in every_question()} - {""} == set(PREFILLS)


def test_every_derived_fact_is_used() -> None:
    tested = {condition.fact for wording in TEXTS for condition in wording.conditions}
    tested |= {condition.fact for question in LIBRARY.questions.values() for condition in question.shown_when}
    tested |= {condition.fact for fact in LIBRARY.facts.values() for condition in fact.operands}
    plans = LIBRARY.plans.values()
    tested |= {each.fact for plan in plans for annex in (*plan.annexes, *plan.titles) for each in annex.conditions}
    assert {fact.id for fact in LIBRARY.facts.values() if fact.kind is FactKind.DERIVED} - tested == set()


def test_the_list_of_words_is_the_one_that_the_program_knows() -> None:
    text = Path(ROOT / "README.md").read_text(encoding="utf-8")
    between = text.split("<!-- ord:start -->\n")[1].split("\n<!-- ord:slut -->")[0]
    assert between == as_markdown(), "python -c 'from generator.library.words import as_markdown; print(as_markdown())'"
