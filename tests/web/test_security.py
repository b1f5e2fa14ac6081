"""Threats, each a test by its name: forged forms, foreign hosts, oversized bodies, files, traces in the log."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from generator.errors import StorageError
from generator.storage.agreements import AgreementStore
from tests.web.conftest import NEW
from tests.web.pages import Form, Page, Site


def stored(store: AgreementStore) -> dict[str, object]:
    (agreement,) = store.newest(10)
    return dict(agreement.answers)


# --- Forged and expired forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [(), ("",), ("påhittad",), ("IjEyMzQi.aaaa.bbbb",)])
def test_a_forged_form_stores_nothing_and_loses_nothing(
    begun: Page, site: Site, store: AgreementStore, token: tuple[str, ...]
) -> None:
    form = begun.form().set("form", "del").set("namnder-0-namn", "min nämnd").set("csrf_token", *token)
    page = site.send(form, status=400)
    assert "Allt du skrev står kvar" in page.notice
    assert page.checked("form") == ["del"]
    assert page.value("namnder-0-namn") == "min nämnd"
    assert stored(store) == {"kommuner": ["0484"]}
    site.send(page.form().set("helhet", "x"))
    assert stored(store)["form"] == "del"


def test_a_form_from_another_session_is_shown_again(begun: Page, app: Flask, store: AgreementStore) -> None:
    somebody_else = Site(app.test_client())
    page = somebody_else.send(begun.form().set("form", "del"), status=400)
    assert page.checked("form") == ["del"]
    assert "form" not in stored(store)


def test_a_new_agreement_with_a_forged_form_is_shown_again_and_not_made(site: Site, store: AgreementStore) -> None:
    page = site.send(site.get(NEW).form().set("kommuner-sok", "Malmö").set("csrf_token", "x"), status=400)
    assert page.checked("kommuner") == ["1280"]
    assert store.newest(10) == ()


def test_a_document_for_a_person_with_a_forged_form_is_shown_again_and_not_made(site: Site) -> None:
    page = site.send(site.get("/person/papper").form().set("person_namn", "Kim").set("csrf_token", "x"), status=400)
    assert page.value("person_namn") == "Kim"


@pytest.mark.parametrize("place", ["cross-site", "same-site"])
def test_a_form_on_another_site_is_refused(begun: Page, site: Site, store: AgreementStore, place: str) -> None:
    form = begun.form().set("form", "del")
    response = site.client.post(form.action, data=dict(form.fields), headers={"Sec-Fetch-Site": place})
    assert response.status_code == 403
    assert "form" not in stored(store)


# --- Hosts, cookies, headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["ond.example", "127.0.0.1.ond.example", "localhost.ond.example:8000", "192.168.1.4", "[::1]:8000"]
)
def test_a_name_that_is_not_ours_is_refused(site: Site, host: str) -> None:
    """A page elsewhere that points its own name at 127.0.0.1 must not reach the service."""
    response = site.client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert host not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:8123"])
def test_this_machines_names_are_ours(site: Site, host: str) -> None:
    assert site.client.get("/", headers={"Host": host}).status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(site: Site) -> None:
    (cookie,) = site.client.get(NEW).headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert cookie.startswith("samverkan=")


def test_a_page_that_is_only_read_sets_no_cookie(site: Site) -> None:
    for address in ("/", "/person/", "/blanketter", "/klausuler/", "/healthz", "/assets/tema.css"):
        assert "Set-Cookie" not in site.client.get(address).headers


@pytest.mark.parametrize(
    "address", ["/", "/finns-inte", "/healthz", "/assets/tema.css", "/blanketter/papper-vuxen.docx"]
)
def test_every_answer_carries_the_same_policies(site: Site, address: str) -> None:
    headers = site.client.get(address).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "base-uri 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


# --- Bodies ----------------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_refused_and_stores_nothing(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form().set("helhet", "x" * 2_100_000), status=413)
    assert "för stort" in page.heading
    assert stored(store) == {"kommuner": ["0484"]}


def test_a_field_of_a_hundred_thousand_characters_is_told_and_stays(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", "ö" * 100_000), status=422)
    assert "100000 tecken" in page.errors[0][0]
    assert len(page.value("helhet")) == 100_000


def test_a_form_with_thousands_of_fields_is_refused(begun: Page, site: Site) -> None:
    form = begun.form()
    form.fields.extend((f"namnder-{number}-namn", "x") for number in range(5_000))
    site.send(form, status=413)


def test_a_file_is_refused_before_it_is_read(site: Site) -> None:
    """Large uploads would be spooled to disk by the framework, and no page expects one."""
    response = site.client.post("/person/papper", data={"person_namn": "Kim"}, content_type="multipart/form-data")
    assert response.status_code == 415
    response = site.client.post("/person/papper", data=b"{}", content_type="application/json")
    assert response.status_code == 415


# --- What is told ----------------------------------------------------------------------------------------------------


def test_the_log_has_a_line_for_each_request_with_its_id_and_no_address_or_answer(
    begun: Page, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    agreement_id = site.last_address.split("/")[2]
    page = site.send(begun.form().set("namnder-0-namn", "hemliga nämnden").set("kommuner-sok", "xyzzy"), status=422)
    site.get("/finns-inte/hemliga?sok=hemliga", 404)
    assert page.response.headers["X-Request-ID"] in caplog.text
    assert "POST /overenskommelse/<agreement_id>/<page_id> 422" in caplog.text
    assert not any(secret in caplog.text for secret in (agreement_id, "hemliga", "xyzzy", "0484"))


def test_a_failure_of_ours_is_a_calm_page_with_a_number(
    begun: Page, site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("generator.web.overview.document_set", lambda _: 1 / 0)
    address = site.last_address.replace("/parter", "/")
    page = site.get(address, 500)
    assert "Något gick fel hos oss" in page.heading
    assert page.response.headers["X-Request-ID"] in page.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in page.text


def test_a_database_that_does_not_answer_is_told_and_the_health_page_says_so(
    begun: Page, site: Site, store: AgreementStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("borta")

    monkeypatch.setattr(AgreementStore, "save", fail)
    monkeypatch.setattr("generator.web.health.check_database", fail)
    page = site.send(begun.form(), status=503)
    assert "kan inte spara" in page.heading
    assert page.response.headers["Retry-After"] == "30"
    site.get("/healthz", 503)


def test_a_method_that_a_page_does_not_take_is_told_with_those_it_takes(site: Site) -> None:
    page = site.send(Form("/klausuler/"), status=405)
    assert page.heading == "Så kan sidan inte användas"
    assert "GET" in page.response.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["/assets/../base.html", "/assets/%2e%2e/base.html", "/assets/finns-inte.css", "/assets/parts"]
)
def test_only_the_shipped_files_can_be_fetched(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 404


def test_a_file_may_be_kept_for_a_year_only_under_the_address_that_names_its_content(site: Site) -> None:
    page = site.get("/")
    exact = page.soup.select_one("link[href*='tema.css']")["href"]
    assert "immutable" in site.client.get(exact).headers["Cache-Control"]
    assert "immutable" not in site.client.get("/assets/tema.css?v=annan").headers["Cache-Control"]
