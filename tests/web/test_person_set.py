"""Several documents for one person: one page, one zip, a sheet for each who signs, and nothing left behind."""

from __future__ import annotations

import io
import logging
import zipfile

import docx
import pytest

from generator.settings import Settings
from tests.web.pages import Form, Page, Site
from tests.web.test_person import temporary, traces  # noqa: F401 - a fixture is used by its name

FIRST, SET = "/person/forst", "/person/handlingar"
CHILD = {"p_under_18": "ja", "p_vh_far_veta": "far_inte_veta"}
TOGETHER = {"p_under_18": "ja", "p_vh_far_veta": "far_veta", "p_forfogar": "tillsammans"}
TEXTS = {
    "p_arendekod": "X7-mormor",
    "p_beslutsfattare": "Enhetschefen",
    "p_namnd": "Socialnämnden",
    "p_handlaggare": "H 1",
}
DATES = {"p_bedomd": "2026-11-20", "s_fran": "2026-12-01", "s_till": "2027-06-01", "g_slut": "2027-05-01"}
TICKED = {"s_parter": "socialtjansten", "s_uppgifter": "stod", "s_andamal": "planera"}
PAIR = ("samtycke", "gemensam-plan")


def begun(site: Site, *plans: str, **given: str) -> Page:
    """The page of a set, with these answers as far as it asks them."""
    form = site.get(SET).form().set("_handling", *plans)
    page = site.send(form, "visa")
    for _ in range(3):
        page = site.send(filled(page, **given), "visa")
    return page


def filled(page: Page, **given: str) -> Form:
    form = page.form()
    for name, value in {**TEXTS, **DATES, **TICKED, "p_mogen": "mogen", "p_grund": "mognad", **given}.items():
        if name.startswith("_") or page.soup.select_one(f"[name='{name}']"):
            form.set(name, value)
    return form


def files(response: object) -> dict[str, str]:
    """Name of each file in the zip → its text."""
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:  # type: ignore[attr-defined]
        return {name: text_of(archive.read(name)) for name in archive.namelist()}


def text_of(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return " ".join(each.text or "" for each in body.iter() if each.tag.endswith("}t"))


def test_each_fact_is_asked_once_and_all_comes_in_one_zip(real_site: Site) -> None:
    page = begun(real_site, *PAIR, **CHILD)
    assert len(page.questions) == len(set(page.questions))
    assert page.questions.count("p_arendekod") == 1
    response = real_site.fetch(page.form(), "docx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="handlingar.zip"'
    assert response.headers["Cache-Control"] == "no-store"
    made = files(response)
    assert list(made) == ["handling-1.docx", "handling-2.docx"]
    assert all("X7-mormor" in text for text in made.values())


def test_the_answers_of_the_first_page_follow_to_the_set(real_site: Site) -> None:
    form = real_site.get(FIRST).form().set("fara", "nej").set("under18", "ja").set("vh", "far_inte_veta")
    page = real_site.send(form.set("na", "ja").set("syfte", "dela", "plan"))
    page = real_site.send(page.form(), "visa")
    assert page.checked("p_under_18") == ["ja"]
    assert page.checked("p_vh_far_veta") == ["far_inte_veta"]
    assert "p_forfogar" not in page.questions
    assert not [each for each in page.all("form ol li") if "vårdnadshavar" in each]


def test_whoever_signs_has_a_sheet_and_no_sheet_holds_what_is_anothers(real_site: Site) -> None:
    own = {"s_undantag": "Zbarnets", "g_mal": "Zdrömmen", "s_undantag_vh": "Zförsta", "s_undantag_vh_2": "Zandra"}
    page = begun(real_site, *PAIR, _antal="2", **TOGETHER, **own)
    assert "p_blad" not in page.questions
    assert "(vårdnadshavare 2)" in page.text
    response = real_site.fetch(filled(page, **own), "docx")
    assert response.status_code == 200, response.text
    made = list(files(response).values())
    found = [[word for word in own.values() if word in text] for text in made]
    assert found == [["Zbarnets"], ["Zförsta"], ["Zandra"], ["Zdrömmen"], [], []]


def test_the_page_tells_which_file_is_whose(real_site: Site) -> None:
    page = begun(real_site, "samtycke", **TOGETHER)
    assert page.all("form ol .file-words") == [
        "handling-1: Samtycke till informationsutbyte, den unges blad",
        "handling-2: Samtycke till informationsutbyte, blad till vårdnadshavaren",
    ]


def test_an_authority_of_the_plan_that_the_consent_leaves_out_is_advice_and_no_stop(real_site: Site) -> None:
    page = begun(real_site, *PAIR, **CHILD)
    page = real_site.send(page.form(), "lagg-till:g_steg")
    form = (
        page.form().set("g_steg-0-vad", "Träffas").set("g_steg-0-vem", "Polisen och skolan").set("g_slut", "2028-01-01")
    )
    page = real_site.send(form, "docx")
    assert "Polisen och Skolan" in page.text
    assert "längre än samtycket" in page.text
    assert [each["id"] for each in page.soup.select(".warning[id$='-rad']")] == ["s_parter-rad", "g_slut-rad"]
    assert page.errors == []
    assert len(files(real_site.fetch(page.form(), "docx"))) == 2


def test_what_is_wrong_is_told_at_the_field_with_all_as_typed(real_site: Site) -> None:
    page = begun(real_site, *PAIR, **CHILD)
    page = real_site.send(page.form().set("s_till", "2026-01-01").set("p_arendekod", ""), "pdf", status=422)
    assert {target for _, target in page.errors} == {"p_arendekod", "s_till"}
    assert page.value("s_till") == "2026-01-01"
    assert page.value("p_namnd") == "Socialnämnden"


def test_a_document_that_cannot_tell_a_name_makes_all_use_the_code(real_site: Site) -> None:
    page = begun(real_site, "samtycke", "aterkallelse", p_under_18="nej")
    assert "p_namn" not in page.questions
    assert "p_identitet" not in page.questions


def test_a_document_about_somebody_else_is_made_by_itself(real_site: Site) -> None:
    page = real_site.get(SET)
    assert not page.soup.select("[value=medgivande-narstaende]")
    real_site.send(page.form().set("_handling", "medgivande-narstaende"), "visa", status=422)


def test_one_paper_is_made_by_itself_although_the_others_lack_answers(real_site: Site) -> None:
    page = begun(real_site, *PAIR, "information-personuppgifter", **CHILD)
    form = page.form().set("s_till", "").set("g_slut", "i morgon")
    real_site.send(form, "docx", status=422)
    numbers = {each["value"]: each.parent.get_text() for each in page.soup.select(".files button")}
    (only,) = (value for value, words in numbers.items() if "personuppgifter" in words)
    response = real_site.fetch(form, only)
    assert response.data.startswith(b"%PDF")
    assert response.headers["Content-Disposition"] == f'attachment; filename="handling-{only[-1]}.pdf"'
    (plan,) = (value for value, words in numbers.items() if "Gemensam plan" in words)
    assert [target for _, target in real_site.send(form, plan, status=422).errors] == ["g_slut"]
    real_site.send(filled(page), "pdf:9", status=400)


def test_nobody_is_asked_what_other_answers_say(real_site: Site) -> None:
    page = begun(real_site, "beslut-om-sekretess", "samtycke", **CHILD)
    assert not {"k_utfall", "k_beslutsfattare"} & set(page.questions)
    rows = {"k_rader-0-slag": "Hälsa", "k_rader-0-grund": "mognad", "k_rader-0-bestammer": "den_unge"}
    form = filled(page, k_vh="bada", k_omprovning="2027-01-01", p_beslutsfattare="Zchefen").set("k_rader-0-slag")
    refused = real_site.send(form, "docx", status=422)
    assert {target for _, target in refused.errors} == {"fraga-k_rader"}
    for name, value in {**rows, "k_rader-0-far_veta": "om_den_unge_vill"}.items():
        form.set(name, value)
    made = files(real_site.fetch(form, "docx"))
    assert "Zchefen" in made["handling-1.docx"]
    alone = real_site.get("/person/beslut-om-sekretess")
    assert "k_utfall" not in alone.questions
    assert "k_beslutsfattare" in alone.questions


def test_a_try_says_that_the_files_can_be_made_and_makes_none(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    form = page.form().set("person_ung", "nej").set("_prova", "ja")
    site.send(form, "pdf", status=422)
    response = site.fetch(form.set("person_namn", "Kim"), "pdf")
    assert (response.status_code, response.data) == (204, b"")


def test_the_step_before_and_back_again_keeps_all_that_was_typed(real_site: Site) -> None:
    page = begun(real_site, *PAIR, _antal="2", **TOGETHER)
    form = page.form().set("s_undantag", "Zeget").set("_losenord", "korp hatt elva").set("_sprak", "en")
    chosen = real_site.send(form, "tillbaka")
    assert chosen.checked("_handling") == list(PAIR)
    assert "korp" not in str(chosen.soup)
    form = chosen.form().set("_handling", "samtycke", "aterkallelse")
    again = real_site.send(form, "visa")
    assert (again.value("s_undantag"), again.value("p_arendekod")) == ("Zeget", "X7-mormor")
    assert (again.checked("_antal"), again.checked("_sprak")) == (["2"], ["en"])
    assert "g_mal" not in again.questions


def test_the_first_page_can_be_gone_back_to_and_changed_and_nothing_typed_is_lost(real_site: Site) -> None:
    first = real_site.get(FIRST).form().set("fara", "nej").set("under18", "ja").set("vh", "far_inte_veta")
    advice = real_site.send(first.set("na", "ja").set("syfte", "dela", "plan"))
    page = real_site.send(advice.form().set("_handling", "samtycke"), "visa")
    page = real_site.send(page.form().set("p_vh_far_veta", "om_den_unge_vill").set("s_undantag", "Zeget"), "tillbaka")
    assert page.checked("_handling") == ["samtycke"]
    page = real_site.send(page.form("#svaren"), "andra")
    assert page.checked("vh") == ["om_den_unge_vill"]
    page = real_site.send(page.form().set("under18", "nej").set("vh").set("syfte", "dela", "plan", "folja"))
    assert page.checked("_handling") == ["samtycke", "samtycke-uppfoljning"]
    page = real_site.send(page.form(), "visa")
    assert page.checked("p_under_18") == ["nej"]
    assert page.value("s_undantag") == "Zeget"


def test_nothing_chosen_is_told(site: Site) -> None:
    assert site.send(site.get(SET).form(), "visa", status=422).soup.select_one(".error-summary")


def test_the_set_works_with_any_document_and_an_unknown_format_is_refused(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    form = page.form().set("person_ung", "nej").set("person_namn", "Kim")
    with zipfile.ZipFile(io.BytesIO(site.fetch(form, "pdf").data)) as archive:
        assert archive.namelist() == ["handling-1.pdf"]
        assert archive.read("handling-1.pdf").startswith(b"%PDF")
    site.send(form, "exe", status=400)


def test_an_expired_token_gives_the_page_back_as_typed(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    page = site.send(page.form().set("person_namn", "Kim").set("csrf_token", "fel"), "pdf", status=400)
    assert page.value("person_namn") == "Kim"


def test_sent_twice_gives_the_same_zip_twice(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    form = page.form().set("person_ung", "nej").set("person_namn", "Kim")
    first, again = site.fetch(form, "docx"), site.fetch(form, "docx")
    assert files(first) == files(again)


def test_somebody_signed_out_meanwhile_gets_what_was_typed_back_and_nobody_else(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    form = page.form().set("person_namn", "Kim Zetterqvist")
    site.client.delete_cookie("samverkan-inloggad")
    answer = site.send(form, "pdf", status=401)
    assert answer.form("form[data-signed-out]").get("person_namn") == ["Kim Zetterqvist"]
    assert answer.form("form[data-signed-out]").get("_handling") == ["papper"]


def test_a_paste_of_five_megabytes_is_refused_calmly(site: Site) -> None:
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    answer = site.send(page.form().set("person_ord", "x" * 5_000_000), "pdf", status=413)
    assert "för stort" in answer.heading


def test_nothing_typed_in_a_set_is_left_anywhere(
    site: Site,
    settings: Settings,
    temporary: object,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    page = site.send(site.get(SET).form().set("_handling", "papper"), "visa")
    form = page.form().set("person_ung", "nej").set("person_namn", "Kim Zetterqvist").set("person_ord", "mormor")
    assert site.fetch(form, "docx").status_code == 200
    site.send(form.set("person_nummer", "mormor"), "pdf", status=422)
    assert traces(settings.var_dir) == []
    assert traces(temporary) == []  # type: ignore[arg-type]
    assert "Zetterqvist" not in caplog.text
