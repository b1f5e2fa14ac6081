"""Statuses: the table of steps, who set what, and that nothing signed is changed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import text

from generator.errors import StorageError
from generator.storage.agreements import Agreement, AgreementStore
from generator.storage.database import open_database
from generator.storage.errors import NotKeepable, StaleVersion
from generator.storage.events import all_events, verify_chain
from generator.storage.files import FileStore, NewFile, Numbers
from generator.storage.lifecycle import STEPS, Needs, Saved, Status, steps_from
from generator.storage.ownership import NOBODY
from generator.storage.retention import remove_due_drafts
from generator.storage.statuses import REOPENED, AgreementClosed, StatusRow, StatusStore, StepRefused
from tests.databases import Databases
from tests.storage.known import NOON, change, plan

PDF = NewFile("undertecknad.pdf", "application/pdf", b"%PDF-1.7 underskrivet", Numbers("SN 2026/1", "A1"))


@pytest.fixture
def store(databases: Databases) -> Iterator[AgreementStore]:
    engine = open_database(databases.new())
    yield AgreementStore(engine)
    engine.dispose()


@pytest.fixture
def agreement(store: AgreementStore) -> Agreement:
    return store.create(plan(), change())


@pytest.fixture
def statuses(store: AgreementStore) -> StatusStore:
    return StatusStore(store.engine)


def row(status: Status, version: int = 1, **more: object) -> StatusRow:
    return StatusRow(status, version, NOON, "anna", **more)  # type: ignore[arg-type]


def brought_to(statuses: StatusStore, agreement: Agreement, *path: Status) -> None:
    before = Status.DRAFT
    for status in path:
        statuses.take_step(agreement.id, before, row(status))
        before = status


def signed(statuses: StatusStore, agreement: Agreement) -> None:
    brought_to(statuses, agreement, Status.REVIEW, Status.READY)
    statuses.sign(agreement.id, PDF, row(Status.SIGNED))


def test_every_status_can_be_reached_and_none_but_the_last_is_a_dead_end() -> None:
    reached, waiting = {Status.DRAFT}, [Status.DRAFT]
    while waiting:
        for step in steps_from(waiting.pop()):
            if step.after not in reached:
                reached.add(step.after)
                waiting.append(step.after)
    assert reached == set(Status)
    assert [status for status in Status if not steps_from(status)] == [Status.ENDED]


def test_no_step_is_in_the_table_twice() -> None:
    assert len({(step.before, step.after) for step in STEPS}) == len(STEPS)


def test_ready_needs_that_nothing_is_left_and_signed_needs_its_file() -> None:
    needs = {step.after: {each.needs for each in STEPS if each.after is step.after} for step in STEPS}
    assert needs[Status.READY] == {Needs.NOTHING_LEFT}
    assert needs[Status.SIGNED] == {Needs.SIGNED_FILE}
    assert needs[Status.ENDED] == {Needs.DAY_AND_REASON}


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(status: Status) -> None:
    assert status.words[0].isupper()


@pytest.mark.parametrize("how", Saved)
def test_every_way_of_saving_has_words(how: Saved) -> None:
    assert how.words[0].isupper()


def test_a_new_agreement_is_a_draft_without_anybody_saying_so(statuses: StatusStore, agreement: Agreement) -> None:
    assert statuses.of(agreement.id) == ()
    assert statuses.current([agreement.id]) == {}


def test_each_step_is_kept_with_who_took_it_when_and_an_event_without_the_reason(
    statuses: StatusStore, agreement: Agreement
) -> None:
    statuses.take_step(agreement.id, Status.DRAFT, row(Status.REVIEW, reason="Läs punkt 4 noga"))
    (kept,) = statuses.of(agreement.id)
    assert kept == row(Status.REVIEW, reason="Läs punkt 4 noga")
    assert statuses.current([agreement.id, "annan"]) == {agreement.id: kept}
    event = list(all_events(statuses.engine))[-1]
    assert event.values == {"overenskommelse": agreement.id, "version": 1, "status": "granskning"}
    assert "punkt 4" not in event.details
    assert verify_chain(statuses.engine).broken is None


TAKEN_HERE = {(step.before, step.after) for step in STEPS if step.needs is not Needs.SIGNED_FILE}


@pytest.mark.parametrize(("before", "after"), sorted(set(product(Status, Status)) - TAKEN_HERE))
def test_only_steps_in_the_table_can_be_taken(
    statuses: StatusStore, agreement: Agreement, before: Status, after: Status
) -> None:
    with pytest.raises(StepRefused):
        statuses.take_step(agreement.id, before, row(after))
    assert statuses.of(agreement.id) == ()


def test_a_step_from_another_status_than_the_present_is_stale(statuses: StatusStore, agreement: Agreement) -> None:
    with pytest.raises(StaleVersion):
        statuses.take_step(agreement.id, Status.REVIEW, row(Status.READY))


def test_a_step_for_another_version_than_the_present_is_stale(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement
) -> None:
    store.save(agreement.id, plan(), 1, change({"form": "bilaga"}))
    with pytest.raises(StaleVersion):
        statuses.take_step(agreement.id, Status.DRAFT, row(Status.REVIEW))


def test_of_many_who_take_the_same_step_at_once_one_succeeds(statuses: StatusStore, agreement: Agreement) -> None:
    def attempt(_: int) -> bool:
        try:
            statuses.take_step(agreement.id, Status.DRAFT, row(Status.REVIEW))
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1
    assert len(statuses.of(agreement.id)) == 1


def test_somebody_who_may_not_change_the_agreement_cannot_set_its_status(
    store: AgreementStore, agreement: Agreement
) -> None:
    with pytest.raises(StaleVersion):
        StatusStore(store.engine, NOBODY).take_step(agreement.id, Status.DRAFT, row(Status.REVIEW))


@pytest.mark.parametrize("path", [(Status.REVIEW,), (Status.REVIEW, Status.READY)])
def test_a_change_of_what_is_under_review_makes_it_a_draft_again_and_says_so(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement, path: tuple[Status, ...]
) -> None:
    brought_to(statuses, agreement, *path)
    store.save(agreement.id, plan(), 1, change({"form": "bilaga"}))
    last = statuses.of(agreement.id)[-1]
    assert (last.status, last.version, last.reason) == (Status.DRAFT, 2, REOPENED)


def test_a_confirmation_is_a_part_of_the_review_and_does_not_end_it(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement
) -> None:
    brought_to(statuses, agreement, Status.REVIEW)
    store.save(agreement.id, plan(), 1, replace(change({"form": "bilaga"}), saved=Saved.CONFIRMED))
    assert statuses.of(agreement.id)[-1].status is Status.REVIEW


def test_signing_keeps_the_file_byte_for_byte_with_both_numbers(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement
) -> None:
    signed(statuses, agreement)
    (file,) = FileStore(store.engine).files_of(agreement.id)
    assert (file.numbers, file.version) == (PDF.numbers, 1)
    assert FileStore(store.engine).read_file((agreement.id, 1), file.name) == PDF.content
    assert statuses.of(agreement.id)[-1].status is Status.SIGNED


def test_where_the_file_cannot_be_kept_the_status_is_not_set(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement
) -> None:
    brought_to(statuses, agreement, Status.REVIEW, Status.READY)
    FileStore(store.engine).keep_file((agreement.id, 1), PDF, NOON)
    with pytest.raises(NotKeepable):
        statuses.sign(agreement.id, PDF, row(Status.SIGNED))
    assert statuses.of(agreement.id)[-1].status is Status.READY
    assert verify_chain(store.engine).broken is None


@pytest.mark.parametrize("path", [(), (Status.REVIEW,)])
def test_only_what_is_ready_can_be_signed(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement, path: tuple[Status, ...]
) -> None:
    brought_to(statuses, agreement, *path)
    with pytest.raises(StaleVersion):
        statuses.sign(agreement.id, PDF, row(Status.SIGNED))
    assert FileStore(store.engine).files_of(agreement.id) == ()


def test_what_is_signed_cannot_be_changed(store: AgreementStore, statuses: StatusStore, agreement: Agreement) -> None:
    signed(statuses, agreement)
    with pytest.raises(AgreementClosed):
        store.save(agreement.id, plan(), 1, change({"form": "bilaga"}))
    assert store.read(agreement.id).version == 1


def test_an_agreement_ends_on_a_day_and_for_a_reason(statuses: StatusStore, agreement: Agreement) -> None:
    signed(statuses, agreement)
    for lacking in ({}, {"day": date(2027, 1, 1)}, {"reason": "Uppsagd"}, {"day": date(2027, 1, 1), "reason": " "}):
        with pytest.raises(StepRefused):
            statuses.take_step(agreement.id, Status.SIGNED, row(Status.ENDED, **lacking))
    statuses.take_step(agreement.id, Status.SIGNED, row(Status.ENDED, day=date(2027, 1, 1), reason="Uppsagd"))
    last = statuses.of(agreement.id)[-1]
    assert (last.status, last.day, last.reason) == (Status.ENDED, date(2027, 1, 1), "Uppsagd")


def test_the_database_itself_refuses_to_change_a_status(statuses: StatusStore, agreement: Agreement) -> None:
    brought_to(statuses, agreement, Status.REVIEW)
    with pytest.raises(Exception, match=r"only added|refuse"), statuses.engine.begin() as connection:
        connection.execute(text("UPDATE agreement_statuses SET status = 'signerad'"))


def test_a_draft_that_is_removed_takes_its_statuses_with_it(
    store: AgreementStore, statuses: StatusStore, agreement: Agreement
) -> None:
    brought_to(statuses, agreement, Status.REVIEW)
    assert remove_due_drafts(store.engine, 1, NOON + timedelta(days=400)) == 1
    assert statuses.of(agreement.id) == ()


def test_a_failing_database_is_told(databases: Databases) -> None:
    engine = open_database(databases.new(migrated=False))
    with pytest.raises(StorageError):
        StatusStore(engine).of("x")
    engine.dispose()
