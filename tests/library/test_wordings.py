"""Dated wordings: each day has at most one of each clause, and a wording lasts until the day before the next."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.library.load import load_library
from generator.library.model import Clause, Wording
from tests.library.overlaying import GROUND, copy_of_ground

LIBRARY = load_library(GROUND)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ONE_DAY = timedelta(days=1)


def wording(day: date, withdrawn: bool = False) -> Wording:
    return Wording("klausul", day, "Rubrik", (), (), "kommunjurist", "Skäl.", (), (), withdrawn=withdrawn)


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    """A clause with wordings on different days; some of them withdraw it."""
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    ends = draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days)))
    return Clause("klausul", "omrade", tuple(wording(day, end) for day, end in zip(days, ends, strict=True)))


@given(clauses(), DAYS)
def test_a_day_has_the_latest_wording_that_has_begun(clause: Clause, day: date) -> None:
    begun = [each for each in clause.wordings if each.first_day <= day]
    expected = begun[-1] if begun and not begun[-1].withdrawn else None
    assert clause.at(day) == expected


@given(clauses())
def test_a_wording_ends_the_day_before_its_successor_starts(clause: Clause) -> None:
    for current, following in zip(clause.wordings, clause.wordings[1:], strict=False):
        assert clause.at(following.first_day - ONE_DAY) == (None if current.withdrawn else current)
        assert clause.at(following.first_day) == (None if following.withdrawn else following)


@given(clauses())
def test_before_its_first_day_a_clause_is_not_there(clause: Clause) -> None:
    assert clause.at(clause.wordings[0].first_day - ONE_DAY) is None


@given(clauses(), DAYS)
def test_a_withdrawn_clause_stays_away_until_it_is_written_again(clause: Clause, day: date) -> None:
    last = next((each for each in reversed(clause.wordings) if each.first_day <= day), None)
    assert (clause.at(day) is None) == (last is None or last.withdrawn)


@given(DAYS)
def test_a_library_has_at_most_one_wording_of_each_clause_on_any_day(day: date) -> None:
    in_force = LIBRARY.wordings_at(day)
    assert in_force.keys() <= LIBRARY.clauses.keys()
    for clause_id, current in in_force.items():
        assert current.clause == clause_id
        assert current.first_day <= day
        later = [each for each in LIBRARY.clauses[clause_id].wordings if current.first_day < each.first_day <= day]
        assert later == []


def test_the_wording_in_force_follows_the_day() -> None:
    before, after = LIBRARY.wordings_at(date(2026, 6, 30)), LIBRARY.wordings_at(date(2026, 7, 1))
    assert before["parter"].first_day == date(2026, 1, 1)
    assert after["parter"].first_day == date(2026, 7, 1)
    assert LIBRARY.wordings_at(date(2025, 12, 31)) == {}


def test_a_withdrawal_takes_the_clause_away_from_its_day_on(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    end = root / "samverkan" / "moten-manad" / "2027-01-01.md"
    end.write_text("---\nid: moten-manad\nupphör: ja\nskäl: Ingen möts så ofta.\n---\n", encoding="utf-8")
    library = load_library(root)
    assert "moten-manad" in library.wordings_at(date(2026, 12, 31))
    assert "moten-manad" not in library.wordings_at(date(2027, 1, 1))


def test_a_withdrawn_clause_may_leave_the_plan(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    end = root / "lista" / "kontakter" / "2027-01-01.md"
    end.write_text("---\nid: kontakter\nupphör: ja\nskäl: Listan skrivs på annat sätt.\n---\n", encoding="utf-8")
    plan = root / "documents" / "kontaktlista.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("- kontakter", "- parter"), encoding="utf-8")
    assert "kontakter" in load_library(root).clauses
