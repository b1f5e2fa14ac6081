"""``krav.yaml``: what a document must hold whatever is answered, so that the proof can watch over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Finding
from generator.library.conditions import Condition
from generator.library.fields import Fields
from generator.library.model_plans import DocumentPlan
from generator.library.reader import Findings, YamlMap

REQUIREMENTS_FILE = "krav.yaml"


@dataclass(frozen=True)
class Requirement:
    """Clauses, places, answers and provisions that stand in a document whenever the conditions hold."""

    plan: str
    reason: str
    """Why, in Swedish; said when it is not met."""
    conditions: tuple[Condition, ...] = ()
    clauses: tuple[str, ...] = ()
    """Ids of clauses or places."""
    questions: tuple[str, ...] = ()
    """Questions whose answers are printed."""
    sources: tuple[str, ...] = ()
    """Provisions that some text in the document rests on."""
    verbatim: str = ""
    """Words that each wording of the clauses holds exactly so; empty when it does not matter."""
    line: int = 1


def read_requirements(root: YamlMap, findings: Findings) -> tuple[Requirement, ...]:
    """Every requirement in the file."""
    fields = Fields(root, findings, "Kraven")
    found = tuple(_requirement(mapping, findings) for mapping in fields.take_maps("krav", required=True))
    fields.finish()
    return found


def _requirement(mapping: YamlMap, findings: Findings) -> Requirement:
    fields = Fields(mapping, findings, "Kravet")
    found = Requirement(
        plan=fields.take_text("dokument", required=True),
        reason=fields.take_text("skäl", required=True),
        conditions=fields.take_conditions("villkor"),
        clauses=fields.take_texts("klausuler"),
        questions=fields.take_texts("frågor"),
        sources=fields.take_texts("lagrum"),
        verbatim=fields.take_text("ordagrant"),
        line=mapping.line,
    )
    fields.finish()
    return found


def check_names(
    requirements: tuple[Requirement, ...], plans: Mapping[str, DocumentPlan], known: Mapping[str, object]
) -> Iterator[Finding]:
    """Requirements that name a document, or a question, clause, place or provision (``known``), that does not exist."""
    for each in requirements:
        named = [*each.clauses, *each.questions, *each.sources]
        unknown = [name for name in named if name not in known]
        if each.plan not in plans:
            message = f"Kravet gäller dokumentet ”{each.plan}” som inte finns. Tillåtna: {', '.join(plans)}."
            yield Finding(REQUIREMENTS_FILE, each.line, "krav-okant-namn", message)
        elif unknown or not named:
            what = f"nämner ”{unknown[0]}” som inte finns" if unknown else "säger inte vad som ska stå i dokumentet"
            message = f"Kravet {what}. Skriv klausuler, platser, frågor eller lagrum som finns."
            yield Finding(REQUIREMENTS_FILE, each.line, "krav-okant-namn", message)
