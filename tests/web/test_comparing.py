"""Any two compared in the browser."""

from __future__ import annotations

import pytest

from generator.storage.agreements import AgreementStore
from tests.web.pages import Page, Site, sign_in_as

BJURHOLM, GOTEBORG = "kommun:2403", "kommun:1480"


def test_two_municipalities_are_compared_in_what_is_suggested_for_them(real_site: Site) -> None:
    page = real_site.get(f"/jamfor?a={BJURHOLM}&b={GOTEBORG}")
    assert page.all("#skillnad") == ["Bjurholm, det som föreslås jämförd med Göteborg, det som föreslås"]
    assert "Kommunens storlek" in page.all(".diff-answers dt")
    assert [each["value"] for each in page.soup.select("#a [selected], #b [selected]")] == [BJURHOLM, GOTEBORG]
    assert page.soup.select(".diff-clause ins")


def test_the_same_twice_differs_in_nothing(real_site: Site) -> None:
    assert "Ingenting skiljer" in real_site.get(f"/jamfor?a={BJURHOLM}&b={BJURHOLM}").text


def test_the_difference_is_a_file_too(real_site: Site) -> None:
    page = real_site.get(f"/jamfor?a={BJURHOLM}&b={GOTEBORG}")
    address = page.soup.select_one("a[href*='jamforelse.docx']")["href"]
    response = real_site.client.get(address)
    assert response.data[:4] == b"PK\x03\x04"
    assert response.headers["Content-Disposition"] == 'attachment; filename="jamforelse.docx"'


def test_a_draft_is_compared_with_a_municipality_and_with_its_own_version(site: Site, begun: Page) -> None:
    draft = site.last_address.split("/")[2]
    page = site.get(f"/jamfor?a=utkast:{draft}&b={GOTEBORG}")
    assert page.soup.select(".diff-answers dt")
    assert f"utkast:{draft}" in [each["value"] for each in page.soup.select("#a option")]
    assert "Ingenting skiljer" in site.get(f"/jamfor?a=utkast:{draft}&b=utkast:{draft}:1").text


@pytest.mark.parametrize("query", ["a=x", "a=kommun:2403", "a=kommun:9999&b=kommun:2403", "b=utkast:finns-inte"])
def test_what_cannot_be_compared_is_said_beside_the_choice(site: Site, query: str) -> None:
    page = site.get(f"/jamfor?{query}", 422)
    assert page.soup.title.text.startswith("Fel: ")
    assert len(page.all(".field-error")) == 1
    assert site.client.get(f"/jamfor/jamforelse.pdf?{query}").status_code == 422


def test_somebody_elses_draft_is_as_if_it_were_not_there(site: Site, begun: Page, store: AgreementStore) -> None:
    draft = site.last_address.split("/")[2]
    assert store.read(draft).id == draft
    sign_in_as(site.client, "bjurholm-kommunjurist")
    stranger = site.get(f"/jamfor?a=utkast:{draft}&b={BJURHOLM}", 422)
    unknown = site.get(f"/jamfor?a=utkast:{'x' * len(draft)}&b={BJURHOLM}", 422)
    assert stranger.all(".field-error") == unknown.all(".field-error")
