"""The next period of an agreement, what a renewal leaves behind, and the days to remember."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.formats.calendar import calendar_file
from generator.review.period import Period, add_months, period_of, renewed_answers
from generator.review.remember import days_to_remember
from generator.web.interview import as_stored
from tests.review.situations import case

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "following"),
    [
        (date(2027, 1, 1), date(2029, 12, 31), (date(2030, 1, 1), date(2032, 12, 31))),
        (date(2027, 7, 1), date(2028, 6, 30), (date(2028, 7, 1), date(2029, 6, 30))),
        (date(2024, 3, 1), date(2028, 2, 29), (date(2028, 3, 1), date(2032, 2, 29))),
        (date(2027, 1, 15), date(2027, 3, 1), (date(2027, 3, 2), date(2027, 4, 16))),
    ],
)
def test_the_next_period_is_as_long_and_begins_the_day_after(
    first: date, last: date, following: tuple[date, date]
) -> None:
    assert Period(first, last).next() == Period(*following)


@given(DAYS, st.integers(0, 4000))
def test_no_day_falls_between_two_periods_or_in_both(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    following = Period(first, last).next()
    assert following.first == last + timedelta(days=1)
    assert following.last is not None
    assert abs((following.last - following.first).days - length) <= 3


def test_a_period_without_an_end_has_no_next_one() -> None:
    assert Period(date(2027, 1, 1), None).next() == Period(None, None)
    assert Period(None, date(2027, 12, 31)).next() == Period(date(2028, 1, 1), None)


@given(DAYS, st.integers(-300, 300))
def test_months_are_added_without_leaving_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_a_renewal_leaves_behind_what_belongs_to_the_old_decision() -> None:
    situation = case("eskilstuna")
    period = period_of(situation).next()
    stored = {**as_stored(situation.answers), "bekraftelser": {"x.1": "Anna Ek, 2026-11-21"}}
    renewed = renewed_answers(situation, stored, period)
    assert "bekraftelser" not in renewed
    assert "diarienummer_polis" not in renewed
    assert (renewed["giltig_fran"], renewed["giltig_till"]) == (str(period.first), str(period.last))
    rows = [row for value in renewed.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    assert rows
    assert {"diarienummer", "beslutsdatum", "paragraf"} & {key for row in rows for key in row} == set()
    days = [value for row in rows for key, value in row.items() if key in ("uppfoljningsdag", "klart")]
    assert all(date.fromisoformat(value) >= period.first for value in days)


def test_a_renewal_keeps_every_other_answer() -> None:
    situation = case("bjurholm")
    stored = as_stored(situation.answers)
    renewed = renewed_answers(situation, stored, period_of(situation).next())
    dated = {"giltig_fran", "giltig_till", "diarienummer_polis"}
    groups = {key for key, value in stored.items() if isinstance(value, list) and isinstance(value[0], dict)}
    same = stored.keys() - dated - groups
    assert {key: renewed[key] for key in same} == {key: stored[key] for key in same}
    assert renewed["kontakter"] == stored["kontakter"]


def test_the_days_to_remember_of_bjurholm() -> None:
    found = [(str(each.day), each.words) for each in days_to_remember(case("bjurholm"))]
    assert found == [
        ("2027-01-01", "Överenskommelsen börjar gälla"),
        ("2028-01-01", "Årlig översyn av överenskommelsen"),
        ("2029-01-01", "Årlig översyn av överenskommelsen"),
        ("2029-06-30", "Sista dagen att ta ställning till en ny överenskommelse"),
        ("2029-09-30", "Sista dagen för en uppsägning som ska få verkan före slutdagen"),
        ("2029-12-31", "Överenskommelsens sista dag"),
    ]


def test_no_word_that_somebody_has_typed_is_among_the_days() -> None:
    row = {"aktivitet": "Hemligt", "ansvarig": "Kajsa", "klart": "2027-05-01", "uppfoljning": "Muntligt"}
    situation = case("bjurholm", arlig_handlingsplan="ja", handlingsplan=[row])
    days = days_to_remember(situation)
    assert "En aktivitet i handlingsplanen ska vara klar" in {each.words for each in days}
    content = calendar_file("Bjurholm", ((each.day, each.words) for each in days), NOON).decode()
    assert not {"Hemligt", "Kajsa", "Muntligt"} & set(content.replace(":", " ").split())


def test_the_calendar_is_read_by_others_and_reminds_two_weeks_before() -> None:
    content = calendar_file("Malå, Norsjö; m.fl.", [(date(2027, 1, 1), "Börjar\nnu")], NOON)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["summary"]), event.start, event.end) == (
        "Malå, Norsjö; m.fl.: Börjar\nnu",
        date(2027, 1, 1),
        date(2027, 1, 2),
    )
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-14)
    assert b"\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_same_day_has_the_same_id_in_the_next_file() -> None:
    files = [calendar_file("Malå", [(date(2027, 1, 1), "Börjar")], NOON + timedelta(days=each)) for each in (0, 9)]
    ids = {str(Calendar.from_ical(content).walk("VEVENT")[0]["uid"]) for content in files}
    assert len(ids) == 1
