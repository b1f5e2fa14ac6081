"""How many must approve, by which day, and the entered changes of the law are kept, each organisation's apart."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from generator.review.law_change import Fate, LawChange
from generator.storage.agreements import AgreementStore
from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import all_events, verify_chain
from generator.storage.law_changes import (
    LONGEST_NOTE,
    NewChange,
    enter_change,
    entered_changes,
    find_change,
    in_effect,
    withdraw_change,
)
from generator.storage.restore import restore_backup
from generator.storage.review_rounds import (
    LIBRARY,
    NewDay,
    persons_required,
    require_persons,
    review_days,
    set_review_day,
)
from tests.databases import Databases
from tests.storage.known import NOON, change, plan
from tests.storage.people import BJURHOLM, GOTEBORG, municipality, viewer

LATER = NOON + timedelta(days=1)
DAY = date(2026, 12, 1)
AMENDED = LawChange(("SoL 12:1",), date(2027, 1, 1), Fate.AMENDED)


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def kinds(engine: Engine) -> list[str]:
    return [each.kind for each in all_events(engine)][1:]


# --- How many must approve ---


def test_one_person_is_enough_until_two_are_asked_for(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    assert persons_required(engine, [one.id, other.id]) == {one.id: 1, other.id: 1}
    require_persons(engine, one.id, 2, (NOON, "admin"))
    assert persons_required(engine, [one.id, other.id]) == {one.id: 2, other.id: 1}
    require_persons(engine, one.id, 1, (LATER, "admin"))
    assert persons_required(engine, [one.id]) == {one.id: 1}


def test_the_rule_of_an_earlier_moment_can_still_be_told(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    require_persons(engine, one.id, 2, (LATER, "admin"))
    assert persons_required(engine, [one.id], NOON) == {one.id: 1}
    assert persons_required(engine, [one.id], LATER) == {one.id: 2}


def test_a_rule_that_is_set_is_an_event_and_one_that_stays_is_none(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    for persons in (1, 2, 2):
        require_persons(engine, one.id, persons, (NOON, "admin"))
    assert kinds(engine) == ["granskningsregel-satt"]
    assert tuple(all_events(engine))[-1].values == {"organisation": one.id, "personer": 2}
    assert verify_chain(engine).broken is None


@pytest.mark.parametrize("persons", [0, 3, -1])
def test_no_other_number_than_one_or_two_can_be_asked_for(engine: Engine, persons: int) -> None:
    one = municipality(engine, BJURHOLM)
    with pytest.raises(AccountProblem):
        require_persons(engine, one.id, persons, (NOON, "admin"))


def test_no_rule_is_set_for_an_organisation_that_does_not_exist(engine: Engine) -> None:
    with pytest.raises(UnknownAccount):
        require_persons(engine, "okand", 2, (NOON, "admin"))


def test_the_database_itself_refuses_to_change_a_rule(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    require_persons(engine, one.id, 2, (NOON, "admin"))
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE review_rules SET persons = 1"))


def test_two_who_set_the_rule_at_once_take_turns(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: require_persons(engine, one.id, 1 + number % 2, (NOON, "admin")), range(8)))
    assert persons_required(engine, [one.id])[one.id] in (1, 2)


# --- By which day ---


def test_days_are_told_the_earliest_first_and_each_organisations_apart(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    both, mine = viewer(one, other), viewer(one)
    set_review_day(engine, both, NewDay((one.id, other.id), LIBRARY, DAY), NOON)
    set_review_day(engine, mine, NewDay((one.id,), "lag", DAY - timedelta(days=1)), NOON)
    found = review_days(engine, [one.id])
    assert [(each.subject, each.day) for each in found] == [("lag", DAY - timedelta(days=1)), (LIBRARY, DAY)]
    assert [each.subject for each in review_days(engine, [other.id])] == [LIBRARY]


def test_a_new_day_takes_the_place_of_the_old_and_can_be_taken_away(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    for day in (DAY, DAY + timedelta(days=7)):
        set_review_day(engine, viewer(one), NewDay((one.id,), LIBRARY, day), NOON)
    assert [each.day for each in review_days(engine, [one.id])] == [DAY + timedelta(days=7)]
    set_review_day(engine, viewer(one), NewDay((one.id,), LIBRARY, None), NOON)
    assert review_days(engine, [one.id]) == ()
    assert [each.values["dag"] for each in all_events(engine) if each.kind == "granskningsdag-satt"] == [
        "2026-12-01",
        "2026-12-08",
        "ingen",
    ]


def test_a_day_about_an_agreement_goes_with_the_agreement(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    made = AgreementStore(engine, viewer(one)).create(plan(), change())
    set_review_day(engine, viewer(one), NewDay((one.id,), made.id, DAY, is_agreement=True), NOON)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM agreement_versions"))
        connection.execute(text("DELETE FROM agreements"))
    assert review_days(engine, [one.id]) == ()


# --- Changes of the law ---


def test_a_change_is_entered_for_each_organisation_and_read_back_as_it_was(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    new = NewChange((one.id, other.id), LawChange(("SoL 12:1",), DAY, Fate.REPLACED, "SoL 12:9"), " SFS 2026:1. ")
    made = enter_change(engine, viewer(one, other), new, NOON)
    assert {(each.organisation, each.change, each.note) for each in made} == {
        (each.id, new.change, "SFS 2026:1.") for each in (one, other)
    }
    assert entered_changes(engine, [one.id]) == tuple(each for each in made if each.organisation == one.id)
    assert kinds(engine)[1:] == ["lagandring-inford"] * 2


def test_a_change_that_is_taken_back_counts_no_longer_but_did_then(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    (made,) = enter_change(engine, viewer(one), NewChange((one.id,), AMENDED), NOON)
    for _ in range(2):
        withdraw_change(engine, viewer(one), made.id, LATER)
    found = entered_changes(engine, [one.id])
    assert in_effect(found, one.id, None) == ()
    assert in_effect(found, one.id, NOON) == found
    assert in_effect(found, one.id, NOON - timedelta(seconds=1)) == ()
    assert kinds(engine) == ["lagandring-inford", "lagandring-aterkallad"]


def test_nobody_enters_or_takes_back_a_change_for_somebody_else(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    (made,) = enter_change(engine, viewer(one), NewChange((one.id,), AMENDED), NOON)
    with pytest.raises(UnknownAccount):
        enter_change(engine, viewer(other), NewChange((one.id, other.id), AMENDED), NOON)
    for unknown in (made.id, "okand", "å \x00"):
        with pytest.raises(UnknownAccount):
            withdraw_change(engine, viewer(other), unknown, NOON)
    assert find_change(engine, viewer(one), made.id).withdrawn is None


@pytest.mark.parametrize("note", ["x" * (LONGEST_NOTE + 1), "a\x00b"])
def test_what_cannot_be_kept_is_refused_with_words(note: str) -> None:
    with pytest.raises(AccountProblem):
        NewChange(("o",), AMENDED, note)


def test_a_change_is_entered_for_somebody() -> None:
    with pytest.raises(AccountProblem):
        NewChange((), AMENDED)


# --- All of it ---


def test_a_backup_carries_rules_days_and_changes(databases: Databases, tmp_path: Path) -> None:
    url, other = databases.new(), databases.new(migrated=False)
    engine = open_database(url)
    one = municipality(engine, BJURHOLM)
    require_persons(engine, one.id, 2, (NOON, "admin"))
    set_review_day(engine, viewer(one), NewDay((one.id,), LIBRARY, DAY), NOON)
    enter_change(engine, viewer(one), NewChange((one.id,), AMENDED, "Ny lydelse."), NOON)
    counted = write_backup(engine, tmp_path / "b.zip", NOON)
    assert [counted[each] for each in ("review_rules", "review_days", "law_changes")] == [1, 1, 1]
    restore_backup(other, tmp_path / "b.zip", NOON)
    again = open_database(other)
    assert persons_required(again, [one.id]) == {one.id: 2}
    assert review_days(again, [one.id]) == review_days(engine, [one.id])
    assert entered_changes(again, [one.id]) == entered_changes(engine, [one.id])
    for each in (engine, again):
        each.dispose()
