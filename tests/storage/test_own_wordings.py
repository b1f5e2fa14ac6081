"""A municipality's own wordings are kept for good, written by it alone, and unknown to all that they are not for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from generator.review.own_wordings import SHARED_REASON, Act, OwnAct
from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import all_events
from generator.storage.own_wordings import LONGEST_REASON, MOST, Offered, OwnWordingStore
from generator.storage.ownership import NOBODY, SERVICE
from generator.storage.restore import restore_backup
from tests.databases import Databases
from tests.storage.known import NOON
from tests.storage.people import BJURHOLM, ESKILSTUNA, GOTEBORG, municipality, police, viewer

DAY = date(2026, 11, 22)
OURS = OwnAct(Act.REPLACE, "tiden", "Nämnden vill det.", DAY, None, heading="Tiden", text="Vår text.", base="a" * 64)
WITHDRAWN = OwnAct(Act.WITHDRAW, "tiden", "Behövs inte längre.", DAY)


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def test_every_act_is_numbered_and_read_back_as_it_was(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    until = replace(OURS, clause="avslut", last_day=DAY + timedelta(days=30))
    first = store.add(one.id, OURS, 0, NOON)
    second = store.add(one.id, until, 1, NOON)
    third = store.add(one.id, WITHDRAWN, 2, NOON)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert store.of(one.id) == (first, second, third)
    assert [each.act for each in store.of(one.id)] == [OURS, until, WITHDRAWN]


def test_nobody_writes_for_another_municipality_or_for_the_police(engine: Engine) -> None:
    one, other, the_police = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG), police(engine, BJURHOLM)
    for who, whose in (
        (viewer(one), other),
        (viewer(the_police), one),
        (viewer(the_police), the_police),
        (NOBODY, one),
    ):
        with pytest.raises(UnknownAccount):
            OwnWordingStore(engine, who).add(whose.id, OURS, 0, NOON)
    assert OwnWordingStore(engine, SERVICE).of(one.id) == ()


def test_they_are_read_by_the_municipality_and_the_police_that_cover_it_and_by_nobody_else(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    near, far = police(engine, BJURHOLM), police(engine, GOTEBORG)
    kept = OwnWordingStore(engine, viewer(one)).add(one.id, OURS, 0, NOON)
    for who in (viewer(one), viewer(near), SERVICE):
        assert OwnWordingStore(engine, who).of(one.id) == (kept,)
        assert one.id in {each.id for each in OwnWordingStore(engine, who).keepers()}
    for who in (viewer(other), viewer(far), NOBODY):
        assert one.id not in {each.id for each in OwnWordingStore(engine, who).keepers()}
        with pytest.raises(UnknownAccount):
            OwnWordingStore(engine, who).of(one.id)


def test_an_agreement_is_offered_what_all_its_municipalities_have_decided_alike(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    the_police, far = police(engine, BJURHOLM, GOTEBORG), police(engine, ESKILSTUNA)
    stores = {each.id: OwnWordingStore(engine, viewer(each)) for each in (one, other)}
    stores[one.id].add(one.id, OURS, 0, NOON)
    both = {BJURHOLM, GOTEBORG}
    assert stores[one.id].offered({BJURHOLM}, DAY) == (Offered(OURS.local, "nagon", NOON),)
    assert stores[one.id].offered(both, DAY) == ()
    stores[other.id].add(other.id, replace(OURS, reason="Annat skäl."), 0, NOON)
    for who in (viewer(one), viewer(other), viewer(the_police)):
        found = OwnWordingStore(engine, who).offered(both, DAY)
        assert [(each.local.text, each.local.reason) for each in found] == [("Vår text.", SHARED_REASON)]
    for who in (viewer(far), NOBODY):
        assert OwnWordingStore(engine, who).offered(both, DAY) == ()
        assert OwnWordingStore(engine, who).offered({BJURHOLM}, DAY) == ()
    assert stores[one.id].offered({BJURHOLM, ESKILSTUNA}, DAY) == ()
    assert stores[one.id].offered(set(), DAY) == ()
    assert stores[one.id].offered({GOTEBORG}, DAY) == ()
    stores[one.id].add(one.id, WITHDRAWN, 1, NOON)
    assert OwnWordingStore(engine, viewer(the_police)).offered(both, DAY) == ()


def test_whoever_has_not_seen_the_newest_act_does_not_write_over_it(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    store.add(one.id, OURS, 0, NOON)
    with pytest.raises(AccountProblem, match="Någon annan"):
        store.add(one.id, WITHDRAWN, 0, NOON)
    assert len(store.of(one.id)) == 1


def test_of_two_who_write_at_once_one_is_told(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))

    def write(number: int) -> bool:
        try:
            store.add(one.id, replace(OURS, text=f"Text {number}."), 0, NOON)
        except AccountProblem:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, range(4))) == 1
    assert len(store.of(one.id)) == 1


@pytest.mark.parametrize(
    "act",
    [
        replace(OURS, reason=" "),
        replace(OURS, reason="x" * (LONGEST_REASON + 1)),
        replace(OURS, text="a\x00b"),
        replace(OURS, last_day=DAY - timedelta(days=1)),
        replace(OURS, clause="x" * 81),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(engine: Engine, act: OwnAct) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    with pytest.raises(AccountProblem):
        store.add(one.id, act, 0, NOON)
    assert store.of(one.id) == ()


def test_a_municipality_can_have_a_certain_number_and_always_change_those_it_has(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    for number in range(MOST):
        store.add(one.id, replace(OURS, clause=f"klausul-{number}"), number, NOON)
    with pytest.raises(AccountProblem, match="redan 40"):
        store.add(one.id, replace(OURS, clause="en-till"), MOST, NOON)
    store.add(one.id, replace(OURS, clause="klausul-0"), MOST, NOON)
    store.add(one.id, replace(WITHDRAWN, clause="klausul-0"), MOST + 1, NOON)
    store.add(one.id, replace(OURS, clause="en-till"), MOST + 2, NOON)


@pytest.mark.parametrize("harm", ["UPDATE own_wordings SET text = 'annat'", "DELETE FROM own_wordings"])
def test_the_database_itself_refuses_to_change_or_remove_an_act(engine: Engine, harm: str) -> None:
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    kept = store.add(one.id, OURS, 0, NOON)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(harm))
    assert store.of(one.id) == (kept,)


def test_the_event_names_the_act_and_nothing_of_what_it_says(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    OwnWordingStore(engine, viewer(one)).add(one.id, replace(OURS, reason="hemligt"), 0, NOON)
    event = tuple(all_events(engine))[-1]
    assert (event.kind, event.values) == ("egen-lydelse-andrad", {"organisation": one.id, "nummer": 1})


def test_a_backup_carries_every_act(databases: Databases, tmp_path: Path) -> None:
    engine, other = open_database(databases.new()), databases.new(migrated=False)
    one = municipality(engine, BJURHOLM)
    store = OwnWordingStore(engine, viewer(one))
    store.add(one.id, OURS, 0, NOON)
    store.add(one.id, WITHDRAWN, 1, NOON)
    assert write_backup(engine, tmp_path / "b.zip", NOON)["own_wordings"] == 2
    restore_backup(other, tmp_path / "b.zip", NOON)
    again = open_database(other)
    assert OwnWordingStore(again, viewer(one)).of(one.id) == store.of(one.id)
    with pytest.raises(DBAPIError), again.begin() as connection:
        connection.execute(text("DELETE FROM own_wordings"))
    for each in (engine, again):
        each.dispose()
