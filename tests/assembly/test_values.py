"""One answer at a time: what is typed comes back as typed, or a sentence says what is wrong."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.assembly.values import ValueProblem, is_empty, is_personal_number, read_value, short
from generator.library.model import Choice, Question, QuestionType
from tests.assembly.known import HOSTILE, question
from tests.assembly.strategies import junk, typed_text

CHOICES = (Choice("ett", "Ett", "ett"), Choice("tva", "Två", "två"), Choice("tre", "Tre", "tre"))
OF_EACH_TYPE = [
    question(kind, choices=CHOICES if kind in (QuestionType.CHOICE, QuestionType.MULTI) else ())
    for kind in QuestionType
    if kind is not QuestionType.GROUP
]
HUGE = pytest.param(10**5000, id="huge")
TEXTS = (QuestionType.TEXT, QuestionType.LONG_TEXT)


def refusal(of: Question, given: object) -> str:
    with pytest.raises(ValueProblem) as caught:
        read_value(of, given)
    return str(caught.value)


def as_kept(text: str) -> str:
    """The only changes that are ever made: NFC, line ends, outer white space."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


@pytest.mark.parametrize("of", OF_EACH_TYPE, ids=lambda of: of.type.value)
@given(given=junk)
def test_whatever_is_sent_gives_a_value_or_a_sentence(of: Question, given: object) -> None:
    try:
        read_value(of, given)
    except ValueProblem as problem:
        assert str(problem).endswith(".")


@pytest.mark.parametrize("kind", TEXTS)
@given(text=st.text(max_size=250))
@example(text="e\u0301 A\u030a")
@example(text="\u2028")
@example(text="\x1f")
def test_text_comes_back_as_typed_or_not_at_all(kind: QuestionType, text: str) -> None:
    try:
        assert read_value(question(kind), text) == as_kept(text)
    except ValueProblem:
        assert len(as_kept(text)) > 200 or "\n" in as_kept(text) or not as_kept(text).isprintable()


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_typed(kind: QuestionType, text: str) -> None:
    assert read_value(question(kind), text) == as_kept(text)


@given(text=typed_text.filter(str.strip))
def test_a_list_keeps_each_line_as_typed(text: str) -> None:
    assert read_value(question(QuestionType.TEXT_LIST), text) == (as_kept(text),)


def test_a_list_takes_lines_or_items() -> None:
    of = question(QuestionType.TEXT_LIST)
    assert read_value(of, "Öst\r\nVäst\n\n Syd ") == ("Öst", "Väst", "Syd")
    assert read_value(of, ["Öst", "", None, " Väst "]) == ("Öst", "Väst")


def test_an_equal_line_twice_is_refused_so_that_none_is_lost() -> None:
    assert "två" not in refusal(question(QuestionType.TEXT_LIST), ["Öst", "Väst", "Öst"])
    assert "Öst" in refusal(question(QuestionType.TEXT_LIST), ["Öst", "Väst", "Öst"])


def test_a_list_says_how_many_rows_there_is_room_for() -> None:
    assert "21" in refusal(question(QuestionType.TEXT_LIST), [str(number) for number in range(21)])
    assert "3" in refusal(question(QuestionType.TEXT_LIST, maximum=2), ["a", "b", "c"])


@pytest.mark.parametrize(
    "bad", ["\x00", "\x07", "\x1b[31m", "\x85", "\ud800", "\ufffe", "\U0001ffff", "\ufdd0", "a\tb"]
)
@pytest.mark.parametrize("kind", TEXTS)
def test_characters_that_no_document_can_hold_are_named(kind: QuestionType, bad: str) -> None:
    forbidden = next(character for character in bad if not character.isalnum() and character not in "[")
    assert f"U+{ord(forbidden):04X}" in refusal(question(kind), f"före{bad}efter")


@pytest.mark.parametrize("turning", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_characters_that_would_turn_the_text_around_them_are_refused(turning: str) -> None:
    assert f"U+{ord(turning):04X} vänder" in refusal(question(QuestionType.TEXT), f"Kim{turning}Ek")
    assert f"U+{ord(turning):04X} vänder" in refusal(question(QuestionType.TEXT_LIST), ["A", f"B{turning}"])


def test_a_line_break_belongs_in_long_text_only() -> None:
    assert read_value(question(QuestionType.LONG_TEXT), "en\r\ntvå\rtre") == "en\ntvå\ntre"
    assert "radbrytning" in refusal(question(QuestionType.TEXT), "en\ntvå")


@pytest.mark.parametrize(("kind", "limit"), [(QuestionType.TEXT, 200), (QuestionType.LONG_TEXT, 4000)])
def test_too_long_a_text_is_told_its_length_and_the_limit(kind: QuestionType, limit: int) -> None:
    assert read_value(question(kind), "å" * limit) == "å" * limit
    message = refusal(question(kind), "å" * 100_000)
    assert "100000" in message and str(limit) in message and len(message) < 200


def test_a_question_may_state_its_own_limit() -> None:
    assert read_value(question(QuestionType.TEXT, maximum=3), "åäö") == "åäö"
    assert "3" in refusal(question(QuestionType.TEXT, maximum=3), "åäöå")


def test_length_is_counted_after_composing_letters() -> None:
    assert read_value(question(QuestionType.TEXT, maximum=1), "a\u030a") == "å"


@pytest.mark.parametrize("given", [["a"], {"a": "b"}, True, 1.5, b"a", object(), HUGE])
def test_text_is_one_value(given: object) -> None:
    assert refusal(question(QuestionType.TEXT), given)


def test_a_number_or_a_day_from_a_database_is_text_too() -> None:
    assert read_value(question(QuestionType.TEXT), 42) == "42"
    assert read_value(question(QuestionType.TEXT), date(2026, 1, 31)) == "2026-01-31"


@pytest.mark.parametrize("of", OF_EACH_TYPE, ids=lambda of: of.type.value)
@pytest.mark.parametrize("nothing", [None, "", "  ", " \n "])
def test_nothing_typed_is_no_answer(of: Question, nothing: object) -> None:
    assert is_empty(read_value(of, nothing))


def test_no_and_zero_are_answers() -> None:
    assert not is_empty(read_value(question(QuestionType.YES_NO), "nej"))
    assert not is_empty(read_value(question(QuestionType.NUMBER), "0"))


def test_a_choice_is_one_of_those_there_are() -> None:
    of = question(QuestionType.CHOICE, choices=CHOICES)
    assert read_value(of, " tva ") == "tva"
    message = refusal(of, "fyra")
    assert "fyra" in message and "ett, tva, tre" in message


def test_a_multi_choice_comes_in_the_order_of_the_question() -> None:
    of = question(QuestionType.MULTI, choices=CHOICES)
    assert read_value(of, ["tre", "ett", "tre"]) == ("ett", "tre")
    assert read_value(of, "tva") == ("tva",)
    assert "fyra" in refusal(of, ["ett", "fyra"])
    assert "4 rader" in refusal(of, ["ett"] * 4)


@pytest.mark.parametrize(("given", "answer"), [("ja", True), ("nej", False), (True, True), (False, False)])
def test_yes_and_no(given: object, answer: bool) -> None:
    assert read_value(question(QuestionType.YES_NO), given) is answer


@pytest.mark.parametrize("given", ["yes", "true", "1", "Ja", 1, ["ja"]])
def test_nothing_else_is_taken_for_yes(given: object) -> None:
    assert refusal(question(QuestionType.YES_NO), given)


@pytest.mark.parametrize(
    "given",
    ["2026-01-31", date(2026, 1, 31), " 2026-01-31 ", "31 januari 2026", "31 Januari 2026", "20260131", "2026 01 31"],
)
def test_a_day(given: object) -> None:
    assert read_value(question(QuestionType.DATE), given) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "given",
    [
        "2026-02-30", "2026-1-1", "31/1 2026", "idag", "20260231", "2026  01 31", "2026-01-31T10:00", "٢٠٢٦-٠١-٣١",
        "30 februari 2026", "31 jan 2026", "32 mars 2026", "0 mars 2026", "1 januari 2200",
        "1899-12-31", "2200-01-01", date(1, 1, 1), datetime(2026, 1, 31, 10), 20260131, ["2026-01-31"],
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(given: object) -> None:
    assert refusal(question(QuestionType.DATE), given)


@pytest.mark.parametrize(("given", "number"), [("12 500", 12500), ("12\u00a0500", 12500), (7, 7), ("007", 7), ("0", 0)])
def test_a_number(given: object, number: int) -> None:
    assert read_value(question(QuestionType.NUMBER), given) == number
    assert read_value(question(QuestionType.MONEY), given) == number


@pytest.mark.parametrize("given", ["-1", "1.5", "1,5", "tolv", "1e3", "٧", "²", "9" * 50, HUGE, -3, True, "12 kr"])
def test_what_is_no_whole_number_is_refused(given: object) -> None:
    assert refusal(question(QuestionType.NUMBER), given)


def test_a_number_keeps_within_its_limits() -> None:
    of = question(QuestionType.NUMBER, minimum=2, maximum=4)
    assert [read_value(of, str(number)) for number in (2, 3, 4)] == [2, 3, 4]
    assert "2 till 4" in refusal(of, "1") and "2 till 4" in refusal(of, "5")
    assert read_value(question(QuestionType.NUMBER, maximum=0), "0") == 0


def test_municipalities_are_codes_each_once() -> None:
    of = question(QuestionType.MUNICIPALITIES)
    assert read_value(of, ["2422", "2418", "2422", " "]) == ("2422", "2418")
    assert read_value(of, "0484") == ("0484",)


@pytest.mark.parametrize("given", ["484", "9999", "Eskilstuna", 484, ["0484", "0000"], {"kod": "0484"}, True])
def test_an_unknown_municipality_is_refused(given: object) -> None:
    assert refusal(question(QuestionType.MUNICIPALITIES), given)


def test_twenty_municipalities_are_the_most() -> None:
    codes = [f"{code:04}" for code in (114, 115, 117, 120, 123, 125, 126, 127, 128, 136, 138, 139, 140, 160, 162, 163,
                                       180, 181, 182, 183, 184)]  # fmt: skip
    assert len(read_value(question(QuestionType.MUNICIPALITIES), codes[:20])) == 20  # type: ignore[arg-type]
    assert "21" in refusal(question(QuestionType.MUNICIPALITIES), codes)


def test_areas_are_those_of_the_list() -> None:
    of = question(QuestionType.AREAS)
    assert read_value(of, ["Årby", "Fröslunda", "Årby"]) == ("Årby", "Fröslunda")
    assert "Storskogen" in refusal(of, ["Storskogen"])


def test_a_party_is_a_municipality_or_the_police() -> None:
    of = question(QuestionType.PARTY)
    assert [read_value(of, party) for party in ("polisen", "0484")] == ["polisen", "0484"]
    assert "polisen" in refusal(of, "tullen")
    assert len(refusal(of, "x" * 100_000)) < 200


@pytest.mark.parametrize(
    "number", ["811218-9876", "8112189876", "198112189876", "19811218-9876", "670919-9530", "811278-9873"]
)
def test_a_personal_or_coordination_number_comes_back_as_typed(number: str) -> None:
    assert read_value(question(QuestionType.PERSONAL_NUMBER), number) == number


@pytest.mark.parametrize(
    "number", ["811218-9875", "811318-9876", "811200-9876", "1234", "811218-987x", "٨١١٢١٨-٩٨٧٦", "abc"]
)
def test_a_wrong_personal_number_is_refused_without_being_repeated(number: str) -> None:
    assert not is_personal_number(number)
    assert number not in refusal(question(QuestionType.PERSONAL_NUMBER), number)


@given(digits=st.text("0123456789", min_size=9, max_size=9), wrong=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, wrong: int) -> None:
    right = [digits + last for last in "0123456789" if is_personal_number(digits + last)]
    assert len(right) <= 1
    for number in right:
        assert not is_personal_number(number[:-1] + str((int(number[-1]) + wrong) % 10))


@given(text=st.text(max_size=300))
def test_what_is_repeated_in_a_message_is_short_and_printable(text: str) -> None:
    assert len(short(text)) <= 61
    assert short(text).isprintable()
