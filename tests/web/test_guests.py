"""A guest's link opens one draft until a day, to read and comment on; comments are seen by all who see the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.agreements import AgreementStore
from generator.storage.events import Kind, all_events
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.web.entering import Clock
from tests.web.pages import Page, Site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, small_library: Library, clock: Clock) -> Iterator[Flask]:
    made = create_app(settings, small_library, clock)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def comments(begun: Page, site: Site) -> str:
    """Where the comments on a new draft are."""
    return f"/overenskommelse/{site.last_address.split('/')[2]}/kommentarer"


def invite(site: Site, comments: str, name: str = "Nämndens ordförande", until: str = "2026-11-30") -> str:
    form = site.get(comments).form("form[data-guest]")
    page = site.send(form.set("namn", name).set("till", until))
    found = re.search(r"/gast/[\w-]{43}/", page.soup.select_one("[data-guest-link]").text)
    assert found is not None
    return found[0]


@pytest.fixture
def guest(app: Flask) -> Site:
    """Somebody without an account."""
    return Site(app.test_client(), who="")


def comment(site: Site, address: str, text: str, status: int = 200) -> Page:
    return site.send(site.get(address).form("form[data-comment]").set("kommentar", text), status=status)


def test_a_guest_reads_the_text_and_its_annexes_and_nothing_else(site: Site, comments: str, guest: Site) -> None:
    link = invite(site, comments)
    page = guest.get(link)
    assert page.soup.select_one("article") is not None
    assert "Nämndens ordförande" in page.text
    addresses = [each["href"] for each in page.soup.select("main a[href^='/gast/']")]
    assert addresses
    assert all(guest.get(each).heading for each in addresses)
    draft = comments.removesuffix("kommentarer")
    assert guest.client.get(draft).status_code == 303, "the link is no session"
    assert page.soup.select_one(f"a[href^='{draft}']") is None


def test_a_guest_comments_and_everybody_who_sees_the_draft_reads_it(
    app: Flask, site: Site, comments: str, guest: Site
) -> None:
    link = invite(site, comments)
    page = comment(guest, link, "Vem betalar?\n{{ 7*7 }} <b>fet</b>")
    assert page.all(".comment-text") == ["Vem betalar? {{ 7*7 }} <b>fet</b>"]
    draft = comments.removesuffix("kommentarer")
    assert "Nämndens ordförande, gäst" in site.get(draft).text
    comment(site, comments, "Staten, till hälften.")
    assert len(guest.get(link).all(".comment-text")) == 2
    told = [each for each in all_events(app.extensions[EXTENSION].agreements.engine) if each.kind == Kind.COMMENTED]
    assert [each.who.partition("-")[0] for each in told] == ["gast", "demo"]
    assert "betalar" not in str(told)


def test_a_link_works_through_its_last_day_and_not_longer(site: Site, comments: str, guest: Site, clock: Clock) -> None:
    link = invite(site, comments, until="2026-11-21")
    clock.pass_time(hours=10, minutes=59)
    assert guest.get(link).heading
    clock.pass_time(minutes=1)  # midnight in Sweden
    assert guest.get(link, 404).heading == "Länken gäller inte"


def test_a_link_that_is_taken_back_stops_working(site: Site, comments: str, guest: Site) -> None:
    link = invite(site, comments)
    form = guest.get(link).form("form[data-comment]").set("kommentar", "för sent")
    site.send(site.get(comments).form("form[action$='aterkalla']"))
    assert guest.get(link, 404).heading == "Länken gäller inte"
    guest.send(form, status=404)
    assert "återkallad" in site.get(comments).text
    assert "för sent" not in site.get(comments).text


@pytest.mark.parametrize(
    "name, until", [("", "2026-12-01"), ("Gäst", ""), ("Gäst", "i morgon"), ("Gäst", "2026-11-20")]
)
def test_a_link_that_cannot_be_right_is_told_and_what_was_typed_stays(
    site: Site, comments: str, name: str, until: str
) -> None:
    form = site.get(comments).form("form[data-guest]").set("namn", name).set("till", until)
    page = site.send(form, status=422)
    assert page.errors
    assert (page.value("namn"), page.value("till")) == (name, until)


def test_a_link_to_one_draft_opens_no_other(site: Site, comments: str, guest: Site, begun: Page) -> None:
    link = invite(site, comments)
    site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", "Bjurholm"))
    other = site.last_address.split("/")[2]
    assert guest.client.get(f"{link}bilagor/{other}").status_code == 404
    assert guest.client.get(f"/gast/{other}/").status_code == 404
    assert other not in guest.get(link).response.text


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
def test_a_comment_that_cannot_be_kept_is_told_and_stays(site: Site, comments: str, text: str) -> None:
    page = comment(site, comments, text, status=422)
    assert page.errors[0][1] == "kommentar"
    assert page.value("kommentar").strip() == text.strip()


def test_a_comment_with_a_refused_token_is_shown_again_and_not_kept(site: Site, comments: str, guest: Site) -> None:
    link = invite(site, comments)
    for browser, address in ((site, comments), (guest, link)):
        form = browser.get(address).form("form[data-comment]").set("kommentar", "min text").set("csrf_token", "fel")
        assert browser.send(form, status=400).value("kommentar") == "min text"
        assert browser.get(address).all(".comment-text") == []


def test_a_comment_is_in_no_document(site: Site, comments: str, store: AgreementStore) -> None:
    comment(site, comments, "ENDAST MELLAN OSS")
    draft = comments.removesuffix("kommentarer")
    for name in ("overenskommelse.txt", "overenskommelse.html"):
        assert "MELLAN OSS" not in site.client.get(f"{draft}filer/{name}").text


def test_a_lawyer_comments_but_invites_nobody(app: Flask, site: Site) -> None:
    site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", "Bjurholm"))
    address = f"/overenskommelse/{site.last_address.split('/')[2]}/kommentarer"
    lawyer = Site(app.test_client(), "bjurholm-kommunjurist")
    page = comment(lawyer, address, "Se punkt 3.")
    assert "kommunjurist, Bjurholms kommun (demonstration)" in page.text
    assert page.soup.select_one("form[data-guest]") is None
