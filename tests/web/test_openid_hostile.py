"""Signing in at an organisation whose answers are wrong in every way: a calm page of its own each time, nobody in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request, Response

from generator.library.model import Library
from generator.settings import Settings
from generator.web.identity import issuer_session
from generator.web.identity.troubles import PAGES, Trouble
from tests.oidc.fake_issuer import FakeIssuer, drip, served
from tests.oidc.provider import CLIENT_ID
from tests.web.conftest import NOON
from tests.web.openid_site import ANNA, BO, OpenIdSite, openid_settings_for, openid_site
from tests.web.pages import check_page

BEGIN, BACK = "/logga-in/organisation", "/logga-in/organisation/svar"
NOW = int(NOON.timestamp())
COOKIE, ON_THE_WAY = "__Host-samverkan-inloggad", "__Host-samverkan-pa-vag"


class Clock:
    """Stands still until it is moved."""

    moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    with served(FakeIssuer(lambda: NOON, people={"anna": ANNA, "bo": BO})) as made:
        yield made


@pytest.fixture
def site(
    issuer: FakeIssuer, settings: Settings, small_library: Library, tmp_path: Path, clock: Clock
) -> Iterator[OpenIdSite]:
    made = openid_site(settings, small_library, openid_settings_for(issuer.address, tmp_path), clock)
    yield made
    made.engine.dispose()


@pytest.fixture
def client(site: OpenIdSite) -> FlaskClient:
    return site.app.test_client()


def come_back(client: FlaskClient, issuer: FakeIssuer, who: str = "anna", **instead: str | None) -> TestResponse:
    """Go there and come back again."""
    return client.get(issuer.back(client.get(BEGIN).location, who, **instead))


def assert_stopped(response: TestResponse, trouble: Trouble, client: FlaskClient, site: OpenIdSite) -> None:
    """It is the page about that, and nobody is in."""
    page = PAGES[trouble]
    assert (response.status_code, check_page(response.text).h1.text) == (page.status, page.heading)
    assert "Traceback" not in response.text
    assert client.get_cookie(COOKIE) is None
    assert client.get("/konto/").status_code == 303
    assert site.accounts == ()


def elsewhere(path: str) -> Callable[[FakeIssuer], None]:
    """The issuer says that one of its pages lies at another address, where something answers too."""
    return lambda issuer: issuer.discovery.update({path: issuer.address.replace("127.0.0.1", "localhost") + "/" + path})


def answered(path: str, body: str, status: int = 200, **headers: str) -> Callable[[FakeIssuer], None]:
    """The issuer answers this on one of its pages."""
    return lambda issuer: issuer.answers.update({path: lambda _: Response(body, status, headers)})


DESCRIPTION = "/.well-known/openid-configuration"
BAD_DESCRIPTIONS: dict[str, tuple[Callable[[FakeIssuer], Any], Trouble]] = {
    "it is broken": (answered(DESCRIPTION, "", 500), Trouble.AWAY),
    "it is not there": (answered(DESCRIPTION, "", 404), Trouble.REFUSED),
    "it is no JSON": (answered(DESCRIPTION, "<html>"), Trouble.UNTRUSTED),
    "it is no object": (answered(DESCRIPTION, "[]"), Trouble.UNTRUSTED),
    "it is far too large": (answered(DESCRIPTION, " " * 600_000), Trouble.UNTRUSTED),
    "it is somewhere else": (answered(DESCRIPTION, "", 302, Location="/jwks"), Trouble.UNTRUSTED),
    "it is another's": (lambda issuer: issuer.discovery.update(issuer="https://x.example"), Trouble.STRANGER),
    "it says nothing of keys": (lambda issuer: issuer.discovery.update(jwks_uri=None), Trouble.UNTRUSTED),
    "sign-in is elsewhere": (elsewhere("authorization_endpoint"), Trouble.UNTRUSTED),
    "codes are changed elsewhere": (elsewhere("token_endpoint"), Trouble.UNTRUSTED),
    "keys are elsewhere": (elsewhere("jwks_uri"), Trouble.UNTRUSTED),
}


@pytest.mark.parametrize("how", BAD_DESCRIPTIONS)
def test_a_description_that_is_wrong_stops_at_the_door(
    how: str, issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    change, trouble = BAD_DESCRIPTIONS[how]
    change(issuer)
    assert_stopped(client.get(BEGIN), trouble, client, site)
    assert set(issuer.asked) == {DESCRIPTION}


def claims(**said: Any) -> Callable[[FakeIssuer], None]:
    """The issuer's token says this."""
    return lambda issuer: issuer.claims.update(said)


def header(**said: Any) -> Callable[[FakeIssuer], None]:
    """The issuer's token is headed by this."""
    return lambda issuer: issuer.header.update(said)


def another_key(issuer: FakeIssuer) -> None:
    issuer.published = [ECKey.generate_key("P-256", {"kid": issuer.key.kid})]


BAD_TOKENS: dict[str, tuple[Callable[[FakeIssuer], Any], Trouble]] = {
    "another issuer": (claims(iss="https://x.example"), Trouble.STRANGER),
    "no issuer": (claims(iss=None), Trouble.UNTRUSTED),
    "another receiver": (claims(aud="någon annan"), Trouble.UNTRUSTED),
    "no receiver": (claims(aud=None), Trouble.UNTRUSTED),
    "several receivers and not for whom": (claims(aud=[CLIENT_ID, "annan"]), Trouble.UNTRUSTED),
    "for another of several": (claims(aud=[CLIENT_ID, "annan"], azp="annan"), Trouble.UNTRUSTED),
    "another sign-in": (claims(nonce="ett annat"), Trouble.OTHER),
    "no sign-in": (claims(nonce=None), Trouble.UNTRUSTED),
    "another access token": (claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), Trouble.UNTRUSTED),
    "over since three minutes": (claims(exp=NOW - 180), Trouble.CLOCKS),
    "made in three minutes": (claims(iat=NOW + 180), Trouble.CLOCKS),
    "not before three minutes": (claims(nbf=NOW + 180), Trouble.CLOCKS),
    "never over": (claims(exp=None), Trouble.UNTRUSTED),
    "over at no number": (claims(exp="snart"), Trouble.CLOCKS),
    "nobody": (claims(sub=None), Trouble.UNTRUSTED),
    "nobody by name": (claims(sub=""), Trouble.UNTRUSTED),
    "somebody endless": (claims(sub="a" * 256), Trouble.UNTRUSTED),
    "a number for somebody": (claims(sub=7), Trouble.UNTRUSTED),
    "signed by nobody": (header(alg="none"), Trouble.UNTRUSTED),
    "signed with the secret that we share": (header(alg="HS256"), Trouble.UNTRUSTED),
    "signed with another key": (another_key, Trouble.UNTRUSTED),
    "signed with a key that is not known": (header(kid="okänd"), Trouble.UNTRUSTED),
    "changed on the way": (
        lambda issuer: setattr(issuer, "tampered", lambda token: token[:-8] + "AAAAAAAA"),
        Trouble.UNTRUSTED,
    ),
    "nothing": (lambda issuer: setattr(issuer, "tampered", lambda _: ""), Trouble.UNTRUSTED),
    "no token": (lambda issuer: setattr(issuer, "tampered", lambda _: {"a": 1}), Trouble.UNTRUSTED),
    "all the keys are gone": (answered("/jwks", '{"keys": []}'), Trouble.UNTRUSTED),
    "the keys are no keys": (answered("/jwks", '{"keys": [7]}'), Trouble.UNTRUSTED),
    "the keys are broken": (answered("/jwks", "", 503), Trouble.AWAY),
    "codes are not taken": (answered("/token", '{"error": "invalid_client"}', 401), Trouble.REFUSED),
    "the page for codes is gone": (answered("/token", "<html>", 404), Trouble.REFUSED),
    "the page for codes is broken": (answered("/token", "", 502), Trouble.AWAY),
    "the page for codes says nothing": (answered("/token", "{}"), Trouble.UNTRUSTED),
    "the page for codes is no JSON": (answered("/token", "<html>"), Trouble.UNTRUSTED),
    "the page for codes lies elsewhere": (answered("/token", "", 307, Location="/jwks"), Trouble.UNTRUSTED),
}


@pytest.mark.parametrize("how", BAD_TOKENS)
def test_a_token_that_is_wrong_lets_nobody_in(
    how: str, issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    change, trouble = BAD_TOKENS[how]
    change(issuer)
    assert_stopped(come_back(client, issuer), trouble, client, site)


BAD_ANSWERS: dict[str, tuple[dict[str, str | None], Trouble]] = {
    "another state": ({"state": "ett annat"}, Trouble.STRAY),
    "a state in other letters": ({"state": "åäö"}, Trouble.STRAY),
    "no state": ({"state": None}, Trouble.STRAY),
    "another issuer": ({"iss": "https://x.example"}, Trouble.STRANGER),
    "no issuer, though it always says": ({"iss": None}, Trouble.STRANGER),
    "no code": ({"code": None}, Trouble.UNTRUSTED),
    "a code that is none": ({"code": "påhittad"}, Trouble.USED),
    "an endless code": ({"code": "a" * 5_000}, Trouble.UNTRUSTED),
    "a no from the person": ({"code": None, "error": "access_denied"}, Trouble.CANCELLED),
    "a no from the service": ({"code": None, "error": "server_error"}, Trouble.REFUSED),
    "a no that is not about this sign-in": ({"state": "ett annat", "error": "access_denied"}, Trouble.STRAY),
    "a no with a whole story": (
        {"code": None, "error": "access_denied", "error_description": "<b>Skriv ditt lösenord här</b>"},
        Trouble.CANCELLED,
    ),
}


@pytest.mark.parametrize("how", BAD_ANSWERS)
def test_an_answer_that_is_wrong_lets_nobody_in(
    how: str, issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    instead, trouble = BAD_ANSWERS[how]
    response = come_back(client, issuer, **instead)
    assert_stopped(response, trouble, client, site)
    assert "lösenord här</b>" not in response.text


@pytest.mark.parametrize("cookie", ["", "påhittad", "gAAAAABgAAAA" + "A" * 100])
def test_an_answer_in_a_browser_that_never_asked_lets_nobody_in(
    cookie: str, issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    address = issuer.back(client.get(BEGIN).location, "anna")
    stranger = site.app.test_client()
    if cookie:
        stranger.set_cookie(ON_THE_WAY, cookie)
    assert_stopped(stranger.get(address), Trouble.STRAY, stranger, site)
    assert "/token" not in issuer.asked


def test_a_code_that_somebody_has_used_works_for_nobody_else(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    stolen = issuer.back(client.get(BEGIN).location, "bo")
    code = stolen.partition("code=")[2].partition("&")[0]
    assert client.get(stolen).status_code == 303
    thief = site.app.test_client()
    response = come_back(thief, issuer, code=code)
    assert response.status_code == 400
    assert PAGES[Trouble.USED].heading in response.text
    assert thief.get_cookie(COOKIE) is None


def test_a_code_meant_for_one_browser_is_worth_nothing_in_another(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    unused = issuer.back(client.get(BEGIN).location, "bo")
    code = unused.partition("code=")[2].partition("&")[0]
    thief = site.app.test_client()
    assert_stopped(come_back(thief, issuer, code=code), Trouble.USED, thief, site)


def test_the_same_answer_twice_is_told_calmly_and_leaves_one_signed_in(issuer: FakeIssuer, client: FlaskClient) -> None:
    address = issuer.back(client.get(BEGIN).location, "anna")
    assert client.get(address).status_code == 303
    again = client.get(address)
    assert (again.status_code, PAGES[Trouble.STRAY].heading in again.text) == (400, True)
    assert client.get("/konto/").status_code == 200


def test_one_has_ten_minutes(issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite, clock: Clock) -> None:
    address = issuer.back(client.get(BEGIN).location, "anna")
    clock.moment = NOON + timedelta(minutes=11)
    assert_stopped(client.get(address), Trouble.LATE, client, site)
    clock.moment = NOON
    other = issuer.back(client.get(BEGIN).location, "anna")
    clock.moment = NOON + timedelta(minutes=9)
    issuer.claims.update(iat=NOW + 540, exp=NOW + 840)
    assert client.get(other).status_code == 303


@pytest.mark.parametrize("said", [{"exp": NOW - 60}, {"iat": NOW + 60}, {"nbf": NOW + 60}])
def test_clocks_may_differ_by_a_minute(said: dict[str, int], issuer: FakeIssuer, client: FlaskClient) -> None:
    issuer.claims.update(said)
    assert come_back(client, issuer).status_code == 303


def test_an_issuer_that_is_away_is_told_at_once_and_found_again_when_it_is_back(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite, clock: Clock
) -> None:
    answered(DESCRIPTION, "", 503)(issuer)
    response = client.get(BEGIN)
    assert_stopped(response, Trouble.AWAY, client, site)
    assert response.headers["Retry-After"] == "30"
    asked = len(issuer.asked)
    assert client.get(BEGIN).status_code == 503
    assert len(issuer.asked) == asked  # it is left alone for a while, so that nobody waits
    issuer.answers.clear()
    clock.moment = NOON + timedelta(seconds=20)
    assert client.get(BEGIN).status_code == 303


def test_nobody_at_all_at_the_address_is_told_calmly(
    settings: Settings, small_library: Library, tmp_path: Path
) -> None:
    made = openid_site(settings, small_library, openid_settings_for("http://127.0.0.1:9", tmp_path), lambda: NOON)
    client = made.app.test_client()
    assert_stopped(client.get(BEGIN), Trouble.AWAY, client, made)
    made.engine.dispose()


def test_an_answer_that_never_ends_is_given_up(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer_session, "WHOLE_SECONDS", 0.2)
    issuer.answers[DESCRIPTION] = drip
    assert_stopped(client.get(BEGIN), Trouble.AWAY, client, site)


def test_a_new_key_is_fetched_when_a_token_is_signed_with_it(issuer: FakeIssuer, client: FlaskClient) -> None:
    assert come_back(client, issuer).status_code == 303
    issuer.key = ECKey.generate_key("P-256", {"kid": "två"})
    other = client.application.test_client()
    assert come_back(other, issuer, "bo").status_code == 303


def test_what_is_told_beside_the_token_counts_when_the_token_leaves_it_out(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    issuer.people, issuer.beside = {}, {"sub": "anna", **ANNA}
    assert come_back(client, issuer).status_code == 303
    assert [account.name for account in site.accounts] == ["Anna Ek"]


def test_what_is_told_beside_the_token_of_somebody_else_counts_for_nothing(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    issuer.people, issuer.beside = {}, {"sub": "bo", **BO}
    assert_stopped(come_back(client, issuer), Trouble.UNTRUSTED, client, site)


def test_the_token_goes_before_what_is_told_beside_it(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite
) -> None:
    issuer.people = {"anna": {"grupper": ["samverkan-kommunpolis"]}}
    issuer.beside = {"sub": "anna", **BO}
    assert_stopped(come_back(client, issuer), Trouble.NO_ROLE, client, site)


def test_nothing_but_the_issuer_is_ever_asked(
    issuer: FakeIssuer, client: FlaskClient, site: OpenIdSite, clock: Clock
) -> None:
    with served(FakeIssuer(lambda: NOON)) as other:
        issuer.discovery["userinfo_endpoint"] = f"{other.address}/me"
        issuer.people = {}
        assert_stopped(come_back(client, issuer), Trouble.NO_ROLE, client, site)
        issuer.answers["/token"] = _sent_to(f"{other.address}/token")
        assert_stopped(come_back(client, issuer), Trouble.UNTRUSTED, client, site)
        issuer.answers[DESCRIPTION] = _sent_to(f"{other.address}{DESCRIPTION}")
        clock.moment = NOON + timedelta(hours=2)
        assert_stopped(client.get(BEGIN), Trouble.UNTRUSTED, client, site)
        assert other.asked == []


def _sent_to(address: str) -> Callable[[Request], Response]:
    return lambda _: Response("", 307, {"Location": address})
