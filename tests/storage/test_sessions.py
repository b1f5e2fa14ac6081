"""Who is signed in, for how long; how often somebody may be wrong. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from generator.storage.accounts import AccountStore
from generator.storage.attempts import FREE, LONGEST_WAIT, AttemptStore, wait_after
from generator.storage.database import open_database
from generator.storage.identity_tables import SESSIONS, SIGN_IN_ATTEMPTS
from generator.storage.sessions import FOR_THE_CODE, IDLE, LONGEST, SessionStore
from tests.databases import KINDS, databases_of
from tests.storage.people import KEY, NOON, account, administrator

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module", params=KINDS)
def engine(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Engine]:
    with databases_of(request.param, tmp_path_factory.mktemp("inne"), request) as databases:
        made = open_database(databases.new())
        yield made
        made.dispose()


@pytest.fixture
def sessions(engine: Engine) -> SessionStore:
    return SessionStore(engine)


@pytest.fixture(scope="module")
def person(engine: Engine) -> str:
    return account(engine, "asa").id


def test_a_secret_says_who_it_is_and_is_not_stored(engine: Engine, sessions: SessionStore, person: str) -> None:
    token = sessions.begin(person, NOON)
    found = sessions.account_of(token, NOON)
    assert found is not None
    assert found.id == person
    with engine.connect() as connection:
        assert token not in str(connection.execute(select(SESSIONS)).all())


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "å" * 43, "\x00", "\ud800", "x" * 10_000])
def test_a_forged_secret_is_nobodys(sessions: SessionStore, person: str, token: str) -> None:
    sessions.begin(person, NOON)
    assert sessions.account_of(token, NOON) is None


def test_a_session_that_is_used_lasts_a_working_day_and_no_longer(sessions: SessionStore, person: str) -> None:
    token, moment = sessions.begin(person, NOON), NOON
    while moment + timedelta(hours=1) < NOON + LONGEST:
        moment += timedelta(hours=1)
        assert sessions.account_of(token, moment) is not None
    assert sessions.account_of(token, NOON + LONGEST) is None


def test_a_session_that_nobody_uses_ends(sessions: SessionStore, person: str) -> None:
    token = sessions.begin(person, NOON)
    assert sessions.account_of(token, NOON + IDLE - MINUTE) is not None
    assert sessions.account_of(token, NOON + 2 * IDLE) is None


def test_signing_out_ends_one_session_and_signing_out_everywhere_all(sessions: SessionStore, person: str) -> None:
    first, second, third = (sessions.begin(person, NOON) for _ in range(3))
    sessions.end(first)
    assert [sessions.account_of(each, NOON) is None for each in (first, second, third)] == [True, False, False]
    sessions.end_all(person)
    assert [sessions.account_of(each, NOON) is None for each in (first, second, third)] == [True, True, True]


def test_a_disabled_account_is_out_at_once_and_stays_out(engine: Engine, sessions: SessionStore) -> None:
    kim = account(engine, "kim")
    token = sessions.begin(kim.id, NOON)
    AccountStore(engine).disable(kim.id, NOON, "admin")
    assert sessions.account_of(token, NOON) is None
    AccountStore(engine).enable(kim.id, NOON, "admin")
    assert sessions.account_of(token, NOON) is None


def test_a_session_that_waits_for_its_code_opens_nothing(sessions: SessionStore, person: str) -> None:
    token = sessions.begin(person, NOON, awaits_code=True)
    assert sessions.account_of(token, NOON) is None
    assert sessions.account_of(token, NOON, awaits_code=True) is not None
    assert sessions.account_of(token, NOON + FOR_THE_CODE, awaits_code=True) is None


def test_a_session_does_not_pass_for_one_that_waits_for_its_code(sessions: SessionStore, person: str) -> None:
    assert sessions.account_of(sessions.begin(person, NOON), NOON, awaits_code=True) is None


def test_sessions_that_are_over_are_forgotten_when_somebody_signs_in(
    engine: Engine, sessions: SessionStore, person: str
) -> None:
    sessions.begin(person, NOON - 2 * LONGEST)
    sessions.begin(person, NOON)
    with engine.connect() as connection:
        assert min(connection.execute(select(SESSIONS.c.created)).scalars()) > NOON - LONGEST


def test_a_session_says_nothing_of_what_somebody_looks_at() -> None:
    assert set(SESSIONS.c.keys()) == {"token_hash", "account_id", "created", "seen", "awaits_code"}


# --- Being wrong -----------------------------------------------------------------------------------------------------


@pytest.fixture
def attempts(engine: Engine) -> AttemptStore:
    return AttemptStore(engine, KEY)


def test_after_some_wrong_ones_everybody_waits_longer_and_longer(attempts: AttemptStore) -> None:
    moment, waits = NOON, []
    for _ in range(FREE + 9):
        if until := attempts.begin("langsam", moment):
            waits.append(until - moment)
            moment = until
            assert attempts.begin("langsam", moment) is None
    assert waits[:3] == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert waits == sorted(waits)
    assert max(waits) <= LONGEST_WAIT


def test_whoever_waits_is_told_the_same_until_and_does_not_make_it_longer(attempts: AttemptStore) -> None:
    for _ in range(FREE):
        assert attempts.begin("ivrig", NOON) is None
    told = {attempts.begin("ivrig", NOON + timedelta(seconds=second)) for second in range(30)}
    assert told == {NOON + MINUTE}


def test_a_name_waits_alone_and_in_whatever_case(attempts: AttemptStore) -> None:
    for _ in range(FREE):
        attempts.begin("Kim@Example.se", NOON)
    assert attempts.begin("kim@example.se ", NOON) is not None
    assert attempts.begin("asa@example.se", NOON) is None


def test_coming_in_is_a_new_start(attempts: AttemptStore) -> None:
    for _ in range(FREE):
        attempts.begin("glad", NOON)
    attempts.forget("glad")
    assert attempts.count("glad") == 0
    assert attempts.begin("glad", NOON) is None


def test_many_tries_at_once_count_as_many(attempts: AttemptStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: attempts.begin("samtidig", NOON), range(40))).count(None)
    assert allowed == FREE


def test_what_was_typed_as_a_name_cannot_be_read(engine: Engine, attempts: AttemptStore) -> None:
    """Passwords are typed in the wrong field."""
    attempts.begin("mitt hemliga lösenord", NOON)
    with engine.connect() as connection:
        assert "hemliga" not in str(connection.execute(select(SIGN_IN_ATTEMPTS)).all())


def test_after_a_day_nothing_is_remembered(attempts: AttemptStore) -> None:
    for _ in range(FREE):
        attempts.begin("gammal", NOON)
    assert attempts.begin("gammal", NOON + timedelta(days=1)) is None
    assert attempts.count("gammal") == 1


@given(st.integers(0, 100_000))
def test_a_wait_never_grows_without_end(failed: int) -> None:
    assert timedelta(0) <= wait_after(failed) <= wait_after(failed + 1) <= LONGEST_WAIT


def test_the_last_administrator_is_not_shut_out(engine: Engine) -> None:
    from generator.storage.errors import AccountProblem

    only = administrator(engine)
    with pytest.raises(AccountProblem):
        AccountStore(engine).disable(only.id, NOON, only.id)
    administrator(engine, "admin2")
    AccountStore(engine).disable(only.id, NOON, only.id)
    assert AccountStore(engine).find(only.id).disabled
