"""What stands between a draft and a signature, and how each thing is settled."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set, situation_for
from generator.assembly.confirmations import KEY, mark_id, mark_parts
from generator.assembly.readiness import Remark, is_ready, remarks, settled
from generator.assembly.situation import Situation
from generator.document import Paragraph, Run, RunStyle
from generator.errors import AnswersError
from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir

DAY = date(2026, 11, 21)
PLAN = "samverkansoverenskommelse"
BASE: dict[str, object] = {
    "kommuner": ["2403"],
    "akut_ingang": "egen_socialjour",
    "diarienummer_polis": "A1",
    "polisdistrikt": ["Umeå"],
    "giltig_fran": "2027-01-01",
    "giltig_till": "2029-12-31",
    "natverk_namn": "Umeå kommun",
}


@cache
def library() -> Library:
    return load_library(clauses_dir())


def remaining(raw: dict[str, object]) -> tuple[Remark, ...]:
    situation = situation_for(library(), library().plans[PLAN], raw, DAY)
    return remarks(situation, document_set(situation))


def confirmed(raw: dict[str, object]) -> dict[str, object]:
    marks = {remark.mark: "Anna Ek, kommunjurist, 2026-11-20" for remark in remaining(raw) if remark.mark}
    return {**raw, KEY: marks}


def test_a_confirmed_mark_leaves_the_text_and_the_list() -> None:
    before = remaining(BASE)
    after = remaining(confirmed(BASE))

    assert [remark for remark in before if remark.code == "bekrafta"]
    assert [remark for remark in after if remark.code == "bekrafta"] == []


def test_no_space_or_empty_paragraph_stays_where_a_mark_was() -> None:
    situation = situation_for(library(), library().plans[PLAN], confirmed(BASE), DAY)
    paragraphs = [
        block
        for _, section in document_set(situation).main.walk()
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    texts = ["".join(inline.text for inline in block.inlines if isinstance(inline, Run)) for block in paragraphs]

    assert all(texts)
    assert [text for text in texts if text != text.rstrip() or "  " in text] == []
    assert not any(
        isinstance(inline, Run) and inline.style is RunStyle.CONFIRM for block in paragraphs for inline in block.inlines
    )


def test_a_confirmation_of_other_words_confirms_nothing() -> None:
    stale = {**BASE, KEY: {mark_id("beslut", "[BEKRÄFTA: något annat, jurist]"): "Anna Ek"}}

    assert remaining(BASE) == remaining(stale)


def test_the_mark_says_what_and_who() -> None:
    assert mark_parts("[BEKRÄFTA: att a, b gäller, kommunjurist]") == ("att a, b gäller", "kommunjurist")
    assert mark_parts("[BEKRÄFTA: allt]") == ("allt", "")


@pytest.mark.parametrize("given", ["text", ["a"], {"beslut.1": "x" * 600}, {"beslut.1": ["x"]}, {"beslut.1": "\x00"}])
def test_a_confirmation_that_cannot_be_read_is_refused_by_name(given: object) -> None:
    with pytest.raises(AnswersError) as caught:
        remaining({**BASE, KEY: given})

    assert all(problem.field.startswith(KEY) for problem in caught.value.problems)


def test_each_problem_chosen_needs_a_commitment_with_owner_goal_and_day() -> None:
    raw: dict[str, object] = {**BASE, "problemlage": "kand", "problem": ["heder", "kriminella_natverk"]}
    row = {
        "problem": "heder",
        "atagande": "Utbilda",
        "agare": "Samordnaren",
        "mal": "Alla har gått",
        "uppfoljningsdag": "2027-06-01",
    }

    assert {"heder", "kriminella"} == _uncovered(raw)
    assert {"kriminella"} == _uncovered({**raw, "mal": [row]})
    assert set() == _uncovered({**raw, "mal": [row, {**row, "problem": "kriminella_natverk"}]})


def _uncovered(raw: dict[str, object]) -> set[str]:
    gaps = [remark.message.casefold() for remark in remaining(raw) if remark.code == "rod-trad"]
    return {word for word in ("heder", "kriminella") if any(word in gap for gap in gaps)}


def test_nothing_remains_when_all_is_answered_and_confirmed() -> None:
    raw = confirmed(BASE)
    situation = situation_for(library(), library().plans[PLAN], raw, DAY)

    assert [remark.message for remark in remaining(raw) if remark.code != "lucka"] == []
    assert is_ready(situation, document_set(situation)) == (not remaining(raw))


@pytest.mark.parametrize("codes", [["2403"], ["0484"], ["1480"], ["0980"], ["2422", "2418", "2417"]])
def test_every_gap_of_the_shipped_text_leads_to_a_question_and_every_mark_to_its_document(codes: list[str]) -> None:
    plan = library().plans[PLAN]
    situation = Situation(library(), plan, read_answers(library(), plan, {"kommuner": codes}), DAY)
    documents = document_set(situation)
    ids = {document.id for document in documents.documents}
    found = remarks(situation, documents)

    assert [remark.message for remark in found if remark.code != "bekrafta" and not remark.question] == []
    assert {remark.document for remark in found if remark.code in ("bekrafta", "lucka")} <= ids


def test_a_gap_left_by_a_prepared_word_leads_to_the_question_behind_it() -> None:
    gaps = [remark for remark in remaining({**BASE, "polisdistrikt": []}) if remark.code == "lucka"]

    assert next((remark.place, remark.question) for remark in gaps) == ("parter", "polisdistrikt")


def test_what_is_confirmed_is_told_with_who_did_it_and_nothing_else_is() -> None:
    raw = confirmed(BASE)
    situation = situation_for(library(), library().plans[PLAN], raw, DAY)
    marks = {remark.mark for remark in remaining(BASE) if remark.mark}

    assert {remark.mark for remark, _ in settled(situation)} == marks
    assert {who for _, who in settled(situation)} == {"Anna Ek, kommunjurist, 2026-11-20"}
    stale = {**BASE, KEY: {mark_id("beslut", "[BEKRÄFTA: något annat, jurist]"): "Anna Ek"}}
    assert settled(situation_for(library(), library().plans[PLAN], stale, DAY)) == ()
