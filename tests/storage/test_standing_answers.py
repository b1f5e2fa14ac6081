"""What a municipality answers alike in every document is kept for good, and is its own alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import all_events
from generator.storage.ownership import NOBODY
from generator.storage.restore import restore_backup
from generator.storage.standing_answers import StandingAnswers, StandingAnswerStore
from tests.databases import Databases
from tests.storage.known import NOON
from tests.storage.people import BJURHOLM, GOTEBORG, municipality, police, viewer

OURS = {"d_ansvarig": "Socialnämnden, åäö", "d_kontrollerad": "2026-11-01"}


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def test_what_was_saved_last_is_what_stands_with_who_and_when(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = StandingAnswerStore(engine, viewer(one))
    assert store.of(one.id) == StandingAnswers(one.id, one.name)
    store.save(one.id, OURS, 0, NOON)
    store.save(one.id, {"d_ansvarig": "Nämnden"}, 1, NOON)
    assert store.of(one.id) == StandingAnswers(one.id, one.name, 2, {"d_ansvarig": "Nämnden"}, NOON, viewer(one).who)
    assert store.mine() == (store.of(one.id),)


def test_nobody_reads_or_saves_those_of_a_municipality_where_she_does_not_work(engine: Engine) -> None:
    one, other, near = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG), police(engine, BJURHOLM)
    StandingAnswerStore(engine, viewer(one)).save(one.id, OURS, 0, NOON)
    for who in (viewer(other), viewer(near), NOBODY):
        store = StandingAnswerStore(engine, who)
        assert one.id not in {each.organisation for each in store.mine()}
        with pytest.raises(UnknownAccount):
            store.of(one.id)
        with pytest.raises(UnknownAccount):
            store.save(one.id, {}, 1, NOON)
    with pytest.raises(UnknownAccount):
        StandingAnswerStore(engine, viewer(near)).save(near.id, OURS, 0, NOON)


def test_whoever_saves_after_somebody_else_is_told_and_nothing_is_lost(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)

    def save(name: str) -> bool:
        try:
            StandingAnswerStore(engine, viewer(one)).save(one.id, {"d_ansvarig": name}, 0, NOON)
        except AccountProblem:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ("a", "b"))) == [False, True]
    assert StandingAnswerStore(engine, viewer(one)).of(one.id).number == 1


@pytest.mark.parametrize("harm", ["UPDATE standing_answers SET who = 'annan'", "DELETE FROM standing_answers"])
def test_the_database_itself_refuses_to_change_or_remove_them(engine: Engine, harm: str) -> None:
    one = municipality(engine, BJURHOLM)
    store = StandingAnswerStore(engine, viewer(one))
    store.save(one.id, OURS, 0, NOON)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(harm))
    assert store.of(one.id).answers == OURS


def test_the_event_tells_which_and_nothing_of_what_they_say(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    StandingAnswerStore(engine, viewer(one)).save(one.id, OURS, 0, NOON)
    event = tuple(all_events(engine))[-1]
    assert (event.kind, event.values) == ("kommunens-uppgifter-sparade", {"organisation": one.id, "nummer": 1})


def test_a_backup_carries_them(databases: Databases, tmp_path: Path) -> None:
    engine, other = open_database(databases.new()), databases.new(migrated=False)
    one = municipality(engine, BJURHOLM)
    store = StandingAnswerStore(engine, viewer(one))
    store.save(one.id, OURS, 0, NOON)
    assert write_backup(engine, tmp_path / "b.zip", NOON)["standing_answers"] == 1
    restore_backup(other, tmp_path / "b.zip", NOON)
    again = open_database(other)
    assert StandingAnswerStore(again, viewer(one)).of(one.id) == store.of(one.id)
    with pytest.raises(DBAPIError), again.begin() as connection:
        connection.execute(text("DELETE FROM standing_answers"))
    for each in (engine, again):
        each.dispose()
