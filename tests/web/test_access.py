"""Every route × every role × a draft of one's own and somebody else's. The table is written here a second time, by
address: a page that is opened for more people than was meant fails, and so does a route that nobody has thought about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.storage.agreements import AgreementStore, Change
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.ownership import Viewer
from generator.storage.roles import OrganisationKind
from generator.web.access import ACCESS, use_of
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.pages import sign_in_as
from tests.web.test_routes import GONE, ROUTES, address_of

STRANGER = ""
WRITERS = {"polis-kommunpolis", "polis-lokalpolisomradeschef", "bjurholm-samordnare", "bjurholm-socialchef"}
READERS = WRITERS | {"bjurholm-kommunjurist"}
STAFF = READERS | {"bjurholm-handlaggare"}
KEEPERS = {"bjurholm-samordnare", "bjurholm-socialchef", "bjurholm-kommunjurist"}
ADMINISTRATOR = {"tjansten-administrator"}
SIGNED_IN = STAFF | ADMINISTRATOR
EVERYBODY = SIGNED_IN | {STRANGER}
PEOPLE = sorted(EVERYBODY)

WHO: Mapping[str, set[str]] = {
    "GET /": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /assets/<name>": EVERYBODY,
    "GET /bootstrap/static/<path:filename>": EVERYBODY,
    "GET /blanketter": EVERYBODY,
    "GET /blanketter/<blank_id>.<extension>": EVERYBODY,
    "GET /klausuler/": EVERYBODY,
    "GET /klausuler/<plan_id>": EVERYBODY,
    "GET /klausuler/klausul/<clause_id>": EVERYBODY,
    "GET /klausuler/klausul/<clause_id>/utkast": READERS,
    "GET /klausuler/sok": EVERYBODY,
    "GET /klausuler/matris": EVERYBODY,
    "GET /klausuler/granskningsexemplar/<name>.<extension>": READERS,
    "GET /klausuler/granskningsexemplar/": READERS,
    "POST /klausuler/granskningsexemplar/": READERS,
    "GET /klausuler/granskningsexemplar/resultat/<job_id>": READERS,
    "GET /jamfor": READERS,
    "GET /jamfor/jamforelse.<extension>": READERS,
    "GET /jamfor/bibliotek": READERS,
    "POST /jamfor/bibliotek": READERS,
    "GET /jamfor/bibliotek/jamforelse.<extension>": READERS,
    "GET /lagrum/": EVERYBODY,
    "GET /lagrum/<slug>": EVERYBODY,
    "GET /lagrum/<slug>/andring": READERS,
    "POST /lagrum/<slug>/andring": READERS,
    "GET /lagrum/<slug>/att-gora.<extension>": READERS,
    "GET /lagandringar/": READERS,
    "GET /lagandringar/<change_id>": READERS,
    "POST /lagandringar/<change_id>/aterta": READERS,
    "POST /lagandringar/<slug>/infor": READERS,
    "POST /granskning/dag": READERS,
    "GET /granskning/dagar.ics": READERS,
    "POST /overenskommelse/<agreement_id>/granskningsdag": READERS,
    "POST /administration/organisationer/<organisation_id>/granskning": ADMINISTRATOR,
    "GET /demo": EVERYBODY,
    "POST /demo/<key>": EVERYBODY,
    "GET /hjalp/": EVERYBODY,
    "GET /hjalp/dokument/<plan_id>": EVERYBODY,
    "GET /hjalp/ordlista": EVERYBODY,
    "GET /hjalp/tillganglighet": EVERYBODY,
    "GET /hjalp/personuppgifter": EVERYBODY,
    "GET /hjalp/tangentbord": EVERYBODY,
    "GET /hjalp/kom-igang": EVERYBODY,
    "GET /hjalp/exempel": EVERYBODY,
    "GET /logga-in": EVERYBODY,
    "POST /logga-in": EVERYBODY,
    "GET /logga-in/kod": EVERYBODY,
    "POST /logga-in/kod": EVERYBODY,
    "GET /logga-in/organisation": EVERYBODY,
    "GET /logga-in/organisation/svar": EVERYBODY,
    "GET /logga-in/organisation/utloggad": EVERYBODY,
    "POST /logga-ut": EVERYBODY,
    "GET /inbjudan/<token>": EVERYBODY,
    "POST /inbjudan/<token>": EVERYBODY,
    "GET /gast/<token>/": EVERYBODY,
    "GET /gast/<token>/bilagor/<document_id>": EVERYBODY,
    "POST /gast/<token>/kommentarer": EVERYBODY,
    "GET /konto/": SIGNED_IN,
    "POST /konto/losenord": SIGNED_IN,
    "GET /konto/engangskoder": SIGNED_IN,
    "POST /konto/engangskoder": SIGNED_IN,
    "POST /konto/engangskoder/av": SIGNED_IN,
    "POST /konto/logga-ut-overallt": SIGNED_IN,
    "GET /arbeten/": SIGNED_IN,
    "GET /arbeten/<job_id>": SIGNED_IN,
    "POST /arbeten/<job_id>/stoppa": SIGNED_IN,
    "GET /person/": STAFF,
    "GET /person/forst": STAFF,
    "POST /person/forst": STAFF,
    "GET /person/handlingar": STAFF,
    "POST /person/handlingar": STAFF,
    "GET /person/kommunens-uppgifter/": STAFF,
    "GET /person/kommunens-uppgifter/<organisation>": STAFF,
    "POST /person/kommunens-uppgifter/<organisation>": KEEPERS,
    "GET /person/<plan_id>": STAFF,
    "POST /person/<plan_id>": STAFF,
    "GET /granska-avtal/": READERS,
    "POST /granska-avtal/": READERS,
    "GET /konsekvens/": READERS,
    "GET /konsekvens/klausul/<clause_id>": READERS,
    "POST /konsekvens/klausul/<clause_id>": READERS,
    "GET /konsekvens/resultat/<job_id>": READERS,
    "GET /overenskommelse/ny/<plan_id>": WRITERS,
    "POST /overenskommelse/ny/<plan_id>": WRITERS,
    "GET /overenskommelse/fran-fil": WRITERS,
    "POST /overenskommelse/fran-fil": WRITERS,
    "GET /overenskommelse/<agreement_id>/": READERS,
    "GET /overenskommelse/<agreement_id>/<page_id>": WRITERS,
    "POST /overenskommelse/<agreement_id>/<page_id>": WRITERS,
    "POST /overenskommelse/<agreement_id>/bekraftelser/<mark>": READERS,
    "GET /overenskommelse/<agreement_id>/bilagor/<document_id>": READERS,
    "GET /overenskommelse/<agreement_id>/filer/<document_id>.<extension>": READERS,
    "GET /overenskommelse/<agreement_id>/filer/alla.zip": READERS,
    "GET /overenskommelse/<agreement_id>/svar": READERS,
    "GET /overenskommelse/<agreement_id>/versioner": READERS,
    "GET /overenskommelse/<agreement_id>/versioner/<chosen>": READERS,
    "GET /overenskommelse/<agreement_id>/versioner/<older>/<newer>": READERS,
    "POST /overenskommelse/<agreement_id>/versioner/<number>/aterstall": WRITERS,
    "GET /overenskommelse/<agreement_id>/ursprung": READERS,
    "GET /overenskommelse/<agreement_id>/bibliotek": READERS,
    "POST /overenskommelse/<agreement_id>/bibliotek": WRITERS,
    "POST /overenskommelse/<agreement_id>/status": READERS,
    "POST /overenskommelse/<agreement_id>/namn": WRITERS,
    "POST /overenskommelse/<agreement_id>/kopiera": WRITERS,
    "GET /overenskommelse/<agreement_id>/fornya": WRITERS,
    "POST /overenskommelse/<agreement_id>/fornya": WRITERS,
    "GET /overenskommelse/<agreement_id>/undertecknad": WRITERS,
    "POST /overenskommelse/<agreement_id>/undertecknad": WRITERS,
    "POST /overenskommelse/<agreement_id>/bevara/<document_id>.<extension>": WRITERS,
    "GET /overenskommelse/<agreement_id>/bevarade/<number>/<file_name>": READERS,
    "GET /overenskommelse/<agreement_id>/dagar.ics": READERS,
    "GET /overenskommelse/<agreement_id>/aterlast": READERS,
    "POST /overenskommelse/<agreement_id>/aterlast": READERS,
    "GET /granskning/": READERS,
    "POST /granskning/": READERS,
    "GET /granskning/<clause_id>": READERS,
    "POST /granskning/<clause_id>": READERS,
    "POST /overenskommelse/<agreement_id>/valfria/<option>": WRITERS,
    "POST /overenskommelse/<agreement_id>/lydelser/": WRITERS,
    "GET /overenskommelse/<agreement_id>/lydelser/<clause_id>": READERS,
    "POST /overenskommelse/<agreement_id>/lydelser/<clause_id>": WRITERS,
    "POST /overenskommelse/<agreement_id>/lydelser/<clause_id>/granskning": READERS,
    "GET /overenskommelse/<agreement_id>/egna-lydelser": READERS,
    "POST /overenskommelse/<agreement_id>/egna-lydelser": WRITERS,
    "GET /egna-lydelser/": READERS,
    "GET /egna-lydelser/<organisation>/": READERS,
    "GET /egna-lydelser/<organisation>/egna-lydelser.json": READERS,
    "GET /egna-lydelser/<organisation>/klausul/<clause_id>": READERS,
    "POST /egna-lydelser/<organisation>/klausul/<clause_id>": {"bjurholm-kommunjurist"},
    "POST /egna-lydelser/<organisation>/klausul/<clause_id>/granskning": READERS,
    "GET /egna-lydelser/<organisation>/ny": {"bjurholm-kommunjurist"},
    "POST /egna-lydelser/<organisation>/ny": {"bjurholm-kommunjurist"},
    "GET /overenskommelse/<agreement_id>/kommentarer": READERS,
    "POST /overenskommelse/<agreement_id>/kommentarer": READERS,
    "POST /overenskommelse/<agreement_id>/gaster": WRITERS,
    "POST /overenskommelse/<agreement_id>/gaster/<link_id>/aterkalla": WRITERS,
    "GET /administration/": ADMINISTRATOR,
    "POST /administration/konton": ADMINISTRATOR,
    "GET /administration/konton/<account_id>": ADMINISTRATOR,
    "POST /administration/konton/<account_id>/avstangt": ADMINISTRATOR,
    "POST /administration/konton/<account_id>/inbjudan": ADMINISTRATOR,
    "POST /administration/konton/<account_id>/koder-av": ADMINISTRATOR,
    "POST /administration/konton/<account_id>/roller": ADMINISTRATOR,
    "POST /administration/organisationer": ADMINISTRATOR,
    "GET /administration/organisationer/<organisation_id>": ADMINISTRATOR,
    "POST /administration/organisationer/<organisation_id>": ADMINISTRATOR,
    "POST /administration/utkast/<agreement_id>": ADMINISTRATOR,
    "GET /administration/handelser/": ADMINISTRATOR,
    "GET /administration/handelser/handelser.csv": ADMINISTRATOR,
}


MUNICIPALITYS_OWN = "/person/kommunens-uppgifter/<organisation>"
"""What those who work in a municipality read, and nobody who works in another place."""
NAMES_NOTHING = {
    "POST /granskning/dag",
    "POST /granskning/",
    "POST /egna-lydelser/<organisation>/klausul/<clause_id>/granskning",
    "POST /granskning/<clause_id>",
    "POST /overenskommelse/<agreement_id>/bevara/<document_id>.<extension>",
    "POST /overenskommelse/<agreement_id>/gaster/<link_id>/aterkalla",
    "POST /overenskommelse/<agreement_id>/lydelser/<clause_id>/granskning",
    "POST /administration/utkast/<agreement_id>",
}
"""Routes whose other values in the addresses below name nothing that is there."""


def test_every_route_has_somebody_who_may_use_it_and_nobody_else() -> None:
    assert set(WHO) == {f"{method} {rule}" for rule, method in ROUTES}


def test_every_endpoint_stands_in_the_services_own_table(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if use_of(rule.endpoint) is None] == []


def test_no_line_of_the_services_table_is_about_nothing(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = endpoints | {f"{each.rpartition('.')[0]}.*" for each in endpoints}
    assert set(ACCESS) - named == set()


@pytest.fixture
def open_app(app: Flask) -> Flask:
    """The service without tokens in its forms: what is left is who may."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def draft_of(app: Flask, *organisations: str, code: str) -> str:
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    plan = app.extensions[EXTENSION].library.plans["overenskommelse"]
    change = Change({"kommuner": [code]}, app.extensions[EXTENSION].library.version, NOON)
    return agreements.seen_by(Viewer("nagon", frozenset(organisations))).create(plan, change).id


@pytest.fixture
def drafts(open_app: Flask) -> Mapping[str, str]:
    """A draft of the demonstration's police and Bjurholm, and one of an authority where nobody of them is."""
    sign_in_as(open_app.test_client(), "polis-kommunpolis")
    new = NewOrganisation(OrganisationKind.POLICE, "Polisen på annat håll", ("0180",))
    elsewhere = OrganisationStore(open_app.extensions[EXTENSION].agreements.engine).add(new, NOON, "test")
    return {
        "own": draft_of(open_app, "demo-polis", code="2403"),
        "foreign": draft_of(open_app, elsewhere.id, code="0180"),
    }


def answers(app: Flask, who: str, agreement_id: str) -> Iterator[tuple[str, TestResponse]]:
    """Every route, asked for by somebody who has just signed in."""
    for rule, method in sorted(ROUTES):
        client: FlaskClient = app.test_client()
        if who:
            sign_in_as(client, who)
        yield f"{method} {rule}", client.open(address_of(rule, agreement_id), method=method)


def outcome(response: TestResponse) -> str:
    """``sign in``, ``refused``, ``unknown`` or ``answered``."""
    address = response.headers.get("Location", "")
    asked_to = response.status_code == 401 or (
        response.status_code == 303 and re.match(r"/(demo|logga-in)(\?|$)", address)
    )
    return "sign in" if asked_to else {403: "refused", 404: "unknown"}.get(response.status_code, "answered")


def expected(route: str, who: str, which: str) -> set[str]:
    if who not in WHO[route]:
        return {"refused"} if who else {"sign in"}
    method, rule = route.split(" ")
    way_in = {"sign in"} if rule.startswith(("/logga-in", "/demo")) else set()
    if which == "foreign" and "<agreement_id>" in rule:
        return {"unknown"}
    if rule == MUNICIPALITYS_OWN and who.startswith("polis"):
        return {"unknown"}
    names_nothing = ROUTES[rule, method] == GONE or route in NAMES_NOTHING
    # Where one signs in one may well be sent on to sign in.
    return {"answered"} | way_in | ({"unknown"} if names_nothing else set())


@pytest.mark.parametrize("which", ["own", "foreign"])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_route_answers_those_it_is_for_and_no_others(
    open_app: Flask, drafts: Mapping[str, str], who: str, which: str
) -> None:
    wrong = [
        (route, outcome(response), response.status_code)
        for route, response in answers(open_app, who, drafts[which])
        if outcome(response) not in expected(route, who, which)
    ]
    assert wrong == []


def test_somebody_elses_draft_is_just_as_unknown_as_one_that_was_never_made(
    open_app: Flask, drafts: Mapping[str, str]
) -> None:
    def told(agreement_id: str) -> dict[str, tuple[int, str]]:
        return {
            route: (response.status_code, response.text.replace(response.headers["X-Request-ID"], ""))
            for route, response in answers(open_app, "polis-kommunpolis", agreement_id)
            if "<agreement_id>" in route
        }

    assert told(drafts["foreign"]) == told("a" * 22)


def test_somebody_elses_draft_is_not_changed_by_trying(open_app: Flask, drafts: Mapping[str, str]) -> None:
    agreements: AgreementStore = open_app.extensions[EXTENSION].agreements
    before = agreements.read(drafts["foreign"]), len(agreements.newest(100))
    for who in PEOPLE:
        list(
            response
            for route, response in answers(open_app, who, drafts["foreign"])
            if "<agreement_id>" in route and "/administration/" not in route
        )
    assert (agreements.read(drafts["foreign"]), before[1]) == before


def test_an_endpoint_that_the_table_does_not_know_is_refused_to_everybody(app: Flask) -> None:
    app.add_url_rule("/ny-sida", "nagot.nytt", lambda: "hej")
    for who in PEOPLE:
        client = app.test_client()
        if who:
            sign_in_as(client, who)
        assert client.get("/ny-sida").status_code == 403
