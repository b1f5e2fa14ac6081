"""What lies between pages and answers, tried without pages: raw answers, names, search, what steers what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.answers import try_answers
from generator.library.model import Library, Question, QuestionType
from generator.reference import all_municipalities
from generator.web.forms import form_showing, read_form
from generator.web.interview import Basis, Typed, steering_questions, suggestion_mark
from generator.web.municipality_choice import MOST_SHOWN, choose
from generator.web.naming import agreement_name, ascii_name
from generator.web.raw import as_raw, displayable, fingerprint, is_blank, without_blank_rows

DAY = date(2026, 11, 21)


def basis(library: Library, stored: dict[str, object] | None = None) -> Basis:
    return Basis(library, library.plans["overenskommelse"], DAY, stored or {})


# --- Raw answers -----------------------------------------------------------------------------------------------------

ANSWERS: dict[str, object] = {
    "kommuner": ["0484", "2403"],
    "form": "del",
    "helhet": "Helheten & co",
    "storlek": "medel",
    "namnder": [
        {"kommun": "0484", "namn": "socialnämnden", "sammantrade": "2026-12-01"},
        {"kommun": "2403", "namn": "x"},
    ],
    "distrikt": ["Nord", "Syd"],
    "omraden": ["Årby"],
    "teman": ["ett", "tre"],
    "extern": "ja",
    "vem_extern": "rad ett\nrad två",
    "antal": "4",
    "summa": "12500",
    "fran": "2026-12-01",
    "till": "2027-12-01",
    "vard": "polisen",
}


def test_the_example_answers_every_question(small_library: Library) -> None:
    assert set(ANSWERS) == set(small_library.plans["overenskommelse"].question_ids)


def test_a_kept_answer_reads_as_the_answer_it_was(small_library: Library) -> None:
    plan = small_library.plans["overenskommelse"]
    answers, problems = try_answers(small_library, plan, ANSWERS)
    assert problems == []
    kept = {key: as_raw(value) for key, value in answers.values.items()}
    assert kept == ANSWERS
    assert try_answers(small_library, plan, kept) == (answers, [])


def test_every_type_of_question_has_a_field_that_shows_and_reads_its_answer(small_library: Library) -> None:
    from werkzeug.datastructures import MultiDict

    plan = small_library.plans["overenskommelse"]
    questions = [small_library.questions[each] for each in plan.question_ids]
    assert {each.type for each in small_library.questions.values()} == set(QuestionType)
    form = form_showing(questions, basis(small_library, ANSWERS).situation(), ANSWERS)
    sent: list[tuple[str, str]] = []

    def send(question: Question, field: object) -> None:
        if question.type is QuestionType.GROUP:
            for row in field:  # type: ignore[attr-defined]
                for part in question.parts:
                    send(part, row.form[part.id])
            return
        data = field.data  # type: ignore[attr-defined]
        sent.extend((field.name, each) for each in (data if isinstance(data, list) else [data]))  # type: ignore[attr-defined]

    for question in questions:
        send(question, form[question.id])
    read = read_form(questions, MultiDict(sent))
    assert try_answers(small_library, plan, read) == try_answers(small_library, plan, ANSWERS)


@given(
    st.recursive(st.sampled_from(["", " ", "\n"]), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_blanks_are_blank_however_they_are_nested(raw: object) -> None:
    assert is_blank(raw)


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["", "x"]))))
def test_only_blank_rows_are_taken_out(rows: list[dict[str, str]]) -> None:
    assert without_blank_rows(rows) == [row for row in rows if "x" in row.values()]


def test_a_fingerprint_tells_answers_apart() -> None:
    values = ["a", "b", ("a",), ("a", "b"), ({"a": "b"},), True, 1, date(2026, 1, 1), ()]
    assert len({fingerprint(value) for value in values}) == len(values)


@given(st.text())
def test_what_is_displayed_holds_no_character_that_a_page_cannot(text: str) -> None:
    shown = displayable(text)
    assert len(shown) == len(text)
    assert not [each for each in shown if each not in "\t\n\r" and (each < " " or "\x7f" <= each < "\xa0")]


# --- What follows from a posted page ---------------------------------------------------------------------------------


def test_without_anything_posted_everything_kept_stays(small_library: Library) -> None:
    outcome = basis(small_library, ANSWERS).after(Typed({}))
    assert outcome.storable == ANSWERS
    assert (outcome.unusable, outcome.contradictory, outcome.given) == ((), (), {})


@given(question=st.sampled_from(sorted(ANSWERS)))
def test_an_answer_that_is_emptied_is_taken_away_or_kept_as_none(small_library: Library, question: str) -> None:
    blank: object = [] if isinstance(ANSWERS[question], list) else ""
    outcome = basis(small_library, ANSWERS).after(Typed({question: blank}))
    assert outcome.storable.get(question, []) == []


ESKILSTUNA: dict[str, object] = {"kommuner": ["0484"]}


def agreement(library: Library, stored: Mapping[str, object]) -> Basis:
    return Basis(library, library.plans["samverkansoverenskommelse"], DAY, stored)


def shown_mark(library: Library, stored: Mapping[str, object]) -> dict[str, str]:
    return {"polisomrade": suggestion_mark(agreement(library, stored).situation(), "polisomrade")}


def test_a_suggested_text_that_is_emptied_stays_empty(real_library: Library) -> None:
    stored = ESKILSTUNA
    assert agreement(real_library, stored).situation().value("polisomrade") == "Södermanland"
    for _ in range(2):
        typed = Typed({"polisomrade": " "}, shown_mark(real_library, stored))
        outcome = agreement(real_library, stored).after(typed)
        assert outcome.storable == {**ESKILSTUNA, "polisomrade": ""}
        assert outcome.situation.value("polisomrade") is None
        stored = dict(outcome.storable)
    again = agreement(real_library, stored).after(Typed({"polisomrade": "Norr"}, shown_mark(real_library, stored)))
    assert again.storable["polisomrade"] == "Norr"


def test_an_own_text_that_is_emptied_stays_empty_and_the_suggestion_typed_again_is_a_suggestion(
    real_library: Library,
) -> None:
    stored = {**ESKILSTUNA, "polisomrade": "Norr"}
    mark = shown_mark(real_library, stored)
    assert agreement(real_library, stored).after(Typed({"polisomrade": ""}, mark)).storable["polisomrade"] == ""
    suggested = agreement(real_library, stored).after(Typed({"polisomrade": "Södermanland"}, mark))
    assert suggested.storable == ESKILSTUNA


def test_an_empty_text_that_nobody_was_shown_a_suggestion_for_is_no_answer(real_library: Library) -> None:
    outcome = agreement(real_library, ESKILSTUNA).after(Typed({"polisomrade": ""}))
    assert outcome.storable == ESKILSTUNA


def test_confirmations_are_kept_whatever_page_is_saved(real_library: Library) -> None:
    stored = {**ESKILSTUNA, "bekraftelser": {"beslut.1a2b3c4d": "Kim Ek, jurist, 2026-11-21"}}
    outcome = agreement(real_library, stored).after(Typed({"form": "bilaga"}))
    assert outcome.storable == {**stored, "form": "bilaga"}


def test_a_page_steers_itself_through_derived_facts_and_suggestions(small_library: Library) -> None:
    parter, innehall, tid = small_library.plans["overenskommelse"].pages
    assert steering_questions(small_library, parter) == {"kommuner", "form"}
    assert steering_questions(small_library, innehall) == {"extern"}
    assert steering_questions(small_library, tid) == frozenset()


# --- Choosing municipalities -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("municipality", all_municipalities(), ids=lambda each: each.code)
def test_every_municipality_is_found_by_its_names_and_code(municipality: object) -> None:
    for name in (municipality.name, municipality.legal_name, municipality.code, f"  {municipality.name.upper()} "):  # type: ignore[attr-defined]
        assert [each.code for each in choose(name).found] == [municipality.code]  # type: ignore[attr-defined]


def test_several_names_are_read_one_by_one_and_the_unclear_ones_stay() -> None:
    choice = choose("Malå, malm; zzz,, ma")
    assert [each.name for each in choice.found] == ["Malå", "Malmö"]
    assert choice.left == "zzz, ma"
    assert len(choice.candidates) <= MOST_SHOWN
    assert "”zzz” och ”ma”" in choice.message


def test_nothing_typed_chooses_nothing() -> None:
    for text in ("", "  ", ",;\n"):
        assert choose(text) == choose("")
        assert choose(text).found == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_everything_is_found_or_told(text: str) -> None:
    choice = choose(text)
    assert bool(choice.left) == bool(choice.message)


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        ([], "Ny överenskommelse"),
        (["0484"], "Eskilstuna"),
        (["2422", "2418", "2417"], "Sorsele, Malå och Norsjö"),
        (["2422", "2418", "2417", "2403"], "Sorsele, Malå och 2 till"),
    ],
)
def test_an_agreement_is_called_by_its_municipalities(small_library: Library, codes: list[str], name: str) -> None:
    assert agreement_name(basis(small_library, {"kommuner": codes}).situation()) == name


@given(st.text())
def test_a_file_name_is_plain_whatever_it_is_made_from(text: str) -> None:
    assert set(ascii_name(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_swedish_letters_stay_readable_in_a_file_name() -> None:
    assert ascii_name("Malå och Norsjö, Örkelljunga/Ängelholm") == "mala-och-norsjo-orkelljunga-angelholm"
