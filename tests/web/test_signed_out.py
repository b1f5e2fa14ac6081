"""Whoever is signed out in the middle of a page loses nothing typed, and nothing typed is kept anywhere for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask

from generator.settings import Settings
from generator.storage.agreements import AgreementStore
from generator.web.file_wishes import AGAIN, LOCK, PASSWORD
from generator.web.identity.visitors import COOKIE
from tests.web.conftest import NEW
from tests.web.pages import KOMMUNPOLIS, Page, Site, sign_in_as
from tests.web.test_person import ADDRESS, filled

TYPED = "Zetterqvist-Åhman å & <b>\"'"


def signed_out(site: Site) -> None:
    """As when a session is over: the browser still has its cookie for forms."""
    site.client.delete_cookie(COOKIE)


def test_what_is_typed_in_an_agreement_comes_back_after_signing_in(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    form = begun.form().set("form", "del").set("namnder-0-namn", TYPED)
    signed_out(site)
    page = site.send(form, status=401)
    assert page.heading == "Du har blivit utloggad"
    assert store.newest(1)[0].version == 1
    sign_in_as(site.client, KOMMUNPOLIS)
    site.send(page.form("form[data-signed-out]"))
    assert store.newest(1)[0].version == 2
    assert store.newest(1)[0].answers["namnder"][0]["namn"] == TYPED  # type: ignore[index]


def test_a_new_agreement_that_was_not_sent_in_time_is_made_after_signing_in(site: Site, store: AgreementStore) -> None:
    form = site.get(NEW).form().set("kommuner-sok", "Eskilstuna")
    signed_out(site)
    page = site.send(form, status=401)
    assert store.newest(1) == ()
    sign_in_as(site.client, KOMMUNPOLIS)
    site.send(page.form("form[data-signed-out]"))
    assert store.newest(1)[0].answers["kommuner"] == ["0484"]


def test_until_one_has_signed_in_the_page_stays_as_it_is(begun: Page, site: Site) -> None:
    form = begun.form().set("namnder-0-namn", TYPED)
    signed_out(site)
    once = site.send(form, status=401)
    again = site.send(once.form("form[data-signed-out]"), status=401)
    assert again.form("form[data-signed-out]").get("namnder-0-namn") == [TYPED]


def test_what_is_typed_about_a_person_is_in_the_answer_to_that_browser_and_nowhere_else(
    site: Site, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    form = filled(site.get(ADDRESS)).set("person_namn", TYPED)
    signed_out(site)
    cookies = {each.key: each.value for each in site.client._cookies.values()}
    page = site.send(form, status=401)
    assert page.form("form[data-signed-out]").get("person_namn") == [TYPED]
    assert {each.key: each.value for each in site.client._cookies.values()} == cookies
    kept = [Path(parent, name) for parent, _, names in os.walk(settings.var_dir) for name in names]
    assert [file for file in kept if b"Zetterqvist" in file.read_bytes()] == []
    assert "Zetterqvist" not in caplog.text
    sign_in_as(site.client, KOMMUNPOLIS)
    assert site.client.post(form.action, data=dict(page.form("form[data-signed-out]").fields)).status_code == 200


def test_the_way_in_opens_in_a_tab_of_its_own(begun: Page, site: Site) -> None:
    signed_out(site)
    page = site.send(begun.form(), status=401)
    link = page.soup.select_one("main a[target=_blank]")
    assert (link["href"], link["rel"]) == ("/demo", ["noopener"])


def test_a_page_asked_for_is_shown_after_signing_in(site: Site, app: Flask, begun: Page) -> None:
    address = site.last_address
    stranger = Site(app.test_client(), who="")
    page = stranger.get(address)
    assert page.heading == "Vem vill du vara?"
    stranger.send(page.form(f"form[action='/demo/{KOMMUNPOLIS}']"))
    assert stranger.last_address == address


def test_a_password_is_never_given_back_in_a_page(site: Site) -> None:
    form = site.get("/konto/").form("form[data-leave-everywhere]")
    signed_out(site)
    response = site.client.post(
        "/konto/losenord", data={**dict(form.fields), "losenord": "hemligt", "nytt": "hemligare"}
    )
    assert response.status_code == 303
    assert "hemlig" not in response.text


def test_the_password_of_a_file_is_not_given_back_and_has_to_be_typed_again(site: Site) -> None:
    form = filled(site.get(ADDRESS)).set(LOCK, "ja").set(PASSWORD, "hemligt lösenord").set(AGAIN, "hemligt lösenord")
    signed_out(site)
    page = site.send(form, status=401)
    assert "hemligt" not in str(page.soup)
    again = page.form("form[data-signed-out]")
    assert (again.get(LOCK), again.get(PASSWORD)) == (["ja"], [])
    sign_in_as(site.client, KOMMUNPOLIS)
    assert site.client.post(form.action, data=dict(again.fields)).status_code == 422


def test_a_form_from_another_site_is_refused_before_anything_is_given_back(site: Site, begun: Page) -> None:
    signed_out(site)
    fields = dict(begun.form().fields)
    response = site.client.post(begun.form().action, data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
