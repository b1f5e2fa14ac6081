"""Beside the questions: a person's PDF can be locked with a password, and get fields for an electronic signature."""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import BrowserContext
from pypdf import PdfReader

from generator.settings import Settings
from generator.web.file_wishes import FileWishes
from tests.web.pages import Form, Page, Site
from tests.web.sight import fits
from tests.web.test_browser import address, opened  # noqa: F401 - a fixture is used by its name
from tests.web.test_person import ADDRESS, filled, traces

CHOSEN = "kråka under silverbron"


def locking(page: Page, password: str = CHOSEN, again: str | None = None) -> Form:
    form = filled(page).set("_las", "ja").set("_losenord", password)
    return form.set("_losenord-igen", password if again is None else again)


def passwords(page: Page) -> list[str]:
    return [each.get("value", "") for each in page.soup.select("input[type=password]")]


def test_a_password_typed_twice_locks_the_pdf(site: Site) -> None:
    response = site.fetch(locking(site.get(ADDRESS)), "pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(response.data))
    assert pikepdf.open(BytesIO(response.data), password=CHOSEN).encryption.bits == 256
    assert response.headers["Content-Disposition"] == 'attachment; filename="handling.pdf"'


def test_a_password_counts_also_when_the_box_was_not_ticked(site: Site) -> None:
    response = site.fetch(locking(site.get(ADDRESS)).set("_las"), "pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(response.data))


def test_without_a_password_the_file_is_open(site: Site) -> None:
    assert pikepdf.open(BytesIO(site.fetch(filled(site.get(ADDRESS)), "pdf").data)).is_encrypted is False


@pytest.mark.parametrize(("password", "again", "target", "said"), [
    ("", "", "losenord", "Skriv ett lösenord"),
    ("kort", "kort", "losenord", "för kort"),
    (CHOSEN, "något annat", "losenord-igen", "inte lika"),
    (CHOSEN, "", "losenord-igen", "inte lika"),
    ("", CHOSEN, "losenord", "Skriv ett lösenord"),
])
def test_a_password_that_will_not_do_is_told_beside_its_field(
    site: Site, password: str, again: str, target: str, said: str
) -> None:
    page = site.send(locking(site.get(ADDRESS), password, again), "pdf", status=422)
    assert [found for _, found in page.errors] == [target]
    assert said in page.errors[0][0]
    assert said in " ".join(page.all(f"#{target}-fel"))
    assert page.value("person_ord").split() == filled(site.get(ADDRESS)).get("person_ord")[0].split()


def test_a_password_never_comes_back_in_a_page_but_the_wish_for_one_does(site: Site) -> None:
    shown = [
        site.send(locking(site.get(ADDRESS)).set("person_nummer", "123"), "pdf", status=422),
        site.send(locking(site.get(ADDRESS)), "lagg-till:person_steg"),
        site.send(locking(site.get(ADDRESS)).set("person_ung", "ja"), "pdf"),
        site.send(locking(site.get(ADDRESS)).set("csrf_token", "fel"), "pdf", status=400),
    ]
    for page in shown:
        assert CHOSEN not in page.response.text
        assert passwords(page) == ["", ""]
        assert page.checked("_las") == ["ja"]


def test_a_page_that_came_back_does_not_give_an_open_file(site: Site) -> None:
    page = site.send(locking(site.get(ADDRESS)).set("person_ung", "ja"), "pdf")
    page = site.send(page.form().set("person_bedomd", "enhetschef"), "pdf", status=422)
    assert [target for _, target in page.errors] == ["losenord"]


def test_only_a_pdf_can_be_locked_and_the_page_says_so(site: Site) -> None:
    page = site.send(locking(site.get(ADDRESS)), "docx", status=422)
    assert page.errors == [
        ("Bara en PDF kan låsas. Ladda ned som PDF, eller ta bort krysset för lösenord.", "las")
    ]


def test_signature_fields_come_only_when_asked_for(site: Site) -> None:
    def fields(form: Form) -> list[str]:
        found = PdfReader(BytesIO(site.fetch(form, "pdf").data)).get_fields() or {}
        return [name for name, each in found.items() if each.get("/FT") == "/Sig"]

    assert fields(filled(site.get(ADDRESS))) == []
    assert fields(filled(site.get(ADDRESS)).set("_underskriftsfalt", "ja")) != []


def test_a_word_file_is_made_also_when_signature_fields_were_asked_for(site: Site) -> None:
    response = site.fetch(filled(site.get(ADDRESS)).set("_underskriftsfalt", "ja"), "docx")
    assert (response.status_code, response.data[:2]) == (200, b"PK")


def test_a_password_leaves_no_trace(site: Site, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site.fetch(locking(site.get(ADDRESS)), "pdf")
    site.send(locking(site.get(ADDRESS), CHOSEN, "annat"), "pdf", status=422)
    assert CHOSEN not in caplog.text
    assert traces(settings.var_dir) == []
    assert not any(CHOSEN.encode() in file.read_bytes() for file in settings.var_dir.rglob("*") if file.is_file())
    assert CHOSEN not in repr(FileWishes(lock=True, password=CHOSEN, again=CHOSEN))


def test_the_page_tells_what_a_lock_costs(site: Site) -> None:
    page = site.get(ADDRESS)
    for told in ("PDF/A", "kan inte öppna filen", "annan väg än filen"):
        assert told in page.text
    assert [each["autocomplete"] for each in page.soup.select("input[type=password]")] == ["new-password"] * 2


def test_in_a_browser_a_typed_password_stays_when_an_answer_changes_the_page_and_is_not_sent_with_it(
    visitor: Callable[..., BrowserContext], address: str  # noqa: F811
) -> None:
    page = opened(visitor, address, viewport={"width": 320, "height": 640})
    page.goto("/person/samtycke")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.check("#las")
    page.fill("#losenord", CHOSEN)
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("[data-steers] input").first.check()
    page.wait_for_function("() => document.querySelector('#losenord').value !== ''")
    assert page.input_value("#losenord") == CHOSEN
    assert not any("losenord" in each for each in sent)
    assert fits(page)


