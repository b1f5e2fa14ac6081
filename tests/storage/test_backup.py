"""Backups: taken while others save, read back into either database, refused when they are not whole."""

from __future__ import annotations

import json
import stat
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import MetaData, Table, select, text

from generator.cli.main import main
from generator.errors import StorageError
from generator.storage import codes, identity_tables
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.agreements import AgreementStore
from generator.storage.attempts import AttemptStore
from generator.storage.backup import write_backup
from generator.storage.credentials import CredentialStore
from generator.storage.database import newest_layout, open_database, undisturbed, upgrade
from generator.storage.errors import BrokenBackup, DatabaseNotEmpty
from generator.storage.events import Kind, Verdict, all_events, verify_chain
from generator.storage.guests import GuestStore, NewComment
from generator.storage.ownership import give_ownerless
from generator.storage.restore import restore_backup
from generator.storage.roles import Role
from generator.storage.sessions import SessionStore
from tests.databases import KINDS, Databases, databases_of, rows
from tests.storage.known import NOON, change, plan
from tests.storage.people import BJURHOLM, CHOSEN, KEY, account, municipality

IDENTITY = {value.name for value in vars(identity_tables).values() if isinstance(value, Table)}
"""The tables about people who use the service."""
LATER = NOON + timedelta(hours=1)
ANSWERS = {"kommun": "Åmål", "delar": [{"a": "1", "b": ["x", 'å\n"”']}], "ja": True, "tal": 7, "inget": None}


@pytest.fixture(params=KINDS)
def others(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """The databases that a backup is read into."""
    folder = tmp_path / "andra"
    folder.mkdir()
    with databases_of(request.param, folder, request) as made:
        yield made


def filled(url: str, count: int = 3) -> None:
    engine = open_database(url)
    store = AgreementStore(engine)
    for number in range(count):
        made = store.create(plan(), change({**ANSWERS, "n": number}))
        store.save(made.id, plan(), 1, change({**ANSWERS, "n": -number}, LATER))
    engine.dispose()


def people(url: str) -> None:
    """Something in every table about people."""
    engine = open_database(url)
    (agreement_id,) = (each.id for each in AgreementStore(engine).newest(1))
    credentials, secret = CredentialStore(engine, KEY), codes.new_secret()
    kim = account(engine, "kim", (municipality(engine, BJURHOLM), Role.SAMORDNARE))
    bo = AccountStore(engine).for_identity(("https://id.example.se", "1"), NewAccount("bo", "Bo"), NOON)
    credentials.accept(credentials.invite(kim.id, NOON, "test").token, CHOSEN, NOON)
    credentials.use_codes(kim.id, secret, pyotp.TOTP(secret).at(NOON), NOON)
    AccountStore(engine).disable(bo.id, NOON, "test")
    SessionStore(engine).begin(kim.id, NOON)
    AttemptStore(engine, KEY).begin("bo", NOON)
    GuestStore(engine).invite(agreement_id, "Gäst", LATER, (NOON, kim.id))
    GuestStore(engine).comment(NewComment(agreement_id, 1, "Åsa", "Så här?", kim.id), NOON)
    give_ownerless(engine, agreement_id, kim.memberships[0].organisation, (NOON, "test"))
    engine.dispose()


def test_accounts_and_all_about_them_are_read_back_into_either_database(
    databases: Databases, others: Databases, tmp_path: Path
) -> None:
    first, second = databases.new(), others.new(migrated=False)
    filled(first, 1)
    people(first)
    about_people = [table for table in content(first) if table in IDENTITY]
    assert set(about_people) == IDENTITY
    assert [table for table in about_people if not content(first)[table]] == []
    restore_backup(second, backed_up(first, tmp_path / "kopia"), LATER)
    for table in IDENTITY:
        assert content(second)[table] == content(first)[table], table
    engine = open_database(second)
    assert CredentialStore(engine, KEY).proved_by_password("kim", CHOSEN) is not None
    engine.dispose()


def content(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the events that tell of restoring."""
    engine, found = open_database(url), MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        told = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in found.sorted_tables
        }
    engine.dispose()
    return told


def backed_up(url: str, file: Path) -> Path:
    engine = open_database(url)
    write_backup(engine, file, LATER)
    engine.dispose()
    return file


def test_what_is_read_back_is_what_was_there_in_either_database(
    databases: Databases, others: Databases, tmp_path: Path
) -> None:
    first, second = databases.new(), others.new(migrated=False)
    filled(first)
    restore_backup(second, backed_up(first, tmp_path / "kopia"), LATER)
    before, after = content(first), content(second)
    *events, restored = after.pop("events")
    assert events == before.pop("events")
    assert restored[1] == Kind.RESTORED
    assert before.pop("event_chain") != after.pop("event_chain")
    assert after == before
    engine = open_database(second)
    assert verify_chain(engine) == Verdict(7)
    engine.dispose()


def test_a_backup_is_readable_by_its_owner_only_and_replaces_the_last_one_whole(
    databases: Databases, tmp_path: Path
) -> None:
    file = tmp_path / "kopia"
    file.write_text("en äldre")
    file.chmod(0o644)
    backed_up(databases.new(), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(file)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".ny-")] == []


def test_a_backup_taken_while_others_save_is_one_moment(databases: Databases, tmp_path: Path) -> None:
    first, second = databases.new(), databases.new(migrated=False)
    engine, stop = open_database(first), threading.Event()
    store = AgreementStore(engine)

    def keep_saving() -> None:
        while not stop.is_set():
            made = store.create(plan(), change(ANSWERS))
            store.save(made.id, plan(), 1, change(ANSWERS))

    savers = [threading.Thread(target=keep_saving) for _ in range(3)]
    for saver in savers:
        saver.start()
    try:
        for number in range(5):
            write_backup(engine, tmp_path / str(number), LATER)
    finally:
        stop.set()
        for saver in savers:
            saver.join()
    engine.dispose()
    for number in range(5):
        restore_backup(second, tmp_path / str(number), LATER, replace=True)
        engine = open_database(second)
        assert verify_chain(engine).broken is None
        kinds = [event.kind for event in all_events(engine)]
        engine.dispose()
        saved = kinds.count(Kind.AGREEMENT_CREATED) + kinds.count(Kind.VERSION_SAVED)
        assert rows(second, "SELECT count(*) FROM agreement_versions") == [(saved,)]
        assert rows(second, "SELECT sum(current_version) FROM agreements") in ([(saved,)], [(None,)])


def test_a_database_with_something_in_it_is_replaced_only_on_demand(databases: Databases, tmp_path: Path) -> None:
    first, second = databases.new(), databases.new()
    filled(first, 1)
    filled(second, 2)
    file, before = backed_up(first, tmp_path / "kopia"), content(second)
    with pytest.raises(DatabaseNotEmpty, match="--ersatt"):
        restore_backup(second, file, LATER)
    assert content(second) == before
    restore_backup(second, file, LATER, replace=True)
    assert content(second)["agreements"] == content(first)["agreements"]


def test_a_running_service_goes_on_with_what_was_read_back(databases: Databases, tmp_path: Path) -> None:
    url = databases.new()
    engine = open_database(url)
    store = AgreementStore(engine)
    kept = store.create(plan(), change(ANSWERS))
    write_backup(engine, tmp_path / "kopia", LATER)
    store.save(kept.id, plan(), 1, change({"efter": "kopian"}))
    store.create(plan(), change())
    restore_backup(url, tmp_path / "kopia", LATER, replace=True)
    assert store.newest(10) == (kept,)
    assert store.save(kept.id, plan(), 1, change()) == 2
    assert verify_chain(engine) == Verdict(3)
    engine.dispose()


def test_a_backup_from_an_older_layout_is_read_and_moved_to_the_newest(databases: Databases, tmp_path: Path) -> None:
    old, new = databases.new(migrated=False), databases.new()
    with undisturbed(old) as connection:
        upgrade(connection, "0001")
        told = {"moment": NOON.replace(tzinfo=None), "answers": '{"x": "å"}'}
        connection.execute(text("INSERT INTO agreements VALUES ('a', 'avtal', :moment, :moment, 1)"), told)
        connection.execute(text("INSERT INTO agreement_versions VALUES ('a', 1, :answers, 'v', :moment)"), told)
    restore_backup(new, backed_up(old, tmp_path / "kopia"), LATER)
    engine = open_database(new)
    read = AgreementStore(engine).read("a")
    assert (read.answers, read.created) == ({"x": "å"}, NOON)
    assert [event.kind for event in all_events(engine)] == [Kind.RESTORED]
    engine.dispose()
    assert rows(new, "SELECT version_num FROM alembic_version") == [(newest_layout(),)]


def rewritten(file: Path, name: str, change_text: object) -> None:
    """The zip again, valid as a zip, with one part changed."""
    with zipfile.ZipFile(file) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change_text(parts[name])  # type: ignore[operator]
    with zipfile.ZipFile(file, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)


def _manifest(**changed: object) -> object:
    return lambda raw: json.dumps({**json.loads(raw), **changed}).encode()


def spoil(file: Path, name: str) -> None:
    """Change two bytes in the middle of what one part holds."""
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo(name)
    at = part.header_offset + 30 + len(name) + part.compress_size // 2
    raw = file.read_bytes()
    file.write_bytes(raw[:at] + bytes(255 - each for each in raw[at : at + 2]) + raw[at + 2 :])


DAMAGE = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("hej"),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-40]),
    "a byte changed": lambda file: spoil(file, "agreements.jsonl"),
    "a row removed": lambda file: rewritten(file, "agreements.jsonl", lambda raw: raw[raw.index(b"\n") + 1 :]),
    "a value changed": lambda file: rewritten(file, "agreement_versions.jsonl", lambda raw: raw.replace(b"7", b"8")),
    "no manifest": lambda file: rewritten(file, "manifest.json", lambda _: b""),
    "a list as manifest": lambda file: rewritten(file, "manifest.json", lambda _: b"[]"),
    "a newer format": lambda file: rewritten(file, "manifest.json", _manifest(format=2)),
    "a newer layout": lambda file: rewritten(file, "manifest.json", _manifest(layout="9999")),
    "a table that is missing": lambda file: rewritten(file, "manifest.json", _manifest(tables={"x": {}})),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused_and_the_database_is_as_it_was(tmp_path: Path, damage: str) -> None:
    databases = Databases("sqlite", tmp_path, None)
    first, second = databases.new(), databases.new()
    filled(first)
    filled(second, 1)
    file, before = backed_up(first, tmp_path / "kopia"), content(second)
    DAMAGE[damage](file)
    with pytest.raises(BrokenBackup):
        restore_backup(second, file, LATER, replace=True)
    assert content(second) == before


def test_a_restore_that_fails_midway_leaves_the_database_as_it_was(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = databases.new(), databases.new()
    filled(first)
    filled(second, 1)
    file, before = backed_up(first, tmp_path / "kopia"), content(second)

    def fail(*_: object) -> None:
        raise StorageError("borta")

    monkeypatch.setattr("generator.storage.restore.append_event", fail)
    with pytest.raises(StorageError, match="borta"):
        restore_backup(second, file, LATER, replace=True)
    assert content(second) == before


@pytest.fixture
def surroundings(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = databases.new()
    filled(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("generator.clock.now", lambda: LATER)
    return tmp_path


def test_the_commands_say_what_they_did(surroundings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(surroundings / "kopia")
    assert main(["backup", file]) == 0
    assert "3 överenskommelser i 6 versioner" in capsys.readouterr().out
    assert main(["restore", file]) == 1
    assert "Det finns redan något i databasen" in capsys.readouterr().err
    assert main(["restore", file, "--ersatt"]) == 0
    assert "3 överenskommelser i 6 versioner" in capsys.readouterr().out
    assert main(["audit", "verify"]) == 0


def test_what_cannot_be_written_or_read_is_told_in_swedish(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(surroundings / "finns" / "inte")]) == 2
    assert "platsen finns inte" in capsys.readouterr().err
    assert main(["restore", str(surroundings / "inte")]) == 2
    assert "platsen finns inte" in capsys.readouterr().err


def test_the_database_is_not_written_over_by_its_own_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = Databases("sqlite", tmp_path, None).new()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    before = content(url)
    assert main(["backup", str(tmp_path / "1.db")]) == 2
    assert "databasen själv" in capsys.readouterr().err
    assert content(url) == before
