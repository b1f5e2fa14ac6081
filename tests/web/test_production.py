"""The service with real accounts: no demonstration, cookies that need TLS, only the names it was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from generator.library.model import Library
from generator.settings import Settings
from generator.web.app import create_app
from generator.web.identity.visitors import SECURE_COOKIE
from generator.web.services import EXTENSION
from tests.storage.people import CHOSEN
from tests.web.entering import Clock, somebody
from tests.web.pages import check_page, sign_in_as, words

HOST = "https://samverkan.example.se"


def made(settings: Settings, library: Library, **more: object) -> Flask:
    production = replace(settings, production=True, hosts=("samverkan.example.se",), **more)  # type: ignore[arg-type]
    return create_app(production, library, Clock())


@pytest.fixture
def app(settings: Settings, small_library: Library) -> Iterator[Flask]:
    app = made(settings, small_library)
    yield app
    app.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    found = app.test_client()
    found.environ_base["wsgi.url_scheme"] = "https"
    found.environ_base["HTTP_HOST"] = "samverkan.example.se"
    return found


def token_in(client: FlaskClient, address: str) -> str:
    page = check_page(client.get(address, base_url=HOST).text)
    return str(page.select_one("input[name=csrf_token]")["value"])


def enter(client: FlaskClient) -> list[str]:
    fields = {"csrf_token": token_in(client, "/logga-in"), "inloggningsnamn": "kim@example.se", "losenord": CHOSEN}
    answer = client.post("/logga-in", base_url=HOST, data=fields)
    assert answer.status_code == 303
    return answer.headers.getlist("Set-Cookie")


def test_the_demonstration_does_not_exist(app: Flask, client: FlaskClient) -> None:
    assert client.get("/demo", base_url=HOST).status_code == 404
    assert client.post("/demo/polis-kommunpolis", base_url=HOST).status_code == 404
    page = check_page(client.get("/", base_url=HOST).text)
    assert "Demonstration" not in words(page.body)
    assert page.select_one("main a[href='/logga-in']") is not None


def test_whoever_was_somebody_in_the_demonstration_is_nobody(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    sign_in_as(other, "tjansten-administrator")
    secret = next(iter(other._cookies.values())).value
    client.set_cookie(SECURE_COOKIE, secret, domain="samverkan.example.se", secure=True, path="/")
    assert client.get("/administration/", base_url=HOST).status_code == 303


def test_every_cookie_needs_tls(app: Flask, client: FlaskClient) -> None:
    somebody(app)
    cookies = enter(client)
    assert any(each.startswith(f"{SECURE_COOKIE}=") for each in cookies)
    assert all("Secure" in each and "HttpOnly" in each for each in cookies)
    assert client.get("/konto/", base_url=HOST).status_code == 200


def test_browsers_are_asked_to_come_over_tls(client: FlaskClient) -> None:
    assert "max-age=" in client.get("/", base_url=HOST).headers["Strict-Transport-Security"]


def test_whoever_is_not_signed_in_is_sent_to_the_password(client: FlaskClient) -> None:
    answer = client.get("/person/", base_url=HOST)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/logga-in?vidare=/person/")


@pytest.mark.parametrize("host", ["ond.example.se", "samverkan.example.se.ond.example", "0.0.0.0", "192.168.1.4"])  # noqa: S104
def test_a_name_that_the_service_was_not_told_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", base_url=f"https://{host}").status_code == 400


def test_whoever_watches_the_service_on_its_own_machine_is_answered(client: FlaskClient) -> None:
    assert client.get("/healthz", base_url="http://127.0.0.1:8000").status_code == 200


@pytest.mark.parametrize(("behind_proxy", "status"), [(True, 200), (False, 400)])
def test_what_a_proxy_says_counts_only_when_there_is_said_to_be_one(
    settings: Settings, small_library: Library, behind_proxy: bool, status: int
) -> None:
    client = made(settings, small_library, behind_proxy=behind_proxy).test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "samverkan.example.se"}
    answer = client.get("/logga-in", base_url="http://intern.example", headers=headers)
    assert answer.status_code == status
