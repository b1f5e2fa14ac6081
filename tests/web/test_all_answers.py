"""Every answer on one page: as it reads in the interview, where it comes from, what lacks, and the way to change it."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from tests.web.pages import Page, Site

LAWYER = "bjurholm-kommunjurist"


def answers(page: Page) -> dict[str, Tag]:
    return {each.dt.text: each for each in page.soup.select(".answers dl > div")}


def words(line: Tag) -> list[str]:
    return [each.text for each in line.select("dd p")]


def test_every_question_that_is_asked_stands_there_with_its_answer_and_where_it_comes_from(
    begun: Page, site: Site
) -> None:
    innehall = site.send(begun.form())
    site.send(innehall.form().set("teman", "ett", "tre").set("antal", "7"))
    draft = site.last_address.rsplit("/", 1)[0]
    page = site.get(f"{draft}/svar")
    found = answers(page)
    assert words(found["Kommuner"]) == ["Eskilstuna kommun"]
    assert words(found["Teman"]) == ["Första temat", "Tredje temat"]
    assert words(found["Extern"]) == ["Nej"]
    assert words(found["Antal möten"]) == ["7"]
    assert words(found["Storlek"])[0] == "Stor" and "SCB" in words(found["Storlek"])[1]
    assert words(found["Nämnder"])[0] == "Eskilstuna kommun, socialnämnden"
    assert words(found["Första dagen"]) == ["Svar saknas."]
    assert words(found["Kostnad"]) == ["Svar saknas. Kommunen svarar."]
    assert "Helheten" not in found and "Extern part" not in found


def test_each_answer_leads_to_its_question_and_the_page_says_how_many_lack(begun: Page, site: Site) -> None:
    site.send(begun.form())
    draft = site.last_address.rsplit("/", 1)[0]
    page = site.get(f"{draft}/svar")
    for line in answers(page).values():
        link = line.select_one(".answer-change a")
        assert link.text.endswith(f": {line.dt.text}")
        address, _, anchor = link["href"].partition("#")
        assert site.get(address).soup.select_one(f"#{anchor}")
    lacking = [each for each in answers(page).values() if each.select_one(".step-missing")]
    assert f"{len(lacking)} svar saknas eller behöver ändras" in page.text
    assert {each.select_one(".answer-change a").text.partition(":")[0] for each in lacking} == {"Svara"}


def test_who_changes_an_answer_comes_back_to_them_all_also_when_more_is_asked(begun: Page, site: Site) -> None:
    site.send(begun.form())
    draft = site.last_address.rsplit("/", 1)[0]
    change = answers(site.get(f"{draft}/svar"))["Form"].select_one(".answer-change a")["href"]
    page = site.send(site.get(change).form().set("form", "del"))
    assert site.last_address == f"{draft}/parter" and "helhet" in page.questions
    assert "Spara och gå till alla svar" in page.text
    wrong = site.send(page.form().set("helhet", ""), status=422)
    site.send(wrong.form().set("helhet", "Helheten"))
    assert site.last_address == f"{draft}/svar"


def test_answers_that_contradict_each_other_are_told_at_their_question(begun: Page, site: Site) -> None:
    site.send(begun.form())
    draft = site.last_address.rsplit("/", 1)[0]
    site.send(site.get(f"{draft}/tid").form().set("fran", "2027-05-01").set("till", "2027-01-01"), status=422)
    line = answers(site.get(f"{draft}/svar"))["Sista dagen"]
    assert "2027-01-01 är före" in line.select_one(".step-missing").text


def test_who_cannot_change_the_answers_can_read_them(begun: Page, site: Site, as_: Callable[[str], Site]) -> None:
    site.send(begun.form().set("kommuner", "2403"))
    draft = site.last_address.rsplit("/", 1)[0]
    lawyer = as_(LAWYER)
    page = lawyer.get(f"{draft}/svar")
    assert words(answers(page)["Kommuner"]) == ["Bjurholms kommun"]
    assert page.soup.select(".answer-change") == []
    assert lawyer.get(f"{draft}/").soup.select_one(f".panel a[href='{draft}/svar']").text == "Alla svar"


def test_it_is_a_link_away_from_every_page_of_questions_and_from_the_text(begun: Page, site: Site) -> None:
    beside = site.send(begun.form())
    draft = site.last_address.rsplit("/", 1)[0]
    for page in (beside, site.get(f"{draft}/")):
        assert [each["href"] for each in page.soup.select(".steps a") if each.text == "Alla svar"] == [f"{draft}/svar"]
