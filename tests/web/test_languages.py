"""Languages on the pages: each paper is had in those it is offered in, and what is made is the one that was chosen."""

from __future__ import annotations

from datetime import date

import pytest

from generator.library.checks_translations import languages_for
from generator.library.load import load_library
from generator.resources import clauses_dir
from tests.formats.docx_reader import whole_text
from tests.web.pages import Form, Site, words

LIBRARY = load_library(clauses_dir())
TODAY = date(2026, 11, 21)
OFFERED = {plan.id: languages_for(LIBRARY, plan, TODAY) for plan in LIBRARY.plans.values() if plan.blanks}
PLAN = next(plan for plan, languages in OFFERED.items() if len(languages) > 1)
BLANK = LIBRARY.plans[PLAN].blanks[0]
ENGLISH, EASY = "en", "lattlast"


def test_every_form_is_listed_in_every_language_it_is_offered_in(real_site: Site) -> None:
    page = real_site.get("/blanketter")
    links = {each["href"] for each in page.soup.select(".downloads a")}
    for plan_id, languages in OFFERED.items():
        for blank in LIBRARY.plans[plan_id].blanks:
            for stem in (blank.id, *(f"{blank.id}-{language.id}" for language in languages)):
                assert {f"/blanketter/{stem}.pdf", f"/blanketter/{stem}.docx"} <= links


def test_a_link_says_which_language_it_leads_to(real_site: Site) -> None:
    page = real_site.get("/blanketter")
    (link,) = page.soup.select(f".downloads a[href='/blanketter/{BLANK.id}-{ENGLISH}.pdf']")
    assert words(link) == "Engelska, PDF"


@pytest.mark.parametrize("language", [ENGLISH, EASY])
def test_a_form_in_another_language_is_a_file_of_its_own(real_site: Site, language: str) -> None:
    ordinary = real_site.client.get(f"/blanketter/{BLANK.id}.docx")
    response = real_site.client.get(f"/blanketter/{BLANK.id}-{language}.docx")
    assert response.status_code == 200
    assert f'filename="{BLANK.id}-{language}.docx"' in response.headers["Content-Disposition"]
    assert response.headers["ETag"] != ordinary.headers["ETag"]


@pytest.mark.parametrize("name", [f"{BLANK.id}-ar.pdf", f"{BLANK.id}-.pdf", f"{BLANK.id}-en-en.pdf", "en.pdf"])
def test_a_form_in_a_language_it_is_not_offered_in_is_not_found(real_site: Site, name: str) -> None:
    real_site.get(f"/blanketter/{name}", 404)


def test_the_page_of_a_document_asks_for_a_language_and_swedish_is_chosen(real_site: Site) -> None:
    page = real_site.get(f"/person/{PLAN}")
    choices = {each["value"]: each.has_attr("checked") for each in page.soup.select("input[name=_sprak]")}
    assert choices == {"sv": True, **{language.id: False for language in OFFERED[PLAN]}}


def test_a_document_in_swedish_only_asks_for_no_language(site: Site) -> None:
    assert site.get("/person/papper").soup.select("input[name=_sprak]") == []


@pytest.fixture
def answered(real_site: Site) -> Form:
    """An adult's consent, with what must be answered."""
    form = real_site.get("/person/samtycke").form().set("p_under_18", "nej").set("p_identitet", "arendekod")
    form = real_site.send(form, "visa").form()
    form.set("p_arendekod", "K-4471").set("p_namnd", "Socialnämnden").set("p_handlaggare", "Vuxenenheten, 0123-45")
    form.set("s_parter", "socialtjansten", "polisen").set("s_uppgifter", "risk").set("s_andamal", "planera")
    return form.set("s_fran", "2026-11-21").set("s_till", "2027-01-31")


@pytest.mark.parametrize(
    ("language", "held", "lacked"),
    [
        ("sv", ["Vad pappret är"], ["What this paper is", "Lättläst"]),
        (ENGLISH, ["Vad pappret är / What this paper is", "The police"], ["Lättläst"]),
        (EASY, ["Lättläst: Samtycke", "Vad är det här pappret?"], ["Underskrift av dig", "What this paper is"]),
    ],
)
def test_what_is_made_is_in_the_language_that_was_chosen(
    real_site: Site, answered: Form, language: str, held: list[str], lacked: list[str]
) -> None:
    response = real_site.fetch(answered.set("_sprak", language), "docx")
    assert response.status_code == 200
    text = whole_text(response.data)
    assert [each for each in held if each not in text] == []
    assert [each for each in lacked if each in text] == []


def test_the_name_of_the_file_says_nothing(real_site: Site, answered: Form) -> None:
    response = real_site.fetch(answered.set("_sprak", ENGLISH), "docx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="handling.docx"'


def test_the_chosen_language_is_kept_when_the_page_comes_back(real_site: Site, answered: Form) -> None:
    page = real_site.send(answered.set("_sprak", EASY).set("s_till", "mormor"), "pdf", status=422)
    assert page.checked("_sprak") == [EASY]


@pytest.mark.parametrize("language", ["ar", "../en", "{{ 7*7 }}", "x" * 5_000])
def test_a_language_that_nobody_offered_is_refused(real_site: Site, answered: Form, language: str) -> None:
    real_site.send(answered.set("_sprak", language), "pdf", status=400)
