"""What lawyers say of wordings is kept, each organisation's apart, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from generator.errors import StorageError
from generator.review.opinions import Decision
from generator.storage.agreements import AgreementStore
from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import all_events
from generator.storage.ownership import Viewer
from generator.storage.restore import restore_backup
from generator.storage.reviews import LONGEST_TEXT, NewOpinion, ReviewStore
from tests.databases import Databases
from tests.storage.known import NOON, change, plan
from tests.storage.people import BJURHOLM, GOTEBORG, municipality, police, viewer

SHA = "a" * 64


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def said(organisation: str, decision: Decision = Decision.APPROVED, words: str = "", **more: str) -> NewOpinion:
    return NewOpinion(organisation, "avslut", SHA, decision, words, **more)


def test_what_is_said_is_numbered_in_its_organisation_and_read_back_as_it_was(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    store = ReviewStore(engine, viewer(one, other))
    first = store.add(said(one.id), NOON)
    second = store.add(said(one.id, Decision.REJECTED, " Otydligt. "), NOON)
    elsewhere = store.add(said(other.id), NOON)
    assert [first.number, second.number, elsewhere.number] == [1, 2, 1]
    assert second.text == "Otydligt."
    assert store.of({one.id}) == (first, second)
    assert set(store.of({one.id, other.id})) == {first, second, elsewhere}
    assert store.of(set()) == ()


def test_nobody_speaks_for_another_organisation(engine: Engine) -> None:
    one, other = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    with pytest.raises(UnknownAccount):
        ReviewStore(engine, viewer(one)).add(said(other.id), NOON)
    assert ReviewStore(engine, viewer(other)).of({other.id}) == ()


def test_the_event_names_the_wording_and_nothing_of_what_was_said(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    ReviewStore(engine, viewer(one)).add(said(one.id, Decision.REMARKED, "hemligt"), NOON)
    event = tuple(all_events(engine))[-1]
    assert (event.kind, event.values) == ("lydelse-granskad", {"organisation": one.id, "sha256": SHA})
    assert "hemligt" not in event.details


@pytest.mark.parametrize("change_of_row", ["text = 'annat'", "decision = 'godkand'", "who = 'annan'"])
def test_the_database_itself_refuses_to_change_what_was_said(engine: Engine, change_of_row: str) -> None:
    one = municipality(engine, BJURHOLM)
    store = ReviewStore(engine, viewer(one))
    store.add(said(one.id, Decision.REJECTED, "Otydligt."), NOON)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(f"UPDATE wording_reviews SET {change_of_row}"))  # noqa: S608 - our own words
    assert store.of({one.id})[0].text == "Otydligt."


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        *[(each, " ") for each in Decision if each is not Decision.APPROVED],
        *[(each, "x" * (LONGEST_TEXT + 1)) for each in Decision],
        *[(each, "a\x00b") for each in Decision],
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(decision: Decision, words: str) -> None:
    with pytest.raises(AccountProblem):
        said("o", decision, words)


def test_a_board_that_answers_says_why() -> None:
    with pytest.raises(AccountProblem, match="nämnden svarar"):
        NewOpinion("o", "avslut", SHA, Decision.APPROVED, by_board=True)


def test_an_agreements_own_wordings_are_reviewed_by_its_municipalities_or_else_by_all_that_have_it(
    engine: Engine,
) -> None:
    the_police = police(engine, BJURHOLM, GOTEBORG)
    store = AgreementStore(engine, viewer(the_police))
    alone = store.create(plan(), change())
    reviews = ReviewStore(engine, viewer(the_police))
    assert reviews.reviewers_of(alone.id) == ((the_police.id, f"kommunen (svaret förs in av {the_police.name})", True),)
    one = municipality(engine, BJURHOLM)
    shared = store.create(plan(), change({"kommuner": [BJURHOLM, GOTEBORG]}))
    assert reviews.reviewers_of(shared.id) == ((one.id, one.name, False),)
    assert reviews.reviewers_of("okand") == ()


def test_what_is_said_of_an_agreements_own_wording_goes_with_the_agreement(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    made = AgreementStore(engine, viewer(one)).create(plan(), change())
    store = ReviewStore(engine, viewer(one))
    kept = store.add(said(one.id), NOON)
    store.add(said(one.id, agreement=made.id), NOON)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM agreement_versions"))
        connection.execute(text("DELETE FROM agreements"))
    assert store.of({one.id}) == (kept,)


def test_two_who_speak_at_once_are_both_heard(engine: Engine) -> None:
    one = municipality(engine, BJURHOLM)
    store = ReviewStore(engine, viewer(one))
    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(lambda _: store.add(said(one.id), NOON).number, range(8)))
    assert numbers == list(range(1, 9))


def test_a_backup_carries_what_was_said(databases: Databases, tmp_path: Path) -> None:
    url, other = databases.new(), databases.new(migrated=False)
    engine = open_database(url)
    one = municipality(engine, BJURHOLM)
    store = ReviewStore(engine, Viewer("anna", frozenset({one.id})))
    store.add(said(one.id, Decision.REMARKED, "Se över ordet ”snarast”."), NOON)
    assert write_backup(engine, tmp_path / "b.zip", NOON)["wording_reviews"] == 1
    restore_backup(other, tmp_path / "b.zip", NOON)
    again = open_database(other)
    assert ReviewStore(again, Viewer("anna")).of({one.id}) == store.of({one.id})
    for each in (engine, again):
        each.dispose()


def test_a_database_that_does_not_answer_is_a_storage_error(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/tom.db")
    with pytest.raises(StorageError):
        ReviewStore(engine, Viewer("anna")).of({"o"})
    engine.dispose()
