"""An invented agreement to look through: each page of questions as it was answered, and the text it gave.

It is made anew for each visitor and kept nowhere, so it can never be taken for somebody's draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from generator.assembly.situation import Situation
from generator.library.model import PlanKind, PlanPage
from generator.web.answer_words import lines_of, name_of
from generator.web.beside import text_beside
from generator.web.interview import Basis
from generator.web.services import services

blueprint = Blueprint("guided_example", __name__, url_prefix="/hjalp")

ANSWERS: Mapping[str, object] = MappingProxyType(
    {
        "kommuner": ["2403"],
        "form": "fristaende",
        "storlek": "liten",
        "namnder": [{"kommun": "2403", "namn": "socialnämnden", "diarienummer": "EXEMPEL 1"}],
        "polisniva": "lokalpolisomrade",
        "polisregion": "nord",
        "polisomrade": "Västerbotten",
        "polisdistrikt": ["Umeå"],
        "diarienummer_polis": "EXEMPEL 2",
        "problemlage": "ingen_kand",
        "natverk_namn": "länets nätverk för brottsförebyggande samordnare",
        "anlitar_externa": "nej",
        "soker_statliga_medel": "nej",
        "akut_ingang": "gemensam_socialjour",
        "forsta_kontakt": "nasta_arbetsdag",
        "mote_inom": "fem_arbetsdagar",
        "styrgrupp_moten": "en_gang",
        "kontakter": [
            {"part": "2403", "funktion": "Kontaktfunktion i socialtjänsten", "namn": "Exempel Exempelsson"},
            {"part": "polisen", "funktion": "Kommunpolis", "telefon": "114 14"},
        ],
        "undertecknare": [
            {"part": "2403", "namn": "Exempel Andersson", "titel": "Ordförande", "organ": "Socialnämnden"},
            {"part": "polisen", "namn": "Exempel Johansson", "titel": "Lokalpolisområdeschef"},
        ],
        "giltig_fran": "2027-01-01",
        "giltighet": "tidsbestamd",
        "giltig_till": "2029-12-31",
        "uppsagningstid": "tre_manader",
    }
)
"""Bjurholm without any known problem. Every name is invented and says so."""

_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "form-och-parter": "Här valdes bara kommunen. Storlek, nämnd och polisregion var redan ifyllda, med källa.",
        "problembild": "Det finns inget känt problem. Då räcker det att svara det, och ingen behöver hitta på mål.",
        "samverkan": "Kommunen köper inga tjänster utifrån och söker inga medel. Därför saknas de klausulerna.",
        "ataganden": "Det är här parterna lovar varandra något. Välj tider som håller också i juli.",
        "kontakter-och-undertecknare": "Kontakterna skrivs bara i kontaktlistan, undertecknarna i överenskommelsen.",
        "giltighetstid": "Tre år, och tre månader på sig att säga upp. Efteråt förnyas den i stället för att göras om.",
    }
)
"""Id of a page of questions → what to notice about how it was answered."""


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words; for a list, one line for each row."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ExamplePage:
    """A page of questions as it was answered."""

    page: PlanPage
    told: str
    answers: tuple[Answered, ...]


@blueprint.get("/exempel")
def show() -> ResponseReturnValue:
    """The example from the first question to the text; 404 when nothing can be agreed on with this library."""
    plans = services().plans(PlanKind.AGREEMENT)
    plan = max(plans, key=lambda each: len(each.question_ids), default=None) or abort(404)
    situation = Basis(services().library, plan, services().today, ANSWERS).situation()
    pages = [ExamplePage(page, _TOLD.get(page.id, ""), tuple(_answers(page, situation))) for page in plan.pages]
    text = text_beside("", situation, None, {})
    return render_template("help/example.html", plan=plan, pages=[each for each in pages if each.answers], text=text)


def _answers(page: PlanPage, situation: Situation) -> Iterator[Answered]:
    for question_id in page.questions:
        value = situation.value(question_id) if situation.is_shown(question_id) else None
        question = situation.library.questions[question_id]
        if lines := tuple(lines_of(question, value, situation)):
            yield Answered(name_of(question), lines)
