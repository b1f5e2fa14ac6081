"""Help: every kind of document has its page, every word its explanation, and the statements say what is so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from generator.library.model import Library
from generator.reference import swedish_key
from generator.settings import Settings, from_environment
from generator.web.guided_example import ANSWERS
from generator.web.help import terms_of
from generator.web.interview import Basis
from tests.web.conftest import NOON, made_app
from tests.web.pages import Site, words

OTHER_PAGES = ["ordlista", "tillganglighet", "personuppgifter", "tangentbord", "kom-igang", "exempel"]


@pytest.fixture
def stranger(settings: Settings, real_library: Library) -> Site:
    """Somebody who has not signed in, at the service as it is shipped."""
    return Site(made_app(settings, real_library).test_client(), who="")


def test_every_kind_of_document_has_its_page_with_its_questions_and_why(stranger: Site, real_library: Library) -> None:
    listed = {each["href"] for each in stranger.get("/hjalp/").soup.select("main a")}
    for plan in real_library.plans.values():
        assert f"/hjalp/dokument/{plan.id}" in listed
        page = stranger.get(f"/hjalp/dokument/{plan.id}")
        assert page.heading == plan.title
        asked = [words(each) for each in page.soup.select(".asked dt")]
        assert asked == [" ".join(real_library.questions[each].wording.split()) for each in plan.question_ids]


def test_a_page_says_who_signs_what_goes_with_it_and_what_it_belongs_to(stranger: Site) -> None:
    agreement = stranger.get("/hjalp/dokument/samverkansoverenskommelse")
    assert "De som du själv anger som undertecknare" in agreement.text
    assert agreement.soup.select("main a[href='/hjalp/dokument/kontaktlista']")
    assert "Det skrivs inte under" in stranger.get("/hjalp/dokument/information-barn").text
    contacts = stranger.get("/hjalp/dokument/kontaktlista")
    assert contacts.soup.select("main a[href='/hjalp/dokument/samverkansoverenskommelse']")


def test_a_kind_of_document_that_does_not_exist_has_no_page(stranger: Site) -> None:
    stranger.get("/hjalp/dokument/okant", status=404)


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_every_other_page_is_found_from_the_first_and_leads_back(stranger: Site, page: str) -> None:
    assert stranger.get("/hjalp/").soup.select(f"main a[href='/hjalp/{page}']")
    assert stranger.get(f"/hjalp/{page}").soup.select("main a[href='/hjalp/']")


def test_the_statements_are_one_press_away_from_every_page(stranger: Site) -> None:
    links = {each["href"] for each in stranger.get("/").soup.select("footer a")}
    assert {"/hjalp/tillganglighet", "/hjalp/personuppgifter"} <= links


def test_the_glossary_stands_in_swedish_order_without_a_word_twice(stranger: Site, real_library: Library) -> None:
    shown = [words(each) for each in stranger.get("/hjalp/ordlista").soup.select("dt")]
    assert shown == sorted(shown, key=swedish_key)
    assert len(shown) == len(real_library.glossary)
    forms = [form for term in real_library.glossary for form in term.all_forms]
    assert len(forms) == len(set(forms))


def test_every_word_that_a_question_points_to_stands_in_the_glossary(
    settings: Settings, real_library: Library, stranger: Site
) -> None:
    ids = {each["id"] for each in stranger.get("/hjalp/ordlista").soup.select("[id]")}
    app = made_app(settings, real_library)
    term_id = app.jinja_env.filters["term_id"]
    with app.app_context():
        pointed = {term_id(term.word) for each in real_library.questions.values() for term in terms_of(each)}
    assert pointed
    assert pointed <= ids


def test_a_question_points_to_the_words_it_uses(real_site: Site) -> None:
    page = real_site.get("/overenskommelse/ny/samverkansoverenskommelse")
    page = real_site.send(page.form().set("kommuner-sok", "Bjurholm"))
    links = {each["href"] for each in page.soup.select("#fraga-diarienummer_polis .terms a")}
    assert "/hjalp/ordlista#ord-diarienummer" in links


def test_the_example_answers_every_page_gives_a_text_and_is_kept_nowhere(stranger: Site, real_library: Library) -> None:
    page = stranger.get("/hjalp/exempel")
    plan = real_library.plans["samverkansoverenskommelse"]
    steps = [words(each) for each in page.soup.select(".example-step h2")]
    assert steps == [f"{number}. {each.heading}" for number, each in enumerate(plan.pages, start=1)]
    assert len(page.soup.select(".example-step .prefilled")) == len(plan.pages)
    assert "Bjurholms kommun" in words(page.soup.select_one(".sheet .document"))
    assert page.soup.select(".left-out")
    assert stranger.client.application.extensions["samverkan"].agreements.newest(10) == ()


def test_the_example_is_answered_without_a_mistake(settings: Settings, real_library: Library) -> None:
    plan = real_library.plans["samverkansoverenskommelse"]
    assert [each for each in Basis(real_library, plan, NOON.date(), ANSWERS).problems() if each.question] == []
    assert set(ANSWERS) <= set(plan.question_ids)


@pytest.mark.parametrize("page", ["tillganglighet", "personuppgifter"])
def test_whoever_answers_for_the_service_is_named_when_it_is_set_and_else_asked_for(
    settings: Settings, small_library: Library, app: Flask, page: str
) -> None:
    unset = Site(app.test_client(), who="").get(f"/hjalp/{page}")
    assert "[BEKRÄFTA: hur man når den som ansvarar" in unset.text
    told = replace(settings, contact="Kommunens växel, 0932-140 00 <b>")
    named = Site(made_app(told, small_library).test_client(), who="").get(f"/hjalp/{page}")
    assert "Kommunens växel, 0932-140 00 <b>" in named.text
    assert "hur man når den som ansvarar" not in named.text


def test_how_long_drafts_are_kept_is_told_as_it_is_set(settings: Settings, small_library: Library) -> None:
    site = Site(made_app(replace(settings, draft_months=7), small_library).test_client(), who="")
    assert "på 7 månader" in site.get("/hjalp/personuppgifter").text


def test_the_contact_is_read_from_the_environment(settings: Settings) -> None:
    given = {"GENERATOR_VAR": str(settings.var_dir), "GENERATOR_CONTACT": " hjalp@bjurholm.example "}
    assert from_environment(given).contact == "hjalp@bjurholm.example"
