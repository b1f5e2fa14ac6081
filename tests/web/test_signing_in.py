"""Signing in and out with password and code: the right people in, and what others try."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pyotp
import pytest
from flask import Flask

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.events import Kind, all_events
from generator.web.app import create_app
from generator.web.identity.visitors import COOKIE
from generator.web.services import EXTENSION
from tests.storage.people import CHOSEN
from tests.web.entering import Clock, accounts_of, credentials_of, enter, is_in, somebody, with_codes
from tests.web.pages import Site

DRAFT = "/overenskommelse/ny/overenskommelse"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, small_library: Library, clock: Clock) -> Iterator[Flask]:
    made = create_app(settings, small_library, clock)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def site(app: Flask) -> Site:
    """Somebody who has not signed in."""
    return Site(app.test_client(), who="")


def events(app: Flask) -> list[str]:
    return [each.kind for each in all_events(app.extensions[EXTENSION].agreements.engine)]


# --- Passwords -------------------------------------------------------------------------------------------------------


def test_a_name_and_its_password_let_one_in_to_the_start_page(app: Flask, site: Site) -> None:
    somebody(app)
    page = enter(site)
    assert page.heading == "Vad vill du göra?"
    assert "Kim Kommunpolis" in page.text
    assert is_in(site)


def test_after_signing_in_one_comes_to_the_page_that_was_asked_for(app: Flask, site: Site) -> None:
    somebody(app)
    form = site.get(f"/logga-in?vidare={DRAFT}").form("form[data-sign-in]")
    site.send(form.set("inloggningsnamn", "kim@example.se").set("losenord", CHOSEN))
    assert site.last_address == DRAFT


@pytest.mark.parametrize(
    "onward",
    [
        *("https://ond.example", "//ond.example", "/\\ond.example", "/\t/ond.example", "javascript:alert(1)", ""),
        *("/%2f%2fond.example", "http:ond.example", "/finns-inte", "/logga-ut", "/" + "a" * 5_000),
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(app: Flask, site: Site, onward: str) -> None:
    somebody(app)
    form = site.get("/logga-in").form("form[data-sign-in]").set("vidare", onward)
    fields = dict(form.set("inloggningsnamn", "kim@example.se").set("losenord", CHOSEN).fields)
    assert site.client.post(form.action, data=fields).headers["Location"] == "/"


def test_what_is_wrong_is_told_in_the_same_words_whether_or_not_there_is_such_an_account(
    app: Flask, site: Site
) -> None:
    somebody(app)
    accounts_of(app).disable(somebody(app, "bo@example.se").id, app.extensions[EXTENSION].clock(), "test")
    tried = [("kim@example.se", "fel lösenord"), ("ingen@example.se", CHOSEN), ("bo@example.se", CHOSEN), ("", "")]
    told = {enter(site, *each, status=422).errors[0] for each in tried}
    assert told == {("Inloggningsnamnet eller lösenordet stämmer inte.", "inloggningsnamn")}
    assert not is_in(site)


@pytest.mark.parametrize("login", ["kim@example.se", "ingen@example.se"])
def test_after_a_few_wrong_ones_the_right_one_has_to_wait_too(app: Flask, site: Site, clock: Clock, login: str) -> None:
    somebody(app)
    for _ in range(5):
        enter(site, login, "fel lösenord", status=422)
    page = enter(site, login, CHOSEN, status=429)
    assert page.errors[0][0].startswith("För många försök. Vänta till klockan 13.01")
    assert not is_in(site)
    clock.pass_time(minutes=1)
    enter(site, login, CHOSEN, status=200 if login == "kim@example.se" else 422)


def test_the_log_of_events_says_that_an_account_was_locked_but_not_what_was_typed(app: Flask, site: Site) -> None:
    person = somebody(app)
    for login in (person.login, "mitt hemliga lösenord"):
        for _ in range(6):
            enter(site, login, "fel lösenord", status=429 if _ == 5 else 422)
    assert events(app).count(Kind.LOCKED_OUT) == 1


def test_a_wrong_name_is_shown_again_and_a_password_never(app: Flask, site: Site) -> None:
    page = enter(site, "kim@exampel.se", "mitt hemliga lösenord", status=422)
    assert page.value("inloggningsnamn") == "kim@exampel.se"
    assert page.value("losenord") == ""
    assert "hemliga" not in page.response.text


@pytest.mark.parametrize("typed", ["x" * 100_000, "a\x00b", "\u202e", "{{ 7*7 }}", "<script>", "' OR 1=1 --"])
def test_anything_may_be_typed_where_one_signs_in(app: Flask, site: Site, typed: str) -> None:
    enter(site, typed, typed, status=422)


def test_no_password_reaches_the_log(app: Flask, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    somebody(app)
    enter(site)
    enter(Site(app.test_client(), who=""), "kim@example.se", "fel hemligt lösenord", status=422)
    assert CHOSEN not in caplog.text
    assert "hemligt" not in caplog.text
    assert "kim@" not in caplog.text


# --- Cookies ---------------------------------------------------------------------------------------------------------


def test_signing_in_gives_a_new_secret_and_the_old_one_is_worth_nothing(app: Flask, site: Site) -> None:
    """Somebody who has planted a secret in another's browser gains nothing by it."""
    somebody(app)
    site.client.set_cookie(COOKIE, "x" * 43)
    enter(site)
    first = site.client.get_cookie(COOKIE)
    assert first is not None
    assert first.value != "x" * 43
    thief = Site(app.test_client(), who="")
    thief.client.set_cookie(COOKIE, first.value)
    assert is_in(thief), "the secret is all there is"
    form = site.get("/demo").form("form[action='/demo/bjurholm-samordnare']")
    site.send(form)
    assert not is_in(thief)
    assert is_in(site)


@pytest.mark.parametrize("value", ["", "x", "x" * 43, "../../etc", "å", "a.b.c", "x" * 3_000])
def test_a_forged_cookie_is_nobodys(app: Flask, site: Site, value: str) -> None:
    somebody(app)
    site.client.set_cookie(COOKIE, value)
    assert not is_in(site)
    assert site.get("/").heading == "Vad vill du göra?"


def test_the_cookie_is_out_of_reach_for_scripts_and_says_nothing(app: Flask, site: Site) -> None:
    somebody(app)
    form = site.get("/logga-in").form("form[data-sign-in]")
    fields = dict(form.set("inloggningsnamn", "kim@example.se").set("losenord", CHOSEN).fields)
    sent = site.client.post("/logga-in", data=fields).headers.getlist("Set-Cookie")
    (cookie,) = [each for each in sent if each.startswith(f"{COOKIE}=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age" not in cookie


def test_a_token_from_before_signing_in_is_not_taken_afterwards(app: Flask, site: Site) -> None:
    somebody(app)
    before = site.get("/logga-in").form("form[data-sign-in]").get("csrf_token")[0]
    enter(site)
    assert site.client.post("/konto/logga-ut-overallt", data={"csrf_token": before}).status_code == 400
    assert is_in(site)


def test_a_session_ends_after_two_hours_away_and_after_twelve_in_all(app: Flask, site: Site, clock: Clock) -> None:
    somebody(app)
    enter(site)
    for _ in range(11):
        clock.pass_time(hours=1)
        assert is_in(site)
    clock.pass_time(hours=1)
    assert not is_in(site)
    enter(site)
    clock.pass_time(hours=2)
    assert not is_in(site)


def test_signing_out_ends_it_also_for_whoever_has_copied_the_cookie(app: Flask, site: Site) -> None:
    somebody(app)
    enter(site)
    copy = Site(app.test_client(), who="")
    copied = site.client.get_cookie(COOKIE)
    assert copied is not None
    copy.client.set_cookie(COOKIE, copied.value)
    site.send(site.get("/konto/").form("form[data-leave]"))
    assert not is_in(site)
    assert not is_in(copy)


def test_a_disabled_account_is_out_at_its_next_page(app: Flask, site: Site, clock: Clock) -> None:
    person = somebody(app)
    enter(site)
    accounts_of(app).disable(person.id, clock(), "test")
    assert not is_in(site)


def test_roles_that_are_taken_away_count_at_the_next_page(app: Flask, site: Site, clock: Clock) -> None:
    person = somebody(app)
    enter(site)
    assert site.client.get(DRAFT).status_code == 200
    accounts_of(app).set_roles(person.id, (), clock(), "test")
    assert site.client.get(DRAFT).status_code == 403
    assert site.get("/konto/").text.count("ingen roll än") == 1


# --- One-time codes --------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(app: Flask) -> pyotp.TOTP:
    return with_codes(app, somebody(app))


def send_code(site: Site, code: str, status: int = 200) -> str:
    page = site.get("/logga-in/kod")
    return site.send(page.form("form[data-sign-in]").set("kod", code), status=status).text


def test_a_password_alone_is_not_enough_when_codes_are_on(site: Site, phone: pyotp.TOTP, clock: Clock) -> None:
    assert enter(site).heading == "Skriv koden"
    assert not is_in(site)
    send_code(site, phone.at(clock()))
    assert is_in(site)


def test_a_code_is_asked_for_only_after_a_password(site: Site, phone: pyotp.TOTP, clock: Clock) -> None:
    assert site.get("/logga-in/kod").heading == "Logga in"
    assert site.client.get("/logga-in/kod").status_code == 303
    assert not is_in(site)


def test_nine_wrong_codes_lock_the_door_for_the_right_one(
    app: Flask, site: Site, phone: pyotp.TOTP, clock: Clock
) -> None:
    enter(site)
    wrong = f"{(int(phone.at(clock())) + 1) % 1_000_000:06d}"
    outcomes = [send_code(site, wrong, 422 if number < 5 else 429) for number in range(9)]
    assert all("stämmer inte" in told for told in outcomes[:5])
    assert all("För många försök" in told for told in outcomes[5:])
    send_code(site, phone.at(clock()), 429)
    assert not is_in(site)
    assert events(app).count(Kind.LOCKED_OUT) == 1
    clock.pass_time(minutes=1)
    send_code(site, phone.at(clock()))
    assert is_in(site)


def test_a_code_that_somebody_has_seen_is_not_right_again(
    app: Flask, site: Site, phone: pyotp.TOTP, clock: Clock
) -> None:
    enter(site)
    send_code(site, phone.at(clock()))
    other = Site(app.test_client(), who="")
    enter(other)
    assert "redan använts" in send_code(other, phone.at(clock()), 422)
    assert not is_in(other)


def test_whoever_takes_too_long_begins_again(site: Site, phone: pyotp.TOTP, clock: Clock) -> None:
    enter(site)
    clock.pass_time(minutes=10)
    assert site.get("/logga-in/kod").heading == "Logga in"


def test_a_new_invitation_does_not_take_the_codes_away(app: Flask, site: Site, phone: pyotp.TOTP, clock: Clock) -> None:
    person = accounts_of(app).by_login("kim@example.se")
    assert person is not None
    token = credentials_of(app).invite(person.id, clock(), "test").token
    form = site.get(f"/inbjudan/{token}").form("form[data-invitation]")
    page = site.send(form.set("losenord", "ett helt nytt lösenord").set("igen", "ett helt nytt lösenord"))
    assert page.heading == "Logga in"
    assert not is_in(site)
