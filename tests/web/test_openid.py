"""Signing in at one's own organisation when all is well: what is sent there, who one is here, how one leaves."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.credentials import CredentialStore
from generator.storage.errors import AccountProblem
from generator.storage.events import all_events
from generator.storage.organisations import OrganisationStore
from generator.storage.roles import Role
from generator.web.identity.troubles import PAGES, Trouble
from tests.oidc.fake_issuer import FakeIssuer, served
from tests.oidc.provider import CLIENT_ID
from tests.web.conftest import NOON
from tests.web.openid_site import ANNA, BO, POLICE, OpenIdSite, openid_settings_for, openid_site
from tests.web.pages import KOMMUNPOLIS, Form, Site, check_page
from tests.web.test_openid_hostile import BEGIN, COOKIE, ON_THE_WAY, Clock, come_back

WAY_OUT = "__Host-samverkan-vag-ut"


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    with served(FakeIssuer(lambda: NOON, people={"anna": ANNA, "bo": BO})) as made:
        yield made


@pytest.fixture
def site(issuer: FakeIssuer, settings: Settings, small_library: Library, tmp_path: Path) -> Iterator[OpenIdSite]:
    made = openid_site(settings, small_library, openid_settings_for(issuer.address, tmp_path), Clock())
    yield made
    made.engine.dispose()


@pytest.fixture
def client(site: OpenIdSite) -> FlaskClient:
    return site.app.test_client()


def test_nothing_goes_there_but_what_the_protocol_asks_for(client: FlaskClient, issuer: FakeIssuer) -> None:
    sent = urlsplit(client.get(f"{BEGIN}?vidare=/person/").location)
    asked = {name: values[0] for name, values in parse_qs(sent.query).items()}
    assert f"{sent.scheme}://{sent.netloc}{sent.path}" == f"{issuer.address}/auth"
    chance = {asked.pop(name) for name in ("state", "nonce", "code_challenge")}
    assert len(chance) == 3
    assert min(len(each) for each in chance) >= 20
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": "http://localhost/logga-in/organisation/svar",
        "scope": "openid profile email",
        "code_challenge_method": "S256",
    }


def test_nothing_that_goes_there_goes_twice(client: FlaskClient) -> None:
    sent = [parse_qs(urlsplit(client.get(BEGIN).location).query) for _ in range(2)]
    assert all(sent[0][name] != sent[1][name] for name in ("state", "nonce", "code_challenge"))


def test_behind_a_name_of_its_own_one_comes_back_over_tls(site: OpenIdSite, client: FlaskClient) -> None:
    site.app.config["TRUSTED_HOSTS"] = ["samverkan.example.se"]
    sent = client.get(BEGIN, base_url="http://samverkan.example.se").location
    (back,) = parse_qs(urlsplit(sent).query)["redirect_uri"]
    assert back == "https://samverkan.example.se/logga-in/organisation/svar"


def test_what_is_remembered_on_the_way_can_be_read_by_nobody_and_goes_when_one_is_back(
    client: FlaskClient, issuer: FakeIssuer
) -> None:
    response = client.get(BEGIN)
    (cookie,) = [each for each in response.headers.getlist("Set-Cookie") if each.startswith(ON_THE_WAY)]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    state = parse_qs(urlsplit(response.location).query)["state"][0]
    assert state not in cookie
    come_back(client, issuer)
    assert client.get_cookie(ON_THE_WAY) is None


def test_one_comes_to_the_page_that_was_asked_for_and_to_no_other_site(client: FlaskClient, issuer: FakeIssuer) -> None:
    there = client.get(issuer.back(client.get(f"{BEGIN}?vidare=/person/").location, "anna"))
    assert (there.status_code, there.location) == (303, "/person/")
    other = client.application.test_client()
    away = other.get(issuer.back(other.get(f"{BEGIN}?vidare=//x.example/").location, "anna"))
    assert away.location == "/"


def test_a_secret_that_a_browser_had_before_it_came_in_is_worth_nothing(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer, "bo")
    before = client.get_cookie(COOKIE)
    client.get(f"{BEGIN}?byt=ja")
    come_back_as = client.get(issuer.back(client.get(f"{BEGIN}?byt=ja").location, "anna"))
    after = client.get_cookie(COOKIE)
    assert come_back_as.status_code == 303
    assert before is not None and after is not None and before.value != after.value
    old = site.app.test_client()
    old.set_cookie(COOKIE, before.value)
    assert old.get("/konto/").status_code == 303
    assert "Anna Ek" in client.get("/konto/").text


def test_whoever_is_in_already_is_not_sent_away_again(client: FlaskClient, issuer: FakeIssuer) -> None:
    come_back(client, issuer)
    assert client.get(BEGIN).location == "/"
    assert "prompt=login" in client.get(f"{BEGIN}?byt=ja").location


def test_an_account_from_there_has_no_password_and_gets_none(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    (anna,) = site.accounts
    assert (anna.login, anna.has_password, anna.signs_in_elsewhere) == ("anna.ek", False, True)
    credentials = CredentialStore(site.engine, "k" * 32)
    with pytest.raises(AccountProblem, match="inget lösenord"):
        credentials.invite(anna.id, NOON, "prov")
    assert credentials.proved_by_password("anna.ek", "") is None
    with pytest.raises(AccountProblem, match="ändras där"):
        AccountStore(site.engine).set_roles(anna.id, (), NOON, "prov")


def test_the_administrator_sees_that_somebody_comes_from_there_and_is_offered_nothing_that_is_decided_there(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    issuer.people["drift"] = {**BO, "name": "Di Drift", "preferred_username": "di", "grupper": ["samverkan-drift"]}
    chief = site.app.test_client()
    come_back(chief, issuer, "drift")
    anna = next(account for account in site.accounts if account.login == "anna.ek")
    page = Site(chief, who="").get(f"/administration/konton/{anna.id}")
    assert "Loggar in hos sin organisation." in page.text
    assert f"kommunpolis, {POLICE}" in page.text
    assert page.soup.select("form[data-disable]")
    assert not page.soup.select("form[data-roles], form[data-invite]")


def test_nobody_is_taken_for_somebody_else_who_is_called_the_same(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    police = next(each for each in OrganisationStore(site.engine).all() if each.name == POLICE)
    local = NewAccount("anna.ek", "Anna Ek", (Membership(police.id, Role.LOKALPOLISOMRADESCHEF),))
    mine = AccountStore(site.engine).create(local, NOON, "prov")
    issuer.people["anna"] = {**ANNA, "email": "anna.ek", "email_verified": True}
    come_back(client, issuer)
    theirs = next(account for account in site.accounts if account.id != mine.id)
    assert theirs.login.startswith("org-")
    assert theirs.roles == {Role.KOMMUNPOLIS}
    assert AccountStore(site.engine).find(mine.id).roles == {Role.LOKALPOLISOMRADESCHEF}


def test_the_same_subject_is_the_same_account_whatever_the_person_is_called_now(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    issuer.people["anna"] = {**ANNA, "name": "Anna Ask", "preferred_username": "anna.ask"}
    come_back(site.app.test_client(), issuer)
    (anna,) = site.accounts
    assert (anna.name, anna.login) == ("Anna Ask", "anna.ek")


def test_a_name_that_changes_alone_is_no_change_of_roles(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    issuer.people["anna"] = {**ANNA, "name": "Anna Ask"}
    come_back(site.app.test_client(), issuer)
    assert [event.kind for event in all_events(site.engine) if event.kind == "roller-andrade"] == []


def test_an_account_that_an_administrator_has_shut_stays_shut(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    AccountStore(site.engine).disable(site.accounts[0].id, NOON, "prov")
    response = come_back(site.app.test_client(), issuer)
    assert (response.status_code, check_page(response.text).h1.text) == (403, PAGES[Trouble.DISABLED].heading)
    assert client.get("/konto/").status_code == 303


def test_a_role_in_an_organisation_that_nobody_has_registered_gives_nothing(
    settings: Settings, small_library: Library, issuer: FakeIssuer, tmp_path: Path
) -> None:
    rules = "behörigheter:\n  - när: {roll: samverkan-kommunpolis, organisation: 202100-0076}\n"
    rules += "    ger: {roll: kommunpolis, organisation: En påhittad}\n"
    openid = openid_settings_for(issuer.address, tmp_path, rules)
    made = openid_site(settings, small_library, openid, Clock())
    response = come_back(made.app.test_client(), issuer)
    assert PAGES[Trouble.NO_ROLE].heading in response.text
    assert made.accounts == ()
    made.engine.dispose()


def test_leaving_goes_past_the_issuer_with_the_token_it_gave(client: FlaskClient, issuer: FakeIssuer) -> None:
    come_back(client, issuer)
    sent = urlsplit(_sign_out(client))
    asked = parse_qs(sent.query)
    assert f"{sent.scheme}://{sent.netloc}{sent.path}" == f"{issuer.address}/leave"
    assert asked.keys() == {"id_token_hint", "post_logout_redirect_uri", "client_id", "state"}
    assert asked["post_logout_redirect_uri"] == ["http://localhost/logga-in/organisation/utloggad"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert client.get_cookie(COOKIE) is client.get_cookie(WAY_OUT) is None
    assert check_page(client.get("/logga-in/organisation/utloggad").text).h1.text == "Du är utloggad"


def _sign_out(client: FlaskClient, form: str = "form[data-leave]") -> str:
    page = Site(client, who="").get("/konto/")
    response = client.post(page.form(form).action, data=dict(page.form(form).fields))
    assert response.status_code == 303
    return str(response.location)


def test_leaving_when_the_issuer_is_away_leaves_here_and_says_what_is_left(
    client: FlaskClient, issuer: FakeIssuer
) -> None:
    issuer.discovery["end_session_endpoint"] = None
    come_back(client, issuer)
    assert _sign_out(client, "form[data-leave-everywhere]") == "/logga-in/organisation/utloggad?kvar=ja"
    assert "stäng webbläsaren" in client.get("/logga-in/organisation/utloggad?kvar=ja").text
    assert client.get_cookie(COOKIE) is None


def test_whoever_came_in_with_a_password_leaves_without_going_anywhere(
    client: FlaskClient, issuer: FakeIssuer, site: OpenIdSite
) -> None:
    come_back(client, issuer)
    left_over = client.get_cookie(WAY_OUT)
    assert left_over is not None
    administrator = AccountStore(site.engine).create(NewAccount("chef", "Chef", administrator=True), NOON, "prov")
    credentials = CredentialStore(site.engine, site.app.config["SECRET_KEY"])
    credentials.accept(credentials.invite(administrator.id, NOON, "prov").token, "ett långt lösenord", NOON)
    other = Site(site.app.test_client(), who="")
    other.client.set_cookie(WAY_OUT, left_over.value)
    form = other.get("/logga-in").form("form[data-sign-in]")
    other.send(form.set("inloggningsnamn", "chef").set("losenord", "ett långt lösenord"))
    assert _sign_out(other.client) == "/"


def test_the_page_to_sign_in_offers_both_ways(client: FlaskClient) -> None:
    page = check_page(client.get("/logga-in?vidare=/person/").text)
    assert page.select_one(f"a[href='{BEGIN}?vidare=/person/']")
    assert page.select_one("form[data-sign-in] input[type=password]")


def test_only_the_issuer_may_be_sent_a_form_beside_ourselves(client: FlaskClient, issuer: FakeIssuer) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.split("; ")[-1] == f"form-action 'self' {issuer.address}"


def test_the_log_says_what_went_wrong_and_nothing_of_who_or_by_what(
    client: FlaskClient, issuer: FakeIssuer, caplog: pytest.LogCaptureFixture
) -> None:
    issuer.claims["aud"] = "någon annan"
    with caplog.at_level(logging.INFO, logger="generator.web"):
        come_back(client, issuer)
    said = "\n".join(record.getMessage() for record in caplog.records if record.name == "generator.web")
    assert "organisationens-inloggning gar-inte-att-lita-pa" in said
    assert not any(word in said for word in ("Anna", "anna", "code=", "state=", "eyJ"))


def test_a_service_without_such_a_sign_in_does_not_have_its_pages(app: Flask) -> None:
    site = Site(app.test_client(), KOMMUNPOLIS)
    for address in (BEGIN, f"{BEGIN}/svar?code=x&state=y", f"{BEGIN}/utloggad"):
        assert site.get(address, status=404).heading == "Sidan finns inte"
    assert not Site(app.test_client(), who="").get("/logga-in").soup.select(f"a[href^='{BEGIN}']")
    assert site.get("/").response.headers["Content-Security-Policy"].endswith("form-action 'self'")
    form: Form = site.get("/konto/").form("form[data-leave]")
    assert site.send(form).response.status_code == 200
