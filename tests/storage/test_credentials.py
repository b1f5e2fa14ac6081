"""Invitations, passwords and one-time codes: once, in time, for the right person, and never readable afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from generator.storage import codes
from generator.storage.accounts import AccountStore
from generator.storage.credentials import INVITATION_LASTS, CredentialStore
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.identity_tables import ACCOUNTS, INVITATIONS
from generator.storage.passwords import LONGEST, hash_password, is_password, password_problem
from generator.storage.sessions import SessionStore
from generator.storage.tokens import token_hash
from tests.databases import KINDS, databases_of
from tests.storage.people import CHOSEN, KEY, NOON, account

STEP = timedelta(seconds=codes.SECONDS)


@pytest.fixture(params=KINDS)
def engine(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Engine]:
    with databases_of(request.param, tmp_path_factory.mktemp("vagar"), request) as databases:
        made = open_database(databases.new())
        yield made
        made.dispose()


@pytest.fixture
def credentials(engine: Engine) -> CredentialStore:
    return CredentialStore(engine, KEY)


# --- Invitations -----------------------------------------------------------------------------------------------------


def test_an_invitation_is_used_once(engine: Engine, credentials: CredentialStore) -> None:
    person = account(engine, "asa")
    token = credentials.invite(person.id, NOON, "admin").token
    assert credentials.accept(token, CHOSEN, NOON).id == person.id
    for password in (CHOSEN, "en annans lösenord nu"):
        with pytest.raises(UnknownAccount):
            credentials.accept(token, password, NOON)
    assert credentials.proved_by_password("asa", CHOSEN) is not None


def test_an_invitation_used_in_many_places_at_once_is_used_in_one(engine: Engine, credentials: CredentialStore) -> None:
    token = credentials.invite(account(engine, "asa").id, NOON, "admin").token

    def attempt(number: int) -> bool:
        try:
            credentials.accept(token, f"lösenord nummer {number}", NOON)
        except UnknownAccount:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(attempt, range(6))).count(True) == 1


@pytest.mark.parametrize(("later", "works"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_an_invitation_ends_when_it_says(
    engine: Engine, credentials: CredentialStore, later: timedelta, works: bool
) -> None:
    invitation = credentials.invite(account(engine, "asa").id, NOON, "admin")
    assert invitation.expires == NOON + INVITATION_LASTS
    if works:
        assert credentials.accept(invitation.token, CHOSEN, invitation.expires + later).login == "asa"
    else:
        with pytest.raises(UnknownAccount):
            credentials.accept(invitation.token, CHOSEN, invitation.expires + later)


def test_a_newer_invitation_ends_an_older(engine: Engine, credentials: CredentialStore) -> None:
    person = account(engine, "asa")
    older, newer = (credentials.invite(person.id, NOON, "admin").token for _ in range(2))
    with pytest.raises(UnknownAccount):
        credentials.invited(older, NOON)
    assert credentials.invited(newer, NOON).id == person.id


def test_a_disabled_account_has_no_invitation_and_gets_none(engine: Engine, credentials: CredentialStore) -> None:
    person = account(engine, "asa")
    token = credentials.invite(person.id, NOON, "admin").token
    AccountStore(engine).disable(person.id, NOON, "admin")
    with pytest.raises(UnknownAccount):
        credentials.accept(token, CHOSEN, NOON)
    with pytest.raises(AccountProblem):
        credentials.invite(person.id, NOON, "admin")


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 5_000, "' OR 1=1 --", "å" * 43, "\x00" * 43, "\ud800"])
def test_a_made_up_invitation_is_unknown(engine: Engine, credentials: CredentialStore, token: str) -> None:
    account(engine, "asa")
    with pytest.raises(UnknownAccount):
        credentials.accept(token, CHOSEN, NOON)


def test_neither_invitation_nor_password_nor_secret_can_be_read_in_the_database(
    engine: Engine, credentials: CredentialStore
) -> None:
    person, secret = account(engine, "asa"), codes.new_secret()
    token = credentials.invite(person.id, NOON, "admin").token
    credentials.accept(token, CHOSEN, NOON)
    credentials.use_codes(person.id, secret, pyotp.TOTP(secret).at(NOON), NOON)
    with engine.connect() as connection:
        stored = str([connection.execute(select(table)).all() for table in (ACCOUNTS, INVITATIONS)])
    assert token_hash(token) in stored
    assert not any(each in stored for each in (token, CHOSEN, secret))
    assert "$argon2id$" in stored


# --- Passwords -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    ["", "elva tecken", "123456789012", "Lösenord1234", "aaaaaaaaaaaa", "x" * (LONGEST + 1), "asa.oberg-123"],
)
def test_a_password_that_is_short_or_easy_to_guess_is_refused(password: str) -> None:
    assert password_problem(password, "asa.oberg-123@example.se")


@pytest.mark.parametrize(
    "password",
    ["fyra vanliga ord", "tolv tecken!", "åäöåäöåäö123 ", "correct horse battery", "密码密码一二三四五六七八"],
)
def test_a_long_password_is_good_whatever_letters_it_has(password: str) -> None:
    assert password_problem(password, "asa@example.se") == ""


def test_letters_are_the_same_however_a_keyboard_composes_them() -> None:
    assert is_password("lösenordet är långt", hash_password("lo\u0308senordet a\u0308r la\u030angt"))


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_at_all_is_taken_for_another_password_or_breaks_anything(typed: str, login: str) -> None:
    assert not is_password(typed, None)
    assert isinstance(password_problem(typed, login), str)


def test_a_password_is_proved_whatever_case_the_login_is_typed_in(engine: Engine, credentials: CredentialStore) -> None:
    person = account(engine, "asa@example.se")
    credentials.accept(credentials.invite(person.id, NOON, "admin").token, CHOSEN, NOON)
    assert credentials.proved_by_password("  Asa@Example.SE ", CHOSEN) == AccountStore(engine).find(person.id)
    assert credentials.proved_by_password("asa@example.se", CHOSEN + " ") is None
    assert credentials.proved_by_password("ingen@example.se", CHOSEN) is None


def test_an_account_without_a_password_is_entered_by_none(engine: Engine, credentials: CredentialStore) -> None:
    account(engine, "asa")
    for password in ("", "None", CHOSEN, "ingen har det här lösenordet"):
        assert credentials.proved_by_password("asa", password) is None


def test_a_disabled_account_is_not_entered_by_its_password(engine: Engine, credentials: CredentialStore) -> None:
    person = account(engine, "asa")
    credentials.accept(credentials.invite(person.id, NOON, "admin").token, CHOSEN, NOON)
    AccountStore(engine).disable(person.id, NOON, "admin")
    assert credentials.proved_by_password("asa", CHOSEN) is None
    AccountStore(engine).enable(person.id, NOON, "admin")
    assert credentials.proved_by_password("asa", CHOSEN) is not None


def test_a_new_password_ends_every_session(engine: Engine, credentials: CredentialStore) -> None:
    person, sessions = account(engine, "asa"), SessionStore(engine)
    tokens = [sessions.begin(person.id, NOON) for _ in range(2)]
    credentials.change_password(person.id, CHOSEN, NOON)
    assert [sessions.account_of(token, NOON) for token in tokens] == [None, None]


# --- One-time codes --------------------------------------------------------------------------------------------------


@pytest.fixture
def secret() -> str:
    return codes.new_secret()


def test_codes_are_those_that_the_standard_gives() -> None:
    """RFC 6238, appendix B: the key ``12345678901234567890`` at 59 seconds gives 94287082, of which we use six."""
    standard = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    at_59 = NOON - timedelta(seconds=NOON.timestamp() - 59)
    assert codes.code_step(standard, "287082", at_59) == 1


def test_a_code_is_right_once(engine: Engine, credentials: CredentialStore, secret: str) -> None:
    person = account(engine, "asa")
    credentials.use_codes(person.id, secret, pyotp.TOTP(secret).at(NOON), NOON)
    assert not credentials.proved_by_code(person.id, pyotp.TOTP(secret).at(NOON), NOON), "it was used to begin"
    later = NOON + STEP
    assert credentials.proved_by_code(person.id, pyotp.TOTP(secret).at(later), later)
    assert not credentials.proved_by_code(person.id, pyotp.TOTP(secret).at(later), later)


@pytest.mark.parametrize(("steps", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_code(secret: str, steps: int, right: bool) -> None:
    assert (codes.code_step(secret, pyotp.TOTP(secret).at(NOON + steps * STEP), NOON) is not None) is right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "123 45x", "\x00" * 6])
def test_what_is_no_code_is_wrong(secret: str, typed: str) -> None:
    assert codes.code_step(secret, typed, NOON) is None


def test_a_code_may_be_typed_with_a_space_in_it(secret: str) -> None:
    code = pyotp.TOTP(secret).at(NOON)
    assert codes.code_step(secret, f" {code[:3]} {code[3:]} ", NOON) is not None


def test_codes_are_not_asked_for_until_the_app_has_shown_that_it_works(
    engine: Engine, credentials: CredentialStore, secret: str
) -> None:
    person = account(engine, "asa")
    with pytest.raises(AccountProblem):
        credentials.use_codes(person.id, secret, "000000", NOON - timedelta(days=365))
    assert not AccountStore(engine).find(person.id).has_codes


def test_an_administrator_takes_codes_away_and_what_was_open_is_closed(
    engine: Engine, credentials: CredentialStore, secret: str
) -> None:
    person, sessions = account(engine, "asa"), SessionStore(engine)
    credentials.use_codes(person.id, secret, pyotp.TOTP(secret).at(NOON), NOON)
    token = sessions.begin(person.id, NOON)
    credentials.stop_codes(person.id, NOON, "admin")
    assert not AccountStore(engine).find(person.id).has_codes
    assert sessions.account_of(token, NOON) is None


def test_when_the_services_key_is_changed_no_code_is_right(
    engine: Engine, credentials: CredentialStore, secret: str
) -> None:
    person = account(engine, "asa")
    credentials.use_codes(person.id, secret, pyotp.TOTP(secret).at(NOON), NOON)
    later = NOON + STEP
    assert not CredentialStore(engine, "en annan nyckel").proved_by_code(person.id, pyotp.TOTP(secret).at(later), later)
