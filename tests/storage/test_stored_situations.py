"""Stored agreements come back as situations, each on the library that it was made with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from generator.assembly.deviations import Deviation, with_deviations
from generator.library.load import load_library
from generator.library.overlay import LocalKind, LocalWording, mark_of
from generator.library.packing import pack_library
from generator.storage.agreements import AgreementStore, Change
from generator.storage.database import open_database
from generator.storage.lifecycle import Status
from generator.storage.ownership import NOBODY
from generator.storage.statuses import StatusRow, StatusStore
from generator.storage.stored_situations import Seen, stored_situations
from generator.storage.versions import LibraryCopies
from tests.assembly.known import SMALL, small
from tests.databases import KINDS, databases_of
from tests.storage.known import NOON

DAY = date(2026, 11, 21)
PLAN = small().plans["avtal"]


@pytest.fixture(params=KINDS)
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    with databases_of(request.param, tmp_path, request) as databases:
        made = open_database(databases.new())
        yield made
        made.dispose()


def stored(engine: Engine, version: str, code: str = "0484", **more: object) -> str:
    change = Change({"kommuner": [code], "borta": "finns inte längre", **more}, version, NOON, DAY)
    return AgreementStore(engine).create(PLAN, change).id


def test_an_agreement_is_seen_with_its_answers_and_status(engine: Engine, tmp_path: Path) -> None:
    made = stored(engine, small().version)
    StatusStore(engine).take_step(made, Status.DRAFT, StatusRow(Status.REVIEW, 1, NOON, "lokal"))
    (found,) = stored_situations(engine, Seen(small(), DAY, tmp_path))
    assert (found.agreement.id, found.status, found.is_own_library) == (made, Status.REVIEW, True)
    assert found.situation.texts("kommuner") == ("0484",)


def test_one_that_was_made_with_an_older_library_is_seen_on_that(engine: Engine, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "gammalt"))
    clause = root / "text" / "jour" / "2026-01-01.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\nEtt stycke som togs bort.\n", encoding="utf-8")
    old = load_library(root)
    content = pack_library(root, old.version)
    assert content is not None
    LibraryCopies(engine).keep(old.version, content, NOON)
    stored(engine, old.version)
    (found,) = stored_situations(engine, Seen(small(), DAY, tmp_path))
    assert found.is_own_library and found.situation.library.version == old.version
    (moved,) = stored_situations(engine, Seen(small(), DAY, tmp_path), on_library=small())
    assert not moved.is_own_library and moved.situation.library is small()


@pytest.mark.parametrize("kept", [None, b"no zip"])
def test_a_library_that_cannot_be_read_any_more_gives_way_to_todays(
    engine: Engine, tmp_path: Path, kept: bytes | None
) -> None:
    if kept is not None:
        LibraryCopies(engine).keep("borta1234567", kept, NOON)
    stored(engine, "borta1234567")
    (found,) = stored_situations(engine, Seen(small(), DAY, tmp_path))
    assert not found.is_own_library and found.situation.library is small()


def test_one_with_a_wording_of_its_own_is_seen_with_it(engine: Engine, tmp_path: Path) -> None:
    local = LocalWording(LocalKind.REPLACE, "jour", "Jour", "Så här gör vi hos oss.", "Vi vill det.")
    stored(engine, small().version, **with_deviations({}, [Deviation(local, "a", "b")]))
    (found,) = stored_situations(engine, Seen(small(), DAY, tmp_path))
    assert found.situation.library.wordings_at(DAY)["jour"].sha256 == mark_of(local)
    assert found.is_own_library
    assert small().wordings_at(DAY)["jour"].sha256 != mark_of(local)


def test_nobody_sees_what_is_not_hers(engine: Engine, tmp_path: Path) -> None:
    stored(engine, small().version)
    assert list(stored_situations(engine, Seen(small(), DAY, tmp_path, NOBODY))) == []
