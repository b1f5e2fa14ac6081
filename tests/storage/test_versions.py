"""Versions, names and origins; the libraries that versions were made with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.storage.agreements import Agreement, AgreementStore, Origin
from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import UnknownAgreement
from generator.storage.events import all_events
from generator.storage.lifecycle import Saved, Status
from generator.storage.ownership import NOBODY
from generator.storage.restore import restore_backup
from generator.storage.statuses import StatusRow, StatusStore
from generator.storage.versions import LibraryCopies, VersionStore
from tests.databases import Databases
from tests.storage.known import NOON, change, plan


@pytest.fixture
def store(databases: Databases) -> Iterator[AgreementStore]:
    engine = open_database(databases.new())
    yield AgreementStore(engine)
    engine.dispose()


@pytest.fixture
def agreement(store: AgreementStore) -> Agreement:
    return store.create(plan(), replace(change(), law_day=date(2026, 11, 21)))


def test_the_list_tells_of_each_version_how_it_came_about_the_newest_first(
    store: AgreementStore, agreement: Agreement
) -> None:
    store.save(agreement.id, plan(), 1, change({"form": "bilaga"}))
    again = replace(change(), saved=Saved.RESTORED, source_version=1)
    store.save(agreement.id, plan(), 2, again)
    lines = VersionStore(store.engine).lines(agreement.id)
    assert [(each.number, each.saved, each.source_version) for each in lines] == [
        (3, Saved.RESTORED, 1),
        (2, Saved.ANSWERS, 0),
        (1, Saved.ANSWERS, 0),
    ]
    assert (lines[-1].law_day, lines[-1].library_version, lines[-1].moment) == (date(2026, 11, 21), "abc123", NOON)


def test_it_is_told_which_answers_differ_from_the_version_before(store: AgreementStore, agreement: Agreement) -> None:
    rows = [{"namn": "Bo"}]
    for number, answers in enumerate(({"form": "bilaga"}, {"form": "bilaga", "rader": rows}, {"rader": rows}), 1):
        store.save(agreement.id, plan(), number, change(answers))
    store.save(agreement.id, plan(), 4, change({"rader": [{"namn": "Eva"}]}))
    store.save(agreement.id, plan(), 5, change({"rader": [{"namn": "Eva"}]}))
    changed = VersionStore(store.engine).changed_keys(agreement.id)
    assert {number: set(keys) for number, keys in changed.items() if number > 2} == {
        3: {"rader"},
        4: {"form"},
        5: {"rader"},
        6: set(),
    }
    assert 1 not in changed and "form" in changed[2]
    assert VersionStore(store.engine).changed_keys("x" * 22) == {}


def test_any_version_can_be_read_as_it_was(store: AgreementStore, agreement: Agreement) -> None:
    store.save(agreement.id, plan(), 1, change({"form": "bilaga"}))
    first = VersionStore(store.engine).read(agreement.id, 1)
    assert (first.version, first.answers, first.law_day) == (1, agreement.answers, date(2026, 11, 21))


@pytest.mark.parametrize("number", [0, 2, 999_999])
def test_a_version_that_is_not_there_is_told(store: AgreementStore, agreement: Agreement, number: int) -> None:
    with pytest.raises(UnknownAgreement):
        VersionStore(store.engine).read(agreement.id, number)


def test_to_whom_the_agreement_does_not_exist_its_versions_and_name_do_not_either(
    store: AgreementStore, agreement: Agreement
) -> None:
    theirs = VersionStore(store.engine, NOBODY)
    with pytest.raises(UnknownAgreement):
        theirs.read(agreement.id, 1)
    with pytest.raises(UnknownAgreement):
        theirs.rename(agreement, "Mitt", NOON)


def test_a_name_is_kept_and_no_event_tells_it(store: AgreementStore, agreement: Agreement) -> None:
    VersionStore(store.engine).rename(agreement, "Förslag i mars", NOON)
    assert store.read(agreement.id).name == "Förslag i mars"
    assert "mars" not in "".join(event.details for event in all_events(store.engine))


def test_what_an_agreement_was_made_from_is_remembered(store: AgreementStore, agreement: Agreement) -> None:
    origin = Origin(Saved.RENEWED, agreement.id, 1)
    made = store.create(plan(), replace(change(), saved=Saved.RENEWED), origin, "Nästa period")
    assert (made.origin, made.name, made.saved) == (origin, "Nästa period", Saved.RENEWED)
    assert store.read(agreement.id).origin is None


def test_a_library_is_kept_once_and_stays_as_it_was(store: AgreementStore) -> None:
    copies = LibraryCopies(store.engine)
    assert not copies.has("abc")
    assert copies.read("abc") is None
    copies.keep("abc", b"\x00bibliotek", NOON)
    copies.keep("abc", b"ett annat", NOON)
    assert copies.has("abc")
    assert copies.read("abc") == b"\x00bibliotek"


def test_the_libraries_that_are_kept_are_listed_the_newest_first(store: AgreementStore) -> None:
    copies = LibraryCopies(store.engine)
    assert copies.kept() == ()
    later = NOON + timedelta(days=2)
    for version, moment in (("abc", NOON), ("def", later)):
        copies.keep(version, b"x", moment)
    assert copies.kept() == (("def", later), ("abc", NOON))


def test_names_statuses_and_kept_libraries_come_through_backup_and_restore(
    databases: Databases, store: AgreementStore, agreement: Agreement, tmp_path: Path
) -> None:
    VersionStore(store.engine).rename(agreement, "Förslag", NOON)
    LibraryCopies(store.engine).keep("abc", b"\x00\xff", NOON)
    row = StatusRow(Status.REVIEW, 1, NOON, "anna", reason="Läs")
    StatusStore(store.engine).take_step(agreement.id, Status.DRAFT, row)
    write_backup(store.engine, tmp_path / "kopia", NOON)
    url = databases.new()
    restore_backup(url, tmp_path / "kopia", NOON)
    other = open_database(url)
    assert AgreementStore(other).read(agreement.id) == replace(agreement, name="Förslag")
    assert StatusStore(other).of(agreement.id) == (row,)
    assert LibraryCopies(other).read("abc") == b"\x00\xff"
    other.dispose()
