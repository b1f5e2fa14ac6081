"""Released and signed files: the bytes that went in come out, for as long as the database lives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from generator.storage.agreements import AgreementStore
from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import DamagedFile, NotKeepable, UnknownFile
from generator.storage.events import Kind, all_events
from generator.storage.files import MOST_BYTES, FileStore, KeptFile, NewFile, Numbers
from generator.storage.restore import restore_backup
from generator.storage.retention import old_drafts, remove_due_drafts
from tests.databases import Databases
from tests.storage.known import NOON, change, plan

CONTENT = bytes(range(256)) * 40
PDF = NewFile("undertecknad.pdf", "application/pdf", CONTENT, Numbers("KS 2026/17", "A123.456/2026"))


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


@pytest.fixture
def version(engine: Engine) -> tuple[str, int]:
    return AgreementStore(engine).create(plan(), change()).id, 1


def test_a_kept_file_is_listed_with_all_that_is_known_of_it_and_read_back_byte_for_byte(
    engine: Engine, version: tuple[str, int]
) -> None:
    store = FileStore(engine)
    kept = store.keep_file(version, PDF, NOON)
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert kept == KeptFile(*version, PDF.name, PDF.media_type, len(CONTENT), digest, NOON, PDF.numbers)
    assert store.files_of(version[0]) == (kept,)
    assert store.read_file(version, PDF.name) == CONTENT


def test_keeping_a_file_leaves_an_event_with_its_checksum(engine: Engine, version: tuple[str, int]) -> None:
    kept = FileStore(engine).keep_file(version, PDF, NOON, "Åsa Öberg")
    *_, event = all_events(engine)
    assert (event.kind, event.who) == (Kind.FILE_KEPT, "Åsa Öberg")
    assert event.values == {"overenskommelse": version[0], "version": 1, "sha256": kept.sha256}


def test_a_name_is_used_once_for_each_version_and_the_first_file_stays(
    engine: Engine, version: tuple[str, int]
) -> None:
    store = FileStore(engine)
    store.keep_file(version, PDF, NOON)
    with pytest.raises(NotKeepable):
        store.keep_file(version, NewFile(PDF.name, PDF.media_type, b"annat"), NOON)
    assert store.read_file(version, PDF.name) == CONTENT
    assert [event.kind for event in all_events(engine)].count(Kind.FILE_KEPT) == 1


def test_a_file_belongs_to_a_version_that_exists(engine: Engine, version: tuple[str, int]) -> None:
    for unknown in (("finns-inte", 1), (version[0], 2)):
        with pytest.raises(NotKeepable):
            FileStore(engine).keep_file(unknown, PDF, NOON)


def test_a_file_that_is_not_there_is_told(engine: Engine, version: tuple[str, int]) -> None:
    with pytest.raises(UnknownFile):
        FileStore(engine).read_file(version, "annan.pdf")
    assert FileStore(engine).files_of("finns-inte") == ()


@pytest.mark.parametrize("name", ["", "a", "../a.pdf", "A.pdf", "a b.pdf", "a/b.pdf", "å.pdf", "-a.pdf", "a.pdf\n"])
def test_a_name_is_one_that_every_file_system_takes(name: str) -> None:
    with pytest.raises(NotKeepable):
        NewFile(name, "application/pdf", CONTENT)


@pytest.mark.parametrize(
    ("media_type", "content", "number"),
    [
        ("pdf", CONTENT, ""),
        ("text/html\r\nX: y", CONTENT, ""),
        ("application/pdf", b"", ""),
        ("application/pdf", bytes(MOST_BYTES + 1), ""),
        ("application/pdf", CONTENT, "x" * 61),
        ("application/pdf", CONTENT, "KS\n1"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_the_database_is_asked(
    media_type: str, content: bytes, number: str
) -> None:
    with pytest.raises(NotKeepable):
        NewFile("a.pdf", media_type, content, Numbers(number))
    with pytest.raises(NotKeepable):
        NewFile("a.pdf", media_type, content, Numbers("", number))


@pytest.mark.parametrize(
    "command", ["UPDATE kept_files SET name = 'b.pdf'", "DELETE FROM kept_files", "DELETE FROM agreements"]
)
def test_the_database_itself_refuses_to_change_a_file_or_to_remove_what_it_belongs_to(
    engine: Engine, version: tuple[str, int], command: str
) -> None:
    FileStore(engine).keep_file(version, PDF, NOON)
    with pytest.raises(Exception, match=r"only added|FOREIGN KEY|foreign key"), engine.begin() as connection:
        connection.execute(text(command))
    assert FileStore(engine).read_file(version, PDF.name) == CONTENT


def test_a_file_that_was_damaged_is_never_handed_out(engine: Engine, version: tuple[str, int]) -> None:
    FileStore(engine).keep_file(version, PDF, NOON)
    lite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        trigger = "kept_files_no_update" if lite else "kept_files_no_change ON kept_files"
        connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text("UPDATE kept_files SET content = :content"), {"content": CONTENT[:-1]})
    with pytest.raises(DamagedFile):
        FileStore(engine).read_file(version, PDF.name)


def test_a_file_comes_through_backup_and_restore_as_it_was(
    databases: Databases, engine: Engine, version: tuple[str, int], tmp_path: Path
) -> None:
    kept = FileStore(engine).keep_file(version, PDF, NOON)
    write_backup(engine, tmp_path / "kopia", NOON)
    url = databases.new()
    restore_backup(url, tmp_path / "kopia", NOON)
    other = open_database(url)
    assert FileStore(other).files_of(version[0]) == (kept,)
    assert FileStore(other).read_file(version, PDF.name) == CONTENT
    other.dispose()


def test_an_agreement_with_a_kept_file_is_never_removed_however_old(engine: Engine, version: tuple[str, int]) -> None:
    FileStore(engine).keep_file(version, PDF, NOON)
    centuries = NOON + timedelta(days=100_000)
    assert old_drafts(engine, 24, centuries) == ()
    assert remove_due_drafts(engine, 24, centuries) == 0
    assert AgreementStore(engine).read(version[0]).version == 1
