"""Agreements in the database: every version kept, nothing overwritten, nothing about a person."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.library.model import PlanKind
from generator.storage.agreements import Agreement, AgreementStore
from generator.storage.database import open_database
from generator.storage.errors import NotStorable, StaleVersion, UnknownAgreement
from generator.storage.tables import AGREEMENTS, VERSIONS
from generator.storage.tokens import new_id
from tests.databases import KINDS, Databases, databases_of
from tests.storage.known import NOON, change, plan


@pytest.fixture(scope="module", params=KINDS)
def store(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[AgreementStore]:
    with databases_of(request.param, tmp_path_factory.mktemp("lagring"), request) as databases:
        engine = open_database(databases.new())
        yield AgreementStore(engine)
        engine.dispose()


def stored_versions(store: AgreementStore, agreement: Agreement) -> list[tuple[int, object]]:
    query = select(VERSIONS.c.number, VERSIONS.c.answers).where(VERSIONS.c.agreement_id == agreement.id)
    with store.engine.connect() as connection:
        return [(row.number, row.answers) for row in connection.execute(query.order_by(VERSIONS.c.number))]


def test_a_new_agreement_is_version_one_with_what_was_answered(store: AgreementStore) -> None:
    made = store.create(plan(), change({"kommuner": ["0484"], "polisomrade": "Södermanland"}))
    assert made == store.read(made.id)
    assert (made.version, made.plan, made.library_version) == (1, "overenskommelse", "abc123")
    assert made.answers == {"kommuner": ["0484"], "polisomrade": "Södermanland"}
    assert made.created == made.updated == NOON


def test_an_id_is_long_random_and_fits_in_an_address(store: AgreementStore) -> None:
    ids = {store.create(plan(), change()).id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(each) == 22 and each.isascii() and each.replace("-", "").replace("_", "").isalnum() for each in ids)


def test_every_save_adds_a_version_and_leaves_the_earlier_ones_as_they_were(store: AgreementStore) -> None:
    made = store.create(plan(), change({"a": "1"}))
    later = NOON + timedelta(hours=1)
    assert store.save(made.id, plan(), 1, change({"a": "2"}, later)) == 2
    assert stored_versions(store, made) == [(1, {"a": "1"}), (2, {"a": "2"})]
    read = store.read(made.id)
    assert (read.version, read.created, read.updated) == (2, NOON, later)


def test_a_save_based_on_an_old_version_overwrites_nothing(store: AgreementStore) -> None:
    made = store.create(plan(), change({"a": "1"}))
    store.save(made.id, plan(), 1, change({"a": "hennes"}))
    with pytest.raises(StaleVersion):
        store.save(made.id, plan(), 1, change({"a": "hans"}))
    assert stored_versions(store, made) == [(1, {"a": "1"}), (2, {"a": "hennes"})]


@pytest.mark.parametrize("based_on", [0, -1, 2, 999])
def test_a_version_that_is_not_the_current_one_is_stale(store: AgreementStore, based_on: int) -> None:
    made = store.create(plan(), change())
    with pytest.raises(StaleVersion):
        store.save(made.id, plan(), based_on, change())


def test_of_many_who_save_at_once_one_succeeds_and_the_others_are_told(store: AgreementStore) -> None:
    made = store.create(plan(), change())

    def try_save(number: int) -> bool:
        try:
            store.save(made.id, plan(), 1, change({"vem": str(number)}))
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(try_save, range(24)))
    assert outcomes.count(True) == 1
    assert [number for number, _ in stored_versions(store, made)] == [1, 2]


@pytest.mark.parametrize("unknown", ["", "finns-inte", "x" * 500, "' OR 1=1 --", "a\x00b", "åäö", "\ud800"])
def test_an_unknown_id_is_told_apart_from_a_stale_version(store: AgreementStore, unknown: str) -> None:
    with pytest.raises(UnknownAgreement):
        store.read(unknown)
    with pytest.raises(UnknownAgreement):
        store.save(unknown, plan(), 1, change())


@pytest.mark.parametrize("kind", [kind for kind in PlanKind if kind is not PlanKind.AGREEMENT])
def test_only_agreements_may_be_stored(store: AgreementStore, kind: PlanKind) -> None:
    before = len(store.newest(10_000))
    with pytest.raises(NotStorable):
        store.create(plan(kind), change({"p_namn": "Kim"}))
    made = store.create(plan(), change())
    with pytest.raises(NotStorable):
        store.save(made.id, plan(kind), 1, change({"p_namn": "Kim"}))
    assert len(store.newest(10_000)) == before + 1


def test_an_agreement_cannot_become_a_document_of_another_kind(store: AgreementStore) -> None:
    made = store.create(plan(), change())
    with pytest.raises(StaleVersion):
        store.save(made.id, plan(plan_id="annan"), 1, change())
    assert store.read(made.id).version == 1


def test_the_newest_come_first(databases: Databases) -> None:
    store = AgreementStore(open_database(databases.new()))
    first, second = (store.create(plan(), change(moment=NOON + timedelta(minutes=n))) for n in range(2))
    assert [each.id for each in store.newest(10)] == [second.id, first.id]
    store.save(first.id, plan(), 1, change(moment=NOON + timedelta(minutes=9)))
    assert [each.id for each in store.newest(10)] == [first.id, second.id]
    assert [each.id for each in store.newest(1)] == [first.id]
    store.engine.dispose()


def test_a_moment_is_the_same_moment_in_every_time_zone(store: AgreementStore) -> None:
    swedish = datetime(2026, 11, 21, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert store.create(plan(), change(moment=swedish)).created == NOON


def test_a_moment_without_a_time_zone_is_refused(store: AgreementStore) -> None:
    with pytest.raises(StorageError):
        store.create(plan(), change(moment=datetime(2026, 11, 21)))


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
_VALUES = st.one_of(_TEXTS, st.booleans(), st.integers(), st.lists(_TEXTS, max_size=4))


_ROWS = st.lists(st.dictionaries(_TEXTS, _VALUES), max_size=3)


@given(answers=st.dictionaries(_TEXTS, st.one_of(_VALUES, _ROWS), max_size=6))
def test_answers_come_back_as_they_were_given(store: AgreementStore, answers: dict[str, object]) -> None:
    assert store.create(plan(), change(answers)).answers == answers


def test_a_version_without_its_agreement_cannot_exist(store: AgreementStore) -> None:
    row = {"agreement_id": "ingen", "number": 1, "answers": {}, "library_version": "", "created": NOON}
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(insert(VERSIONS).values(row))


def test_the_database_itself_refuses_two_versions_with_the_same_number(store: AgreementStore) -> None:
    made = store.create(plan(), change())
    row = {"agreement_id": made.id, "number": 1, "answers": {}, "library_version": "", "created": NOON}
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(insert(VERSIONS).values(row))


def test_an_agreement_that_is_removed_takes_its_versions_with_it(store: AgreementStore) -> None:
    made = store.create(plan(), change())
    with store.engine.begin() as connection:
        connection.execute(delete(AGREEMENTS).where(AGREEMENTS.c.id == made.id))
    assert stored_versions(store, made) == []


def test_a_failing_database_says_nothing_of_what_was_to_be_stored(databases: Databases) -> None:
    engine = open_database(databases.new(migrated=False))
    with pytest.raises(StorageError) as failed:
        AgreementStore(engine).create(plan(), change({"namn": "HEMLIGT"}))
    chain = [str(failed.value), str(failed.value.__cause__)]
    assert not any("HEMLIGT" in told for told in chain)
    engine.dispose()


def test_what_was_acknowledged_is_on_the_disk(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        pragmas = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_id_is_never_taken_for_an_option_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "-an758NrFD1Oct3Fc0Vvkw")
    assert new_id() == "_an758NrFD1Oct3Fc0Vvkw"
