"""A ledger of every route: what it is for, and that it answers with a page that keeps the contract.

A new route must be written in here. That is the moment to ask who may use it and what it leaves behind.
"""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.pages import ADMINISTRATOR, KOMMUNPOLIS, Form, Page, Site, sign_in_as

PAGE, FILE, PLAIN, GONE = "page", "file", "plain", "gone"
"""A page, a file, something plain; or a page that is not there for the values below."""

ROUTES = {
    ("/", "GET"): PAGE,
    ("/overenskommelse/ny/<plan_id>", "GET"): PAGE,
    ("/overenskommelse/ny/<plan_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/svar", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/<page_id>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/<page_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bekraftelser/<mark>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bilagor/<document_id>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/filer/<document_id>.<extension>", "GET"): FILE,
    ("/overenskommelse/<agreement_id>/filer/alla.zip", "GET"): FILE,
    ("/overenskommelse/<agreement_id>/versioner", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/versioner/<chosen>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/versioner/<older>/<newer>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/versioner/<number>/aterstall", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/ursprung", "GET"): GONE,
    ("/overenskommelse/<agreement_id>/bibliotek", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/bibliotek", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/status", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/namn", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/kopiera", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/fornya", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/fornya", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/undertecknad", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/undertecknad", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bevara/<document_id>.<extension>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/bevarade/<number>/<file_name>", "GET"): GONE,
    ("/overenskommelse/<agreement_id>/dagar.ics", "GET"): GONE,
    ("/overenskommelse/<agreement_id>/aterlast", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/aterlast", "POST"): PAGE,
    ("/overenskommelse/fran-fil", "GET"): PAGE,
    ("/overenskommelse/fran-fil", "POST"): PAGE,
    ("/granskning/", "GET"): PAGE,
    ("/granskning/dag", "POST"): PAGE,
    ("/granskning/dagar.ics", "GET"): GONE,
    ("/overenskommelse/<agreement_id>/granskningsdag", "POST"): PAGE,
    ("/lagandringar/", "GET"): PAGE,
    ("/lagandringar/<change_id>", "GET"): GONE,
    ("/lagandringar/<change_id>/aterta", "POST"): GONE,
    ("/lagandringar/<slug>/infor", "POST"): PAGE,
    ("/lagrum/<slug>/att-gora.<extension>", "GET"): PAGE,
    ("/administration/organisationer/<organisation_id>/granskning", "POST"): PAGE,
    ("/granskning/", "POST"): PAGE,
    ("/granskning/<clause_id>", "GET"): PAGE,
    ("/granskning/<clause_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/valfria/<option>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/lydelser/", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/lydelser/<clause_id>", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/lydelser/<clause_id>", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/lydelser/<clause_id>/granskning", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/egna-lydelser", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/egna-lydelser", "POST"): PAGE,
    ("/egna-lydelser/", "GET"): PAGE,
    ("/egna-lydelser/<organisation>/", "GET"): PAGE,
    ("/egna-lydelser/<organisation>/egna-lydelser.json", "GET"): FILE,
    ("/egna-lydelser/<organisation>/klausul/<clause_id>", "GET"): PAGE,
    ("/egna-lydelser/<organisation>/klausul/<clause_id>", "POST"): PAGE,
    ("/egna-lydelser/<organisation>/klausul/<clause_id>/granskning", "POST"): PAGE,
    ("/egna-lydelser/<organisation>/ny", "GET"): PAGE,
    ("/egna-lydelser/<organisation>/ny", "POST"): PAGE,
    ("/demo", "GET"): PAGE,
    ("/demo/<key>", "POST"): PAGE,
    ("/logga-in", "GET"): PAGE,
    ("/logga-in", "POST"): PAGE,
    ("/logga-in/kod", "GET"): PAGE,
    ("/logga-in/kod", "POST"): PAGE,
    ("/logga-in/organisation", "GET"): GONE,
    ("/logga-in/organisation/svar", "GET"): GONE,
    ("/logga-in/organisation/utloggad", "GET"): GONE,
    ("/logga-ut", "POST"): PAGE,
    ("/inbjudan/<token>", "GET"): GONE,
    ("/inbjudan/<token>", "POST"): GONE,
    ("/konto/", "GET"): PAGE,
    ("/konto/losenord", "POST"): PAGE,
    ("/konto/engangskoder", "GET"): PAGE,
    ("/konto/engangskoder", "POST"): PAGE,
    ("/konto/engangskoder/av", "POST"): PAGE,
    ("/konto/logga-ut-overallt", "POST"): PAGE,
    ("/arbeten/", "GET"): PAGE,
    ("/arbeten/<job_id>", "GET"): GONE,
    ("/arbeten/<job_id>/stoppa", "POST"): GONE,
    ("/administration/", "GET"): PAGE,
    ("/administration/konton", "POST"): PAGE,
    ("/administration/konton/<account_id>", "GET"): PAGE,
    ("/administration/konton/<account_id>/avstangt", "POST"): PAGE,
    ("/administration/konton/<account_id>/inbjudan", "POST"): PAGE,
    ("/administration/konton/<account_id>/koder-av", "POST"): PAGE,
    ("/administration/konton/<account_id>/roller", "POST"): PAGE,
    ("/administration/organisationer", "POST"): PAGE,
    ("/administration/organisationer/<organisation_id>", "GET"): PAGE,
    ("/administration/organisationer/<organisation_id>", "POST"): PAGE,
    ("/administration/utkast/<agreement_id>", "POST"): PAGE,
    ("/administration/handelser/", "GET"): PAGE,
    ("/administration/handelser/handelser.csv", "GET"): FILE,
    ("/overenskommelse/<agreement_id>/kommentarer", "GET"): PAGE,
    ("/overenskommelse/<agreement_id>/kommentarer", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/gaster", "POST"): PAGE,
    ("/overenskommelse/<agreement_id>/gaster/<link_id>/aterkalla", "POST"): PAGE,
    ("/gast/<token>/", "GET"): GONE,
    ("/gast/<token>/bilagor/<document_id>", "GET"): GONE,
    ("/gast/<token>/kommentarer", "POST"): GONE,
    ("/person/", "GET"): PAGE,
    ("/person/forst", "GET"): PAGE,
    ("/person/forst", "POST"): PAGE,
    ("/person/handlingar", "GET"): PAGE,
    ("/person/handlingar", "POST"): PAGE,
    ("/person/kommunens-uppgifter/", "GET"): PAGE,
    ("/person/kommunens-uppgifter/<organisation>", "GET"): PAGE,
    ("/person/kommunens-uppgifter/<organisation>", "POST"): PAGE,
    ("/person/<plan_id>", "GET"): PAGE,
    ("/person/<plan_id>", "POST"): FILE,
    ("/blanketter", "GET"): PAGE,
    ("/blanketter/<blank_id>.<extension>", "GET"): FILE,
    ("/klausuler/", "GET"): PAGE,
    ("/klausuler/<plan_id>", "GET"): PAGE,
    ("/klausuler/klausul/<clause_id>", "GET"): PAGE,
    ("/klausuler/klausul/<clause_id>/utkast", "GET"): PAGE,
    ("/klausuler/sok", "GET"): PAGE,
    ("/klausuler/matris", "GET"): PAGE,
    ("/klausuler/granskningsexemplar/<name>.<extension>", "GET"): FILE,
    ("/klausuler/granskningsexemplar/", "GET"): PAGE,
    ("/klausuler/granskningsexemplar/", "POST"): PAGE,
    ("/klausuler/granskningsexemplar/resultat/<job_id>", "GET"): GONE,
    ("/jamfor", "GET"): PAGE,
    ("/jamfor/jamforelse.<extension>", "GET"): GONE,
    ("/jamfor/bibliotek", "GET"): PAGE,
    ("/jamfor/bibliotek", "POST"): PAGE,
    ("/jamfor/bibliotek/jamforelse.<extension>", "GET"): GONE,
    ("/lagrum/", "GET"): PAGE,
    ("/lagrum/<slug>", "GET"): PAGE,
    ("/lagrum/<slug>/andring", "GET"): PAGE,
    ("/lagrum/<slug>/andring", "POST"): PAGE,
    ("/granska-avtal/", "GET"): PAGE,
    ("/granska-avtal/", "POST"): PAGE,
    ("/konsekvens/", "GET"): PAGE,
    ("/konsekvens/klausul/<clause_id>", "GET"): GONE,
    ("/konsekvens/klausul/<clause_id>", "POST"): GONE,
    ("/konsekvens/resultat/<job_id>", "GET"): GONE,
    ("/hjalp/", "GET"): PAGE,
    ("/hjalp/dokument/<plan_id>", "GET"): PAGE,
    ("/hjalp/ordlista", "GET"): PAGE,
    ("/hjalp/tillganglighet", "GET"): PAGE,
    ("/hjalp/personuppgifter", "GET"): PAGE,
    ("/hjalp/tangentbord", "GET"): PAGE,
    ("/hjalp/kom-igang", "GET"): PAGE,
    ("/hjalp/exempel", "GET"): PAGE,
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
    "job_id": "x" * 22,
    "number": "1",
    "chosen": "1",
    "older": "1",
    "newer": "1",
    "file_name": "undertecknad.pdf",
    "filename": "css/bootstrap.min.css",
    "key": "bjurholm-samordnare",
    "account_id": "demo-bjurholm-handlaggare",
    "organisation_id": "demo-bjurholm",
    "organisation": "demo-bjurholm",
    "link_id": "okand",
    "slug": "sol-4-1",
    "change_id": "x" * 22,
    "clause_id": "okand",
    "option": "tiden",
    "token": "x" * 43,
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
    if rule.startswith("/klausuler"):
        values.update(clause_id="parter", name="lista", extension="docx")
    if "/bilagor/" in rule:
        values["document_id"] = "lista"
    if "/lydelser/" in rule or rule.startswith(("/granskning", "/egna-lydelser")):
        values["clause_id"] = "tiden"
    if "/blanketter" in rule:
        values["extension"] = "docx"
    for name, value in values.items():
        rule = rule.replace(f"<{name}>", value).replace(f"<path:{name}>", value)
    return rule


OF_THE_MUNICIPALITY = ("/egna-lydelser", "/person/kommunens-uppgifter")
"""Pages that the Police have no business with."""
LAWYER = "bjurholm-kommunjurist"


def rules_of(asked: str) -> list[str]:
    return sorted(rule for rule, method in ROUTES if method == asked)


def be_allowed(site: Site, rule: str) -> None:
    """Be somebody who may use the route."""
    own = rule.startswith(OF_THE_MUNICIPALITY)
    sign_in_as(site.client, ADMINISTRATOR if rule.startswith("/administration") else LAWYER if own else KOMMUNPOLIS)


def test_every_route_answers(site: Site, begun: Page) -> None:
    agreement_id = site.last_address.split("/")[2]
    for rule in rules_of("GET"):
        be_allowed(site, rule)
        address, what = address_of(rule, agreement_id), ROUTES[rule, "GET"]
        if what == PAGE:
            assert site.get(address).heading, rule
        else:
            assert (rule, site.client.get(address).status_code) == (rule, 404 if what == GONE else 200)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_route_takes_a_method_it_does_not_know(site: Site, method: str) -> None:
    for rule in {rule for rule, _ in ROUTES}:
        response = site.client.open(address_of(rule, "x"), method=method)
        assert response.status_code in (404, 405), rule
        assert "Traceback" not in response.text


def test_every_posted_form_needs_its_token(site: Site, begun: Page) -> None:
    agreement_id = site.last_address.split("/")[2]
    for rule in rules_of("POST"):
        be_allowed(site, rule)
        form = Form(address_of(rule, agreement_id))
        assert site.send(form, status=400).heading, rule
        assert site.send(form.set("csrf_token", "påhittad"), status=400).heading, rule


def test_the_health_page_tells_the_library_in_use(site: Site, app: Flask) -> None:
    assert site.client.get("/healthz").text == f"ok\n{app.extensions['samverkan'].library.version}\n"
