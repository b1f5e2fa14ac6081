"""A ledger of every route: what it is for, and that it answers with a page that keeps the contract.

A new route must be written in here. That is the moment to ask who may use it and what it leaves behind.
"""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.pages import Page, Site

PAGE, FILE, PLAIN = "page", "file", "plain"

ROUTES = {
    ("/", "GET"): PAGE,
    ("/overenskommelse/ny/<plan_id>", "GET"): PAGE,
    ("/overenskommelse/ny/<plan_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/<page_id>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/<page_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bekraftelser/<mark>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bilagor/<document_id>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/filer/<document_id>.<extension>", "GET"): FILE,
    ("/overenskommelse/<agreement_id>/filer/alla.zip", "GET"): FILE,
    ("/person/", "GET"): PAGE,
    ("/person/<plan_id>", "GET"): PAGE,
    ("/person/<plan_id>", "POST"): FILE,
    ("/blanketter", "GET"): PAGE,
    ("/blanketter/<blank_id>.<extension>", "GET"): FILE,
    ("/klausuler/", "GET"): PAGE,
    ("/klausuler/<plan_id>", "GET"): PAGE,
    ("/healthz", "GET"): PLAIN,
    ("/assets/<name>", "GET"): PLAIN,
    ("/bootstrap/static/<path:filename>", "GET"): PLAIN,
}
VALUES = {
    "document_id": "overenskommelse",
    "extension": "txt",
    "page_id": "parter",
    "mark": "ensam.00000000",
    "blank_id": "papper-vuxen",
    "name": "tema.css",
    "filename": "css/bootstrap.min.css",
}


def test_every_route_stands_in_the_ledger(app: Flask) -> None:
    found = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method in ("GET", "POST")
    }
    assert found == set(ROUTES)


def address_of(rule: str, agreement_id: str) -> str:
    plan = "papper" if rule.startswith("/person") else "overenskommelse"
    values = {**VALUES, "plan_id": plan, "agreement_id": agreement_id}
    if "/bilagor/" in rule:
        values["document_id"] = "lista"
    if "/blanketter" in rule:
        values["extension"] = "docx"
    for name, value in values.items():
        rule = rule.replace(f"<{name}>", value).replace(f"<path:{name}>", value)
    return rule


@pytest.mark.parametrize("rule", sorted(rule for rule, method in ROUTES if method == "GET"))
def test_every_route_answers(site: Site, begun: Page, rule: str) -> None:
    agreement_id = site.last_address.split("/")[2]
    address = address_of(rule, agreement_id)
    if ROUTES[rule, "GET"] == PAGE:
        assert site.get(address).heading
    else:
        assert site.client.get(address).status_code == 200


@pytest.mark.parametrize("rule", sorted({rule for rule, _ in ROUTES}))
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_route_takes_a_method_it_does_not_know(site: Site, rule: str, method: str) -> None:
    response = site.client.open(address_of(rule, "x"), method=method)
    assert response.status_code in (404, 405)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("rule", sorted(rule for rule, method in ROUTES if method == "POST"))
def test_every_posted_form_needs_its_token(site: Site, begun: Page, rule: str) -> None:
    agreement_id = site.last_address.split("/")[2]
    if rule.endswith("/<mark>"):
        form = site.get(f"/overenskommelse/{agreement_id}/").form(".confirm form")
    else:
        form = site.get(address_of(rule, agreement_id)).form()
    site.send(form.set("csrf_token"), status=400)
    site.send(form.set("csrf_token", "påhittad"), status=400)


def test_the_health_page_tells_the_library_in_use(site: Site, app: Flask) -> None:
    assert site.client.get("/healthz").text == f"ok\n{app.extensions['samverkan'].library.version}\n"
