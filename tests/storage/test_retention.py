"""Old drafts: listed, warned about, removed on demand only, and never one that somebody works with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from generator.cli.main import main
from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database
from generator.storage.errors import UnknownAgreement
from generator.storage.events import Kind, all_events, verify_chain
from generator.storage.retention import WARNING, old_drafts, remove_due_drafts
from tests.databases import Databases
from tests.storage.known import NOON, change, plan

TWO_YEARS = timedelta(days=730.5)


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def draft(engine: Engine, saved: datetime) -> str:
    return AgreementStore(engine).create(plan(), change(moment=saved)).id


@pytest.mark.parametrize(
    ("age", "listed", "removed"),
    [
        (timedelta(0), False, False),
        (TWO_YEARS - WARNING - timedelta(seconds=1), False, False),
        (TWO_YEARS - WARNING, True, False),
        (TWO_YEARS - timedelta(seconds=1), True, False),
        (TWO_YEARS, True, True),
        (TWO_YEARS * 10, True, True),
    ],
)
def test_a_draft_is_first_warned_about_and_then_removed(
    engine: Engine, age: timedelta, listed: bool, removed: bool
) -> None:
    made = draft(engine, NOON - age)
    found = old_drafts(engine, 24, NOON)
    assert [each.id for each in found] == [made] * listed
    assert [each.due <= NOON for each in found] == [removed] * listed
    assert remove_due_drafts(engine, 24, NOON) == removed


def test_the_time_counts_from_the_last_save(engine: Engine) -> None:
    made = draft(engine, NOON - TWO_YEARS * 2)
    AgreementStore(engine).save(made, plan(), 1, change(moment=NOON))
    assert old_drafts(engine, 24, NOON) == ()
    assert remove_due_drafts(engine, 24, NOON) == 0


def test_a_removed_draft_is_gone_with_every_version_and_leaves_an_event(engine: Engine) -> None:
    old, new = draft(engine, NOON - TWO_YEARS), draft(engine, NOON)
    assert remove_due_drafts(engine, 24, NOON) == 1
    store = AgreementStore(engine)
    with pytest.raises(UnknownAgreement):
        store.read(old)
    assert [each.id for each in store.newest(10)] == [new]
    *_, event = all_events(engine)
    assert (event.kind, event.values) == (Kind.DRAFT_REMOVED, {"overenskommelse": old, "version": 1})
    assert verify_chain(engine).broken is None


def test_the_command_removes_nothing_until_it_is_told_to(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("generator.clock.now", lambda: NOON)
    old, soon = draft(engine, NOON - TWO_YEARS), draft(engine, NOON - TWO_YEARS + timedelta(days=30))
    assert main(["gallra"]) == 0
    told = capsys.readouterr().out
    assert f"{old}  overenskommelse  sparat 2024-11-21  tas bort med --gor" in told
    assert f"{soon}  overenskommelse  sparat 2024-12-21  tas bort tidigast 2026-12-21" in told
    assert "1 utkast är äldre än 24 månader; 1 blir det snart" in told
    assert len(AgreementStore(engine).newest(10)) == 2
    assert main(["gallra", "--gor"]) == 0
    assert "1 utkast togs bort; 1 blir det snart" in capsys.readouterr().out
    assert [each.id for each in AgreementStore(engine).newest(10)] == [soon]
