"""The log of events: what it may hold, that nothing in it can be changed unseen, and how it is read."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from generator.cli.main import main
from generator.errors import StorageError
from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database, writing
from generator.storage.errors import StaleVersion
from generator.storage.events import KEYS, LOCAL, Event, Kind, Verdict, all_events, append_event, verify_chain
from generator.storage.totals import count_person_document, person_documents
from tests.databases import Databases
from tests.storage.known import NOON, change, plan


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def saved(number: int = 1) -> Event:
    return Event(Kind.VERSION_SAVED, NOON, {"overenskommelse": "abc", "version": number})


def add(engine: Engine, count: int) -> None:
    for number in range(1, count + 1):
        with writing(engine) as connection:
            append_event(connection, saved(number))


def tamper(engine: Engine, *commands: str) -> None:
    """Change rows as one who owns the database can: past the triggers."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER events_no_update"))
            connection.execute(text("DROP TRIGGER events_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER events_no_change ON events"))
        for command in commands:
            connection.execute(text(command))


# --- What an event may hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_an_event_has_exactly_the_keys_of_its_kind(kind: Kind) -> None:
    right = dict.fromkeys(KEYS[kind], "abc")
    assert Event(kind, NOON, right).details == right
    for wrong in [{**right, "svar": "x"}, *({key: "x" for key in right if key != gone} for gone in right)]:
        with pytest.raises(ValueError, match=kind.value):
            Event(kind, NOON, wrong)


_WORDS = st.text(min_size=1).map(lambda text: f"{text} å")


@given(value=st.one_of(_WORDS, st.just(""), st.just("x" * 65), st.booleans(), st.none(), st.floats()))
def test_nothing_but_an_id_or_a_number_can_be_a_value(value: object) -> None:
    with pytest.raises(ValueError, match="ids and numbers"):
        Event(Kind.VERSION_SAVED, NOON, {"overenskommelse": value, "version": 1})  # type: ignore[dict-item]


@pytest.mark.parametrize("who", ["", " ", "rad\nbrytning", "x" * 201])
def test_somebody_is_always_named(who: str) -> None:
    with pytest.raises(ValueError, match="nobody"):
        Event(Kind.RESTORED, NOON, {}, who)


def test_an_event_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Event(Kind.RESTORED, datetime(2026, 11, 21), {})


# --- Saving and counting ---------------------------------------------------------------------------------------------


def test_every_save_leaves_an_event_with_who_what_which_version_and_when_and_no_answer(engine: Engine) -> None:
    store = AgreementStore(engine)
    made = store.create(plan(), change({"namn": "HEMLIGT"}))
    store.save(made.id, plan(), 1, change({"namn": "HEMLIGT"}))
    events = list(all_events(engine))
    assert [(each.number, each.kind, each.who, each.moment) for each in events] == [
        (1, "overenskommelse-skapad", LOCAL, NOON),
        (2, "version-sparad", LOCAL, NOON),
    ]
    assert [each.values for each in events] == [{"overenskommelse": made.id, "version": n} for n in (1, 2)]
    assert "HEMLIGT" not in repr(events)


def test_a_save_that_was_refused_leaves_no_event(engine: Engine) -> None:
    store = AgreementStore(engine)
    made = store.create(plan(), change())
    with pytest.raises(StaleVersion):
        store.save(made.id, plan(), 7, change())
    assert len(list(all_events(engine))) == 1


def test_where_the_event_cannot_be_written_nothing_is_saved(engine: Engine) -> None:
    store = AgreementStore(engine)
    made = store.create(plan(), change())
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE events RENAME TO borta"))
    with pytest.raises(StorageError):
        store.save(made.id, plan(), 1, change({"a": "2"}))
    assert store.read(made.id).version == 1


def test_many_who_save_at_once_make_one_unbroken_chain(engine: Engine) -> None:
    store = AgreementStore(engine)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: store.create(plan(), change()), range(40)))
    assert verify_chain(engine) == Verdict(40)
    assert {each.values["overenskommelse"] for each in all_events(engine)} == {each.id for each in made}


def test_documents_for_a_person_are_counted_without_time_kind_or_event(engine: Engine) -> None:
    assert person_documents(engine) == 0
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count_person_document(engine), range(12)))
    assert person_documents(engine) == 12
    assert list(all_events(engine)) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM totals")).all() == [("handlingar-for-person", 12)]


# --- The chain -------------------------------------------------------------------------------------------------------


def test_an_empty_log_and_an_untouched_one_are_whole(engine: Engine) -> None:
    assert verify_chain(engine) == Verdict(0)
    add(engine, 5)
    assert verify_chain(engine) == Verdict(5)


@pytest.mark.parametrize("command", ["UPDATE events SET who = 'annan'", "DELETE FROM events WHERE number = 2"])
def test_the_database_itself_refuses_to_change_or_remove_an_event(engine: Engine, command: str) -> None:
    add(engine, 3)
    with pytest.raises(Exception, match="only added"), engine.begin() as connection:
        connection.execute(text(command))
    assert verify_chain(engine) == Verdict(3)


@pytest.mark.parametrize(
    ("command", "row", "reason"),
    [
        ("UPDATE events SET who = 'annan' WHERE number = 3", 3, "inte som den skrevs"),
        ("UPDATE events SET kind = 'utkast-gallrat' WHERE number = 3", 3, "inte som den skrevs"),
        ("UPDATE events SET moment = '2020-01-01 00:00:00' WHERE number = 3", 3, "inte som den skrevs"),
        ("UPDATE events SET details = '{}' WHERE number = 1", 1, "inte som den skrevs"),
        ("UPDATE events SET hash = previous WHERE number = 5", 5, "inte som den skrevs"),
        ("UPDATE events SET previous = hash WHERE number = 2", 2, "händelsen före"),
        ("DELETE FROM events WHERE number = 1", 1, "saknas"),
        ("DELETE FROM events WHERE number = 3", 3, "saknas"),
        ("DELETE FROM events WHERE number = 5", 5, "saknas"),
        ("DELETE FROM events", 1, "saknas"),
        ("DELETE FROM event_chain", 5, "inte den sista"),
        ("UPDATE event_chain SET number = 4", 5, "inte den sista"),
        ("UPDATE events SET number = 9 WHERE number = 5", 5, "saknas"),
    ],
)
def test_the_first_row_that_was_tampered_with_is_found(engine: Engine, command: str, row: int, reason: str) -> None:
    add(engine, 5)
    tamper(engine, command)
    verdict = verify_chain(engine)
    assert verdict.broken == row
    assert reason in verdict.reason


# --- The commands ----------------------------------------------------------------------------------------------------


@pytest.fixture
def surroundings(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands find this database, and may write in a folder of their own."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    return tmp_path


@pytest.mark.usefixtures("surroundings")
def test_the_command_says_that_the_log_is_whole_or_where_it_is_broken(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == 0
    assert "tom" in capsys.readouterr().out
    add(engine, 3)
    assert main(["audit", "verify"]) == 0
    assert "3 händelser" in capsys.readouterr().out
    tamper(engine, "UPDATE events SET who = 'annan' WHERE number = 2")
    assert main(["audit", "verify"]) == 1
    assert "bruten vid händelse 2" in capsys.readouterr().err


def test_the_log_can_be_taken_out_as_a_file_that_a_spreadsheet_reads_safely(engine: Engine, surroundings: Path) -> None:
    with writing(engine) as connection:
        append_event(connection, Event(Kind.VERSION_SAVED, NOON, {"overenskommelse": "-abc", "version": 2}, "=1+1"))
        append_event(connection, Event(Kind.RESTORED, NOON, {}, "Åsa; Öberg"))
    file = surroundings / "logg.csv"
    assert main(["audit", "export", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    head = file.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    assert len(head) == len(set(head))
    assert [row["vem"] for row in rows] == ["'=1+1", "Åsa; Öberg"]
    assert [row["overenskommelse"] for row in rows] == ["'-abc", ""]
    assert [row["tid (UTC)"] for row in rows] == ["2026-11-21 12:00:00"] * 2
    assert [row["kontrollsumma"] for row in rows] == [each.hash for each in all_events(engine)]
