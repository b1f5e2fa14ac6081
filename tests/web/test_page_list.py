"""The list of pages: what each lacks, counted for all of them, and who is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.situation import Situation
from generator.library.model import Question, QuestionType
from generator.storage.roles import Role
from generator.web.page_list import awaited_of, lacking_answers, side_of, step_of
from tests.review.situations import case
from tests.web.pages import Page, Site

COORDINATOR = "bjurholm-samordnare"


def question(answered_by: str) -> Question:
    return Question("fraga", QuestionType.TEXT, "Vad är svaret?", "Svaret", answered_by=answered_by)


def begun_in_bjurholm() -> Situation:
    whole = case("bjurholm")
    answers = read_answers(whole.library, whole.plan, {"kommuner": ["2403"]})
    return Situation(whole.library, whole.plan, answers, whole.day)


def states(page: Page) -> dict[str, str]:
    """Heading of a page → what the list says of it."""
    lines = ((each.a.text, each.select_one(".step-state")) for each in page.soup.select(".steps li"))
    return {heading: state.text if state else "" for heading, state in lines}


def test_every_answer_that_a_signature_needs_is_counted_on_its_page() -> None:
    situation = begun_in_bjurholm()
    lacking = lacking_answers(situation)
    assert lacking == {
        *("polisdistrikt", "natverk_namn", "akut_ingang", "kontakter", "giltig_fran", "giltig_till"),
    }  # fmt: skip
    steps = [step_of(page, "", situation, lacking, "polisen") for page in situation.plan.pages]
    assert [each.state for each in steps] == [
        *("1 svar saknas", "", "Väntar på kommunen: 1 svar", "Väntar på kommunen: 1 svar"),
        *("1 svar saknas", "2 svar saknas"),
    ]
    assert sum(len(each.lacking) for each in steps) == len(lacking)


def test_nothing_is_lacking_once_everything_is_answered() -> None:
    situation = case("bjurholm")
    assert lacking_answers(situation) == frozenset()
    steps = [step_of(page, "", situation, (), "polisen") for page in situation.plan.pages]
    assert {each.state for each in steps} == {"Klar"}


def test_answers_that_no_text_can_be_made_from_still_tell_what_must_be_answered() -> None:
    whole = case("bjurholm")
    nobody = Situation(whole.library, whole.plan, replace(whole.answers, values={}), whole.day)
    assert "kommuner" in lacking_answers(nobody)


@pytest.mark.parametrize(
    ("answered_by", "side", "awaited"),
    [
        (["kommunen"], "polisen", "kommunen"),
        (["polisen", "polisen"], "kommunen", "polisen"),
        (["kommunen"], "kommunen", ""),
        (["kommunen", "polisen"], "polisen", ""),
        (["kommunen", ""], "polisen", ""),
        (["kommunen"], "", ""),
        ([], "polisen", ""),
    ],
)
def test_one_waits_for_the_other_party_when_nobody_else_can_answer(
    answered_by: list[str], side: str, awaited: str
) -> None:
    assert awaited_of(map(question, answered_by), side) == awaited


def test_somebody_of_both_parties_or_of_neither_waits_for_nobody() -> None:
    assert side_of({Role.KOMMUNPOLIS}) == side_of({Role.KOMMUNPOLIS, Role.LOKALPOLISOMRADESCHEF}) == "polisen"
    assert side_of({Role.SAMORDNARE, Role.KOMMUNJURIST}) == "kommunen"
    assert side_of({Role.KOMMUNPOLIS, Role.SAMORDNARE}) == side_of({Role.ADMINISTRATOR}) == side_of(()) == ""


def test_the_list_says_the_same_beside_the_questions_and_the_text(begun: Page, site: Site) -> None:
    beside = site.send(begun.form())
    overview = site.get(f"{site.last_address.rsplit('/', 1)[0]}/")
    assert states(beside) == states(overview)
    assert states(beside)["Innehåll"] == "Väntar på kommunen: 3 svar"
    assert states(beside)["Tid"] == "2 svar saknas"


def test_the_municipality_is_not_told_to_wait_for_itself(begun: Page, site: Site, as_: Callable[[str], Site]) -> None:
    site.send(begun.form().set("kommuner", "2403"))
    theirs = as_(COORDINATOR).get(site.last_address)
    assert states(theirs)["Innehåll"] == "5 svar saknas"


def test_a_question_says_which_party_knows_its_answer_and_so_does_the_list_of_what_remains(
    begun: Page, site: Site
) -> None:
    page = site.send(begun.form())
    marks = {each["id"]: each.select_one(".required, .optional") for each in page.soup.select(".question")}
    assert marks["fraga-antal"].text == "behövs för underskrift · kommunen svarar"
    assert marks["fraga-distrikt"].text == "behövs för underskrift · polisen svarar"
    assert "svarar" not in marks["fraga-teman"].text


def test_what_remains_stands_under_who_answers_it_ones_own_first(
    begun: Page, site: Site, as_: Callable[[str], Site]
) -> None:
    site.send(begun.form().set("kommuner", "2403"))
    address = f"{site.last_address.rsplit('/', 1)[0]}/"
    assert site.get(address).all("#kvar ~ h4") == ["Polisen svarar", "Ni svarar tillsammans", "Väntar på kommunen"]
    theirs = as_(COORDINATOR).get(address)
    assert theirs.all("#kvar ~ h4") == ["Kommunen svarar", "Ni svarar tillsammans", "Väntar på polisen"]
    waiting = theirs.soup.select("#kvar ~ h4")[-1].find_next_sibling("ul")
    assert [each.text for each in waiting.select("a")] == ["Vilka distrikt?"]
