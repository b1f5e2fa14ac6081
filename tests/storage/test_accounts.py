"""Accounts, organisations and guests as an administrator and drafters make them. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import all_events
from generator.storage.guests import LONGEST_COMMENT, GuestStore, NewComment
from generator.storage.identity_tables import GUEST_LINKS
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.retention import remove_due_drafts
from generator.storage.roles import ROLE_WORDS, ROLES_OF, OrganisationKind, Role
from tests.databases import KINDS, databases_of
from tests.storage.known import change, plan
from tests.storage.people import BJURHOLM, GOTEBORG, NOON, account, administrator, municipality, police

DAY = timedelta(days=1)
POLICE, MUNICIPALITY = OrganisationKind.POLICE, OrganisationKind.MUNICIPALITY


@pytest.fixture(params=KINDS)
def engine(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Engine]:
    with databases_of(request.param, tmp_path_factory.mktemp("konton"), request) as databases:
        made = open_database(databases.new())
        yield made
        made.dispose()


@pytest.fixture
def accounts(engine: Engine) -> AccountStore:
    return AccountStore(engine)


# --- Accounts --------------------------------------------------------------------------------------------------------


def test_every_role_has_a_name_and_all_but_the_administrators_an_organisation() -> None:
    assert set(ROLE_WORDS) == set(Role)
    assert {role for roles in ROLES_OF.values() for role in roles} == set(Role) - {Role.ADMINISTRATOR}


def test_somebody_may_be_several_things_in_several_organisations(engine: Engine, accounts: AccountStore) -> None:
    here, there = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    made = account(engine, "kim", (here, Role.SAMORDNARE), (here, Role.KOMMUNJURIST), (there, Role.HANDLAGGARE))
    assert made.roles == {Role.SAMORDNARE, Role.KOMMUNJURIST, Role.HANDLAGGARE}
    assert {each.name for each in made.memberships} == {here.name, there.name}
    assert accounts.all() == (made,)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_role_is_given_only_where_it_exists(engine: Engine, role: Role, kind: OrganisationKind) -> None:
    place = police(engine, BJURHOLM) if kind is POLICE else municipality(engine, BJURHOLM)
    if role in ROLES_OF[kind]:
        assert account(engine, "kim", (place, role)).roles == {role}
    else:
        with pytest.raises(AccountProblem):
            account(engine, "kim", (place, role))


def test_an_unknown_organisation_gives_nothing(engine: Engine, accounts: AccountStore) -> None:
    with pytest.raises(AccountProblem):
        accounts.create(NewAccount("kim", "Kim", (Membership("ingen", Role.SAMORDNARE),)), NOON, "admin")
    assert accounts.all() == ()


def test_an_administrator_is_nothing_else(engine: Engine, accounts: AccountStore) -> None:
    wanted = (Membership(municipality(engine, BJURHOLM).id, Role.SAMORDNARE),)
    with pytest.raises(AccountProblem):
        NewAccount("kim", "Kim", wanted, administrator=True)
    admin = administrator(engine)
    with pytest.raises(AccountProblem):
        accounts.set_roles(admin.id, wanted, NOON, admin.id)
    assert accounts.find(admin.id).roles == {Role.ADMINISTRATOR}


def test_a_login_is_one_persons_in_whatever_case(engine: Engine, accounts: AccountStore) -> None:
    account(engine, "Kim@Example.se")
    with pytest.raises(AccountProblem, match="redan"):
        account(engine, "kim@example.SE")
    found = accounts.by_login(" KIM@example.se")
    assert found is not None
    assert found.login == "kim@example.se"


@pytest.mark.parametrize("login", ["", " ", "två ord", "a\nb", "x" * 201, "a@b@c", "<kim>", "a\x00b", "kim,bo"])
def test_what_cannot_be_a_login_is_refused(login: str) -> None:
    with pytest.raises(AccountProblem):
        NewAccount(login, "Kim")


def test_changed_roles_count_at_once(engine: Engine, accounts: AccountStore) -> None:
    here, there = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    made = account(engine, "kim", (here, Role.SAMORDNARE))
    accounts.set_roles(made.id, [Membership(there.id, Role.KOMMUNJURIST)], NOON, "admin")
    assert accounts.find(made.id).memberships == (Membership(there.id, Role.KOMMUNJURIST),)


def test_an_unknown_account_is_told(accounts: AccountStore) -> None:
    for attempt in (
        lambda: accounts.find("ingen"),
        lambda: accounts.set_roles("ingen", (), NOON, "admin"),
        lambda: accounts.disable("ingen", NOON, "admin"),
        lambda: accounts.enable("ingen", NOON, "admin"),
    ):
        with pytest.raises(UnknownAccount):
            attempt()


def test_somebody_whom_another_service_signs_in_is_the_same_account_with_the_roles_of_the_day(
    engine: Engine, accounts: AccountStore
) -> None:
    place, who = municipality(engine, BJURHOLM), ("https://id.example.se", "4711")
    first = accounts.for_identity(who, NewAccount("kim", "Kim", (Membership(place.id, Role.SAMORDNARE),)), NOON)
    second = accounts.for_identity(who, NewAccount("kim", "Kim", (Membership(place.id, Role.SOCIALCHEF),)), NOON)
    assert first.id == second.id
    assert second.roles == {Role.SOCIALCHEF}
    assert accounts.for_identity(who, NewAccount("kim", "Kim", (), administrator=True), NOON).administrator
    assert not second.has_password


def test_another_service_never_takes_over_an_account_by_its_login(engine: Engine, accounts: AccountStore) -> None:
    account(engine, "kim")
    with pytest.raises(AccountProblem):
        accounts.for_identity(("https://id.example.se", "4711"), NewAccount("kim", "Kim"), NOON)
    accounts.for_identity(("https://id.example.se", "4711"), NewAccount("kim2", "Kim"), NOON)
    with pytest.raises(AccountProblem):
        accounts.for_identity(("https://id.example.se", "4712"), NewAccount("kim2", "Kim"), NOON)


# --- Organisations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "codes"),
    [
        (MUNICIPALITY, "", (BJURHOLM,)),
        (MUNICIPALITY, "Två\nrader", (BJURHOLM,)),
        (MUNICIPALITY, "x" * 201, (BJURHOLM,)),
        (MUNICIPALITY, "Två kommuner", (BJURHOLM, GOTEBORG)),
        (MUNICIPALITY, "Ingen", ()),
        (POLICE, "Ingen", ()),
        (POLICE, "Okänd", ("9999",)),
        (POLICE, "Namn", ("Bjurholm",)),
    ],
)
def test_an_organisation_that_cannot_be_right_is_refused(
    kind: OrganisationKind, name: str, codes: tuple[str, ...]
) -> None:
    with pytest.raises(AccountProblem):
        NewOrganisation(kind, name, codes)


def test_an_organisation_is_changed_but_never_becomes_another_kind(engine: Engine) -> None:
    store, place = OrganisationStore(engine), police(engine, BJURHOLM)
    store.change(place.id, NewOrganisation(POLICE, "Polisen i norr", (GOTEBORG, BJURHOLM, BJURHOLM)), NOON, "admin")
    assert (store.find(place.id).name, store.find(place.id).municipalities) == ("Polisen i norr", (GOTEBORG, BJURHOLM))
    with pytest.raises(UnknownAccount):
        store.change(place.id, NewOrganisation(MUNICIPALITY, "Kommunen", (BJURHOLM,)), NOON, "admin")
    with pytest.raises(UnknownAccount):
        store.find("ingen")


# --- Guests and comments ---------------------------------------------------------------------------------------------


@pytest.fixture
def agreement_id(engine: Engine) -> str:
    return AgreementStore(engine).create(plan(), change()).id


def test_a_guest_has_a_link_until_its_day_or_until_it_is_taken_back(engine: Engine, agreement_id: str) -> None:
    guests = GuestStore(engine)
    token = guests.invite(agreement_id, "Nämndens ordförande", NOON + DAY, (NOON, "kim"))
    link = guests.guest(token, NOON)
    assert (link.agreement_id, link.name) == (agreement_id, "Nämndens ordförande")
    with pytest.raises(UnknownAccount):
        guests.guest(token, NOON + DAY)
    guests.revoke(agreement_id, link.id, NOON, "kim")
    with pytest.raises(UnknownAccount):
        guests.guest(token, NOON)
    assert [each.revoked for each in guests.links_of(agreement_id)] == [NOON]
    with engine.connect() as connection:
        assert token not in str(connection.execute(select(GUEST_LINKS)).all())


def test_a_link_is_not_taken_back_by_way_of_another_agreement(engine: Engine, agreement_id: str) -> None:
    guests, another = GuestStore(engine), AgreementStore(engine).create(plan(), change()).id
    token = guests.invite(agreement_id, "Gäst", NOON + DAY, (NOON, "kim"))
    with pytest.raises(UnknownAccount):
        guests.revoke(another, guests.guest(token, NOON).id, NOON, "kim")
    assert guests.guest(token, NOON).revoked is None


def test_a_link_that_would_never_work_is_refused(engine: Engine, agreement_id: str) -> None:
    for name, until in (("Gäst", NOON), ("Gäst", NOON - DAY), ("", NOON + DAY), ("två\nrader", NOON + DAY)):
        with pytest.raises(AccountProblem):
            GuestStore(engine).invite(agreement_id, name, until, (NOON, "kim"))


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_COMMENT + 1), "a\x00b"])
def test_a_comment_that_cannot_be_kept_is_told(text: str) -> None:
    with pytest.raises(AccountProblem):
        NewComment("id", 1, "Kim", text, "kim")


def test_a_comment_is_kept_as_typed_and_goes_with_its_agreement(engine: Engine, agreement_id: str) -> None:
    guests, text = GuestStore(engine), "Rad ett\n{{ 7*7 }} <b>'; DROP TABLE"
    guests.comment(NewComment(agreement_id, 1, "Kim, kommunjurist", text, "kim"), NOON)
    assert [(each.author, each.text, each.version) for each in guests.comments_on(agreement_id)] == [
        ("Kim, kommunjurist", text, 1)
    ]
    assert "DROP" not in str(list(all_events(engine)))
    assert remove_due_drafts(engine, 1, NOON + 100 * DAY) == 1
    assert guests.comments_on(agreement_id) == ()
