"""One hostile string through every field of every page: shown as typed, printed as typed, never run."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.pages import Page, Site

HOSTILE = "å & <b>\"{{7*7}}\" {% raw %} <script>alert(1)</script> 'x' \u200fevil"


def test_what_is_typed_in_a_page_comes_back_as_typed(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del").set("namnder-0-namn", HOSTILE[:40]))
    page = site.send(page.form().set("helhet", HOSTILE))
    innehall = site.last_address
    page = site.send(page.form().set("distrikt", HOSTILE).set("extern", "ja"))
    site.send(page.form().set("vem_extern", HOSTILE[:80]))
    page = site.get(innehall)
    assert page.value("distrikt") == HOSTILE
    assert page.value("vem_extern") == HOSTILE[:80]
    page = site.get(innehall.replace("/innehall", "/parter"))
    assert page.value("namnder-0-namn") == HOSTILE[:40].strip()
    assert page.value("helhet") == HOSTILE


def test_what_is_typed_is_printed_as_typed_in_the_preview_and_the_files(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", HOSTILE), "oversikt")
    assert f"Den är en del av {HOSTILE}." in page.soup.select_one("#del-av").text
    assert page.soup.select("main script, main b") == []
    text = site.client.get(f"{site.last_address}filer/overenskommelse.txt").text
    assert f"Den är en del av {HOSTILE}." in text
    content = site.client.get(f"{site.last_address}filer/overenskommelse.docx").data
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "{{7*7}}" in document


def test_a_wrong_answer_is_shown_as_typed(begun: Page, site: Site) -> None:
    page = site.send(begun.form())
    page = site.send(page.form().set("antal", HOSTILE).set("summa", HOSTILE), status=422)
    assert (page.value("antal"), page.value("summa")) == (HOSTILE, HOSTILE)
    assert page.soup.select("main script, main b") == []


def test_a_search_for_a_municipality_is_shown_as_typed(site: Site) -> None:
    page = site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", HOSTILE), status=422)
    assert page.value("kommuner-sok") == HOSTILE.strip()


def test_what_is_typed_about_a_person_is_shown_as_typed(site: Site) -> None:
    form = site.get("/person/papper").form().set("person_namn", HOSTILE).set("person_ord", HOSTILE)
    page = site.send(form, "pdf", status=422)
    assert (page.value("person_namn"), page.value("person_ord")) == (HOSTILE, HOSTILE)


def test_a_character_that_turns_the_text_around_it_is_told_and_not_kept(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", "före\u202eefter"), status=422)
    assert "U+202E" in page.errors[0][0]


def test_a_character_that_a_page_cannot_hold_is_marked_where_it_stood(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", "före\x07efter\ufdd0"), status=422)
    assert "U+0007" in page.errors[0][0]
    assert page.value("helhet") == "före�efter�"


@pytest.mark.parametrize("query", ["?fler=<script>", "?x=%00", "?fler=%ff"])
def test_what_stands_in_an_address_is_never_shown(begun: Page, site: Site, query: str) -> None:
    page = site.get(f"{site.last_address}{query}")
    assert "<script>" not in page.response.text


_TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(typed=_TYPED)
def test_whatever_is_typed_the_page_stays_a_page(site: Site, typed: str) -> None:
    page = site.send(site.get("/person/papper").form().set("person_namn", typed).set("person_nummer", typed), "visa")
    assert page.heading == "Papper"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "_visade",
                "_version",
                "gor",
                "kommuner",
                "kommuner-sok",
                "form",
                "namnder-0-kommun",
                "namnder-1-namn",
                "namnder-x-namn",
                "_forslag-namnder",
                "storlek",
            ]
        ),
        _TYPED,
        max_size=6,
    )
)
def test_whatever_fields_are_sent_the_answer_is_a_page(begun: Page, site: Site, fields: dict[str, str]) -> None:
    form = begun.form()
    for name, value in fields.items():
        form.set(name, value)
    response = site.client.post(form.action, data=dict(form.fields))
    assert response.status_code in (200, 303, 409, 422)
