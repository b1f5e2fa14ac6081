"""Organisations and people for tests of who may see what."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from generator.storage.account_rules import Membership
from generator.storage.accounts import Account, AccountStore, NewAccount
from generator.storage.organisations import NewOrganisation, Organisation, OrganisationStore
from generator.storage.ownership import Viewer
from generator.storage.roles import DRAFTERS, OrganisationKind, Role

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KEY = "nyckel" * 6
CHOSEN = "fyra vanliga ord räcker"
"""A good password."""
BJURHOLM, GOTEBORG, ESKILSTUNA = "2403", "1480", "0484"


def organisation(engine: Engine, kind: OrganisationKind, *codes: str) -> Organisation:
    new = NewOrganisation(kind, f"{kind} {' '.join(codes)}", codes)
    return OrganisationStore(engine).add(new, NOON, "test")


def police(engine: Engine, *codes: str) -> Organisation:
    return organisation(engine, OrganisationKind.POLICE, *codes)


def municipality(engine: Engine, code: str) -> Organisation:
    return organisation(engine, OrganisationKind.MUNICIPALITY, code)


def account(engine: Engine, login: str, *memberships: tuple[Organisation, Role]) -> Account:
    wanted = tuple(Membership(each.id, role) for each, role in memberships)
    return AccountStore(engine).create(NewAccount(login, login.capitalize(), wanted), NOON, "test")


def administrator(engine: Engine, login: str = "admin") -> Account:
    return AccountStore(engine).create(NewAccount(login, "Admin", administrator=True), NOON, "test")


def viewer(*organisations: Organisation) -> Viewer:
    return Viewer("nagon", frozenset(each.id for each in organisations))


def drafts_for(person: Account) -> Viewer:
    """As the pages where agreements are written see her."""
    return Viewer(person.id, frozenset(each.organisation for each in person.memberships if each.role in DRAFTERS))
