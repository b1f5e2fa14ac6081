"""The administrator's pages: who comes in, what they are, and what is told of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from generator.storage.accounts import Account
from generator.storage.agreements import AgreementStore, Change
from generator.storage.events import Kind, all_events
from generator.storage.roles import Role
from generator.storage.totals import count_person_document
from generator.web.services import EXTENSION
from tests.storage.people import CHOSEN
from tests.web.conftest import NOON
from tests.web.entering import accounts_of, enter, is_in, somebody, with_codes
from tests.web.pages import ADMINISTRATOR, Form, Page, Site


@pytest.fixture
def admin(app: Flask) -> Site:
    """The administrator's browser."""
    return Site(app.test_client(), ADMINISTRATOR)


@pytest.fixture
def stranger(app: Flask) -> Site:
    return Site(app.test_client(), who="")


def link_in(page: Page) -> str:
    found = re.search(r"/inbjudan/[\w-]{43}", page.soup.select_one("[data-invitation-link]").text)
    assert found is not None
    return found[0]


def add(admin: Site, login: str = "asa@example.se", *roles: str, **more: str) -> Page:
    form = admin.get("/administration/").form("form[data-new-account]")
    form.set("namn", "Åsa Öberg").set("inloggningsnamn", login).set("roll", *roles)
    for name, value in more.items():
        form.set(name, value)
    return admin.send(form)


def accept(site: Site, link: str, password: str = CHOSEN, status: int = 200) -> Page:
    form = site.get(link).form("form[data-invitation]")
    return site.send(form.set("losenord", password).set("igen", password), status=status)


def person(app: Flask, login: str = "asa@example.se") -> Account:
    found = accounts_of(app).by_login(login)
    assert found is not None
    return found


# --- Accounts and invitations ----------------------------------------------------------------------------------------


def test_somebody_added_is_invited_by_a_link_shown_once_and_comes_in_as_what_she_is(
    app: Flask, admin: Site, stranger: Site
) -> None:
    page = add(admin, "asa@example.se", "demo-bjurholm:samordnare", "demo-goteborg:kommunjurist")
    link = link_in(page)
    assert link not in admin.get(f"/administration/konton/{person(app).id}").response.text
    assert accept(stranger, link).heading == "Ditt konto"
    assert person(app).roles == {Role.SAMORDNARE, Role.KOMMUNJURIST}
    assert is_in(stranger)


def test_an_invitation_that_is_used_says_so_calmly(admin: Site, stranger: Site, app: Flask) -> None:
    link = link_in(add(admin))
    accept(stranger, link)
    other = Site(app.test_client(), who="")
    assert other.get(link, 404).heading == "Inbjudan gäller inte"
    other.send(Form(link, other.get("/logga-in").form("form[data-sign-in]").fields), status=404)
    assert not is_in(other)


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [("kort", "kort", "minst 12"), ("lösenord1234", "lösenord1234", "gissa"), (CHOSEN, CHOSEN + "x", "inte lika")],
)
def test_a_password_that_is_refused_does_not_use_the_invitation_up(
    admin: Site, stranger: Site, password: str, again: str, told: str
) -> None:
    link = link_in(add(admin))
    form = stranger.get(link).form("form[data-invitation]").set("losenord", password).set("igen", again)
    page = stranger.send(form, status=422)
    assert told in page.errors[0][0]
    assert accept(stranger, link).heading == "Ditt konto"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda form: form.set("namn", ""), "Skriv namnet"),
        (lambda form: form.set("inloggningsnamn", "två ord"), "inloggningsnamn"),
        (lambda form: form.set("inloggningsnamn", "demo-polis-kommunpolis"), "redan"),
        (lambda form: form.set("roll", "demo-bjurholm:kommunpolis"), "finns inte"),
        (lambda form: form.set("roll", "demo-bjurholm:administrator"), "finns inte"),
        (lambda form: form.set("roll", "ingen:samordnare"), "finns inte"),
        (lambda form: form.set("roll", "demo-bjurholm:samordnare").set("administrator", "ja"), "inga andra roller"),
    ],
)
def test_an_account_that_cannot_be_right_is_told_and_what_was_typed_stays(
    app: Flask, admin: Site, change: Callable[[Form], Form], told: str
) -> None:
    form = admin.get("/administration/").form("form[data-new-account]")
    before = len(accounts_of(app).all())
    page = admin.send(change(form.set("namn", "Åsa").set("inloggningsnamn", "asa")), status=422)
    assert told in page.errors[0][0]
    assert len(accounts_of(app).all()) == before
    assert page.value("inloggningsnamn") in ("asa", "två ord", "demo-polis-kommunpolis")


def test_a_role_that_does_not_exist_gives_nothing(app: Flask, admin: Site) -> None:
    add(admin, "asa@example.se", "demo-bjurholm:diktator", "demo-bjurholm", ":")
    assert person(app).roles == set()


def test_shutting_somebody_out_is_felt_at_once_and_can_be_undone(app: Flask, admin: Site, stranger: Site) -> None:
    kim = somebody(app)
    enter(stranger)
    address = f"/administration/konton/{kim.id}"
    page = admin.send(admin.get(address).form("form[data-disable]"))
    assert "Kontot är avstängt" in page.text
    assert not is_in(stranger)
    admin.send(page.form("form[data-disable]"))
    enter(stranger)
    assert is_in(stranger)


def test_an_administrator_does_not_shut_herself_out(app: Flask, admin: Site) -> None:
    address = f"/administration/konton/demo-{ADMINISTRATOR}"
    page = admin.get(address)
    assert page.soup.select_one("form[data-disable]") is None
    token = page.form("form[data-invite]").get("csrf_token")[0]
    page = admin.send(Form(f"{address}/avstangt", [("csrf_token", token), ("avstangt", "ja")]), status=422)
    assert "sista administratören" in page.errors[0][0]
    assert is_in(admin)


def test_whoever_has_lost_the_telephone_gets_in_without_a_code(app: Flask, admin: Site, stranger: Site) -> None:
    kim = somebody(app)
    with_codes(app, kim)
    assert enter(stranger).heading == "Skriv koden"
    admin.send(admin.get(f"/administration/konton/{kim.id}").form("form[data-codes-off]"))
    assert enter(stranger).heading == "Vad vill du göra?"


def test_changed_roles_are_kept(app: Flask, admin: Site) -> None:
    kim = somebody(app)
    form = admin.get(f"/administration/konton/{kim.id}").form("form[data-roles]")
    assert form.get("roll") == ["demo-polis:kommunpolis"]
    admin.send(form.set("roll", "demo-bjurholm:handlaggare", "demo-goteborg:socialchef"))
    assert accounts_of(app).find(kim.id).roles == {Role.HANDLAGGARE, Role.SOCIALCHEF}


@pytest.mark.parametrize("there", ["ingen", "..", "x" * 300, "%00", "a%00b", "åäö", "' OR 1=1 --"])
@pytest.mark.parametrize("where", ["konton", "organisationer"])
def test_what_is_not_there_is_a_page_that_says_so(admin: Site, store: AgreementStore, where: str, there: str) -> None:
    admin.get(f"/administration/{where}/{there}", 404)


# --- Organisations ---------------------------------------------------------------------------------------------------


def test_an_organisation_is_registered_by_the_names_of_its_municipalities(admin: Site) -> None:
    form = admin.get("/administration/").form("form[data-new-organisation]")
    page = admin.send(
        form.set("slag", "polis").set("namn", "Polisen i Umeå").set("kommuner", "Umeå, 2403, Vännäs kommun")
    )
    assert "Polisen i Umeå polis, Bjurholm, Vännäs, Umeå" in page.text


@pytest.mark.parametrize(
    ("kind", "municipalities", "told"),
    [
        ("kommun", "", "en enda"),
        ("kommun", "Umeå, Vännäs", "en enda"),
        ("", "Umeå", "Välj"),
        ("polis", "Atlantis", "Atlantis"),
    ],
)
def test_an_organisation_that_cannot_be_right_is_told(admin: Site, kind: str, municipalities: str, told: str) -> None:
    form = admin.get("/administration/").form("form[data-new-organisation]")
    page = admin.send(form.set("slag", kind).set("namn", "Någon").set("kommuner", municipalities), status=422)
    assert told in page.errors[0][0]
    assert page.value("organisation-namn") == "Någon"


def test_an_organisation_is_changed(admin: Site) -> None:
    form = admin.get("/administration/organisationer/demo-polis").form("form[data-organisation]")
    page = admin.send(form.set("namn", "Polisen Nord").set("kommuner", "Bjurholm"))
    assert "Polisen Nord polis, Bjurholm" in page.text


# --- Drafts and events -----------------------------------------------------------------------------------------------


def test_a_draft_from_before_is_given_to_an_organisation_without_being_read(app: Flask, admin: Site) -> None:
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    plan = app.extensions[EXTENSION].library.plans["overenskommelse"]
    old = agreements.create(plan, Change({"helhet": "hemlig text"}, "x", NOON))
    page = admin.get("/administration/")
    assert "hemlig" not in page.response.text
    form = page.form(f"form[action='/administration/utkast/{old.id}']")
    admin.send(form.set("organisation", "demo-bjurholm"))
    assert Site(app.test_client(), "bjurholm-samordnare").get(f"/overenskommelse/{old.id}/").heading
    Site(app.test_client(), "goteborg-samordnare").get(f"/overenskommelse/{old.id}/", 404)
    assert "Utkast som ingen äger" not in admin.get("/administration/").text


def test_drafts_that_nobody_has_touched_are_warned_about(app: Flask, admin: Site) -> None:
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    plan = app.extensions[EXTENSION].library.plans["overenskommelse"]
    agreements.create(plan, Change({}, "x", NOON.replace(year=2024, month=12)))
    assert "Utkast som snart gallras" in admin.get("/administration/").text


def test_the_log_of_events_is_read_a_page_at_a_time_and_taken_out_as_a_file(app: Flask, admin: Site) -> None:
    for number in range(60):  # two events each
        add(admin, f"person{number}@example.se")
    events = list(all_events(app.extensions[EXTENSION].agreements.engine))
    first = admin.get("/administration/handelser/")
    assert f"Sida 1 av {-(-len(events) // 100)}" in first.text
    assert first.all("tbody tr td:first-child")[0] == str(len(events))
    assert first.all("tbody tr td:nth-child(3)")[0] == "Administratör (demonstration)"
    last = admin.get("/administration/handelser/?sida=2")
    assert last.all("tbody tr td:first-child")[-1] == "1"
    file = admin.client.get("/administration/handelser/handelser.csv")
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(events) + 1
    assert {row[3] for row in rows[1:]} == {Kind.ACCOUNT_CREATED, Kind.INVITED}


def test_documents_for_a_person_are_told_in_tens_so_that_nobody_sees_when_one_was_made(app: Flask, admin: Site) -> None:
    engine, told = app.extensions[EXTENSION].agreements.engine, []
    for _ in range(21):
        told.append(re.search("(färre än|minst) [0-9]+", admin.get("/administration/handelser/").text)[0])
        count_person_document(engine)
    assert told == ["färre än 10"] * 10 + ["minst 10"] * 10 + ["minst 20"]


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "", "9" * 400, "１"])
def test_a_page_of_the_log_that_does_not_exist_is_the_nearest(admin: Site, page: str) -> None:
    assert "Sida 1 av 1" in admin.get(f"/administration/handelser/?sida={page}").text


def test_signing_in_leaves_an_event_only_for_an_administrator(app: Flask, admin: Site) -> None:
    """When a handläggare signed in would tell when somebody was helped."""
    somebody(app, "handlaggaren@example.se", Role.KOMMUNPOLIS)
    somebody(app, "administratoren@example.se", None)
    before = len(list(all_events(app.extensions[EXTENSION].agreements.engine)))
    for login in ("handlaggaren@example.se", "administratoren@example.se"):
        enter(Site(app.test_client(), who=""), login)
    after = [each.kind for each in all_events(app.extensions[EXTENSION].agreements.engine)][before:]
    assert after == [Kind.ADMINISTRATOR_SIGNED_IN]
