"""Requests that no page of ours makes: each is refused calmly, and nothing of it comes back in a header or a page."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.storage.agreements import AgreementStore
from tests.web.pages import Form, Page, Site

ADDRESSES = ["/", "/person/papper", "/blanketter", "/klausuler/overenskommelse", "/finns-inte", "/healthz"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/blanketter/papper-vuxen.docx", "/assets/tema.css"])
def test_no_page_can_be_put_in_a_frame(site: Site, address: str) -> None:
    headers = site.client.get(address).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_script_but_ours_runs_on_a_page(site: Site, address: str) -> None:
    told = site.client.get(address).headers["Content-Security-Policy"]
    policy = dict(part.split(" ", 1) for part in told.split("; "))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"], policy["form-action"]) == ("'self'", "'self'", "'self'")
    assert not any("unsafe" in part or "*" in part or "http" in part or "data:" in part for part in policy.values())


ELSEWHERE = [
    *("https://ond.example", "//ond.example", "///ond.example", "/\\ond.example", "\\\\ond.example"),
    *("/%2f/ond.example", "javascript:alert(1)", "/\tond.example", "http:ond.example", "/../..//ond.example"),
    *("/person/\r\nLocation: https://ond.example", "\x00//ond.example", "data:text/html,x", "/finns-inte", "person"),
]


def sent_on(app: Flask, where: str) -> tuple[str, str]:
    """Where somebody is sent who signs in with a page to go to, and the page where she does it."""
    stranger = Site(app.test_client(), "").client
    page = stranger.get("/demo", query_string={"vidare": where}).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = stranger.post("/demo/polis-kommunpolis", data={"csrf_token": token[1], "vidare": where})
    return answer.headers["Location"], page


def test_nobody_is_sent_on_to_another_site(app: Flask) -> None:
    for where in ELSEWHERE:
        address, page = sent_on(app, where)
        assert address == "/"
        assert "ond.example" not in page
    assert sent_on(app, "/person/papper")[0] == "/person/papper"


_HEADER = re.compile(r"[\x20-\x7e]*")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(typed=st.text(st.sampled_from('a\r\n\0"\\;/å%: \u2028'), min_size=1, max_size=12))
def test_a_line_break_in_what_is_typed_never_becomes_a_header(begun: Page, site: Site, typed: str) -> None:
    page = site.send(begun.form().set("form", "del"))
    site.client.post(page.form().action, data=dict(page.form().set("helhet", typed).fields))
    agreement = site.last_address.split("/")[2]
    answer = site.client.get(f"/overenskommelse/{agreement}/filer/overenskommelse.txt")
    assert [value for value in answer.headers.values() if not _HEADER.fullmatch(value)] == []
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.[a-z]+"', answer.headers["Content-Disposition"])


UPWARDS = [
    *("../base.html", "..%2fbase.html", "%2e%2e/%2e%2e/etc/passwd", "....//base.html", "..%5cbase.html", "%00.css"),
    *("/etc/passwd", "%2fetc%2fpasswd", "tema.css%00.html", "tema.css/../../base.html", "..;/base.html", "file:///x"),
]
FOLDERS = ["assets", "bootstrap/static", "blanketter", "klausuler", "person", "overenskommelse", "arbeten"]
OF_AN_AGREEMENT = ["filer", "bilagor", "bevarade/1", "versioner"]


def test_no_address_leads_out_of_its_folder(begun: Page, site: Site) -> None:
    agreement = f"overenskommelse/{site.last_address.split('/')[2]}"
    for folder in [*FOLDERS, *(f"{agreement}/{each}" for each in OF_AN_AGREEMENT)]:
        for upwards in UPWARDS:
            answer = site.client.get(f"/{folder}/{upwards}")
            assert answer.status_code in (301, 308, 400, 404, 405), (folder, upwards)
            assert "root:" not in answer.text
            assert "{% " not in answer.text


def test_a_method_that_nobody_knows_does_nothing(site: Site) -> None:
    for method in ("TRACE", "CONNECT", "PROPFIND", "GET\r\nX: y", "post", "X" * 9_000):
        answer = site.client.open("/person/papper", method=method)
        assert answer.status_code in (400, 404, 405), method
        assert "Traceback" not in answer.text


def test_nothing_meant_for_developers_can_be_reached(site: Site) -> None:
    for address in ("/console", "/.env", "/.git/config", "/?__debugger__=yes&cmd=resource&f=debugger.js"):
        answer = site.client.get(address)
        assert "debugger" not in answer.text.lower()
        assert answer.status_code == (200 if address.startswith("/?") else 404)


def test_a_form_of_fifty_thousand_fields_is_refused_at_once(begun: Page, site: Site, store: AgreementStore) -> None:
    form = Form(begun.form().action, [*begun.form().fields, *((f"f{number}", "") for number in range(50_000))])
    assert site.send(form, status=413).heading == "Det du skickade är för stort"
    (agreement,) = store.newest(10)
    assert dict(agreement.answers) == {"kommuner": ["0484"]}


def test_a_number_with_a_million_digits_is_told_and_not_computed_with(begun: Page, site: Site) -> None:
    page = site.send(begun.form())
    page = site.send(page.form().set("antal", "9" * 1_000_000), status=422)
    assert [target for _, target in page.errors] == ["antal"]


def test_the_secret_key_and_the_address_of_the_database_are_on_no_page(
    site: Site, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = (app.config["SECRET_KEY"], app.extensions["samverkan"].settings.database_url)
    monkeypatch.setattr("generator.web.clauses.render_template", lambda *_, **__: 1 / 0)
    answers = [site.client.get(address) for address in [*ADDRESSES, "/klausuler/"]]
    assert answers[-1].status_code == 500
    assert not any(secret in answer.text + str(answer.headers) for secret in secrets for answer in answers)
