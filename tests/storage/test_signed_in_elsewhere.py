"""Accounts whose owner another service signs in: roles come from there, end with it, and no password is made here."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from generator.storage.account_rules import Membership
from generator.storage.accounts import Account, AccountStore, NewAccount
from generator.storage.credentials import CredentialStore
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem
from generator.storage.events import Kind, all_events, verify_chain
from generator.storage.roles import Role
from generator.storage.sessions import SessionStore
from tests.databases import Databases
from tests.storage.people import BJURHOLM, KEY, NOON, account, municipality, police

KIM = ("https://login.example.se", "4711")


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = open_database(databases.new())
    yield made
    made.dispose()


def signed_in(engine: Engine, *memberships: Membership, administrator: bool = False, name: str = "Kim") -> Account:
    new = NewAccount("kim", name, memberships, administrator)
    return AccountStore(engine).for_identity(KIM, new, NOON)


def kinds(engine: Engine) -> list[str]:
    return [event.kind for event in all_events(engine)]


def test_a_role_that_is_gone_there_is_gone_here_with_every_session(engine: Engine) -> None:
    kim = signed_in(engine, Membership(police(engine, BJURHOLM).id, Role.KOMMUNPOLIS))
    sessions = SessionStore(engine)
    tokens = [sessions.begin(kim.id, NOON) for _ in range(2)]
    AccountStore(engine).end_access(KIM, NOON)
    assert AccountStore(engine).find(kim.id).roles == frozenset()
    assert [sessions.account_of(token, NOON) for token in tokens] == [None, None]
    assert kinds(engine)[-1] == Kind.ROLES_CHANGED
    assert verify_chain(engine).broken is None


def test_an_administrator_of_there_is_none_any_more_when_it_says_so(engine: Engine) -> None:
    kim = signed_in(engine, administrator=True)
    AccountStore(engine).end_access(KIM, NOON)
    assert not AccountStore(engine).find(kim.id).administrator


def test_to_take_away_what_is_gone_already_changes_nothing_more(engine: Engine) -> None:
    signed_in(engine, administrator=True)
    AccountStore(engine).end_access(KIM, NOON)
    before = kinds(engine)
    AccountStore(engine).end_access(KIM, NOON)
    assert kinds(engine) == before


def test_whoever_never_came_in_gets_no_account_by_being_refused(engine: Engine) -> None:
    AccountStore(engine).end_access(KIM, NOON)
    assert AccountStore(engine).all() == ()
    assert kinds(engine) == []


def test_the_same_subject_at_another_service_is_somebody_else(engine: Engine) -> None:
    kim = signed_in(engine, administrator=True)
    AccountStore(engine).end_access(("https://annan.example.se", "4711"), NOON)
    assert AccountStore(engine).find(kim.id).administrator


def test_what_somebody_is_called_there_is_what_she_is_called_here(engine: Engine) -> None:
    signed_in(engine, administrator=True)
    before = kinds(engine)
    assert signed_in(engine, administrator=True, name="Kim Ek").name == "Kim Ek"
    assert kinds(engine) == before


def test_no_password_and_no_roles_are_given_here(engine: Engine) -> None:
    place = municipality(engine, BJURHOLM)
    kim = signed_in(engine, Membership(place.id, Role.SAMORDNARE))
    local = account(engine, "bo", (place, Role.SAMORDNARE))
    assert {each.login: each.signs_in_elsewhere for each in AccountStore(engine).all()} == {"bo": False, "kim": True}
    with pytest.raises(AccountProblem, match="inget lösenord"):
        CredentialStore(engine, KEY).invite(kim.id, NOON, "test")
    with pytest.raises(AccountProblem, match="ändras där"):
        AccountStore(engine).set_roles(kim.id, (), NOON, "test")
    assert AccountStore(engine).find(kim.id).roles == {Role.SAMORDNARE}
    assert CredentialStore(engine, KEY).invite(local.id, NOON, "test").token


def test_two_sign_ins_at_once_make_one_account(engine: Engine) -> None:
    place = municipality(engine, BJURHOLM)

    def sign_in(_: int) -> str:
        return signed_in(engine, Membership(place.id, Role.SAMORDNARE)).id

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(sign_in, range(8)))
    (kim,) = AccountStore(engine).all()
    assert made == {kim.id}
    assert kim.roles == {Role.SAMORDNARE}
