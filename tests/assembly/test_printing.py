"""How an answer reads in print."""

from __future__ import annotations

from datetime import date

import pytest

from generator.assembly.printing import day_in_words, printed, printed_items, printed_part
from tests.assembly.known import BJURHOLM, ESKILSTUNA, HOSTILE, situation, small

_ = "\N{NO-BREAK SPACE}"


def text_of(question_id: str, raw: object) -> str:
    seen = situation({"kommuner": [ESKILSTUNA, BJURHOLM], "problemlage": "kand", question_id: raw})
    value = seen.value(question_id)
    assert value is not None
    return printed(small().questions[question_id], value, seen)


@pytest.mark.parametrize(
    ("question_id", "raw", "text"),
    [
        ("jour", "ja", "Ja"),
        ("jour", "nej", "Nej"),
        ("giltig_fran", "2027-01-01", "1 januari 2027"),
        ("antal", "12", "12"),
        ("kostnad", "12500", f"12{_}500{_}kronor"),
        ("kostnad", "0", f"0{_}kronor"),
        ("form", "fristaende", "fristående text"),
        ("storlek", "liten", "Liten"),
        ("kommuner", [BJURHOLM, ESKILSTUNA], "Bjurholms kommun och Eskilstuna kommun"),
        ("problem", ["natverk", "annat", "utsatt_omrade"], "Utsatt område, Nätverk och Annat"),
        ("polisdistrikt", ["A"], "A"),
        ("vardkommun", BJURHOLM, "Bjurholms kommun"),
        ("kontakter", [{"part": "polisen"}, {"funktion": "Vakt"}], "Polismyndigheten och –"),
    ],
)
def test_an_answer_reads_as_swedish(question_id: str, raw: object, text: str) -> None:
    assert text_of(question_id, raw) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_printed_as_typed(text: str) -> None:
    assert text_of("polisomrade", text) == text
    assert text_of("polisdistrikt", [text]) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 1), "1 mars 2026"), (date(2026, 5, 31), "31 maj 2026"), (date(2026, 8, 9), "9 augusti 2026"),
        (date(2026, 10, 10), "10 oktober 2026"), (date(2028, 2, 29), "29 februari 2028"),
    ],
)  # fmt: skip
def test_a_day_is_written_in_words(day: date, text: str) -> None:
    assert day_in_words(day) == text


def test_one_column_of_a_group_is_a_list_in_words() -> None:
    rows = [{"part": "polisen", "funktion": "Chef"}, {"part": "polisen"}, {"part": "polisen", "funktion": "Vakt"}]
    seen = situation({"kommuner": [ESKILSTUNA], "kontakter": rows})
    group = small().questions["kontakter"]
    assert printed_part(group, "funktion", seen) == "Chef och Vakt"
    assert printed_part(group, "fran", seen) == ""
    assert printed_part(group, "finns_inte", seen) == ""


def test_a_single_answer_is_a_list_of_one() -> None:
    assert printed_items(small().questions["antal"], 3, situation({})) == ["3"]
