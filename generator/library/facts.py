"""Reads ``uppgifter.yaml``: classes computed in Python and facts derived by formula."""

from __future__ import annotations

from collections.abc import Mapping

from generator.library.conditions import NAME
from generator.library.fields import Fields
from generator.library.model import Fact, FactKind, Question, QuestionType
from generator.library.reader import Findings, YamlMap

OPERATORS = ("alla", "någon", "inte")

CLASS_FACTS = (
    "kommunstorlek",
    "storlek_avviker",
    "flera_kommuner",
    "region_gotland",
    "flera_namnder",
    "flera_polisdistrikt",
)
"""The facts that Python computes from numbers, lists and reference data."""


def read_facts(root: YamlMap, findings: Findings) -> dict[str, Fact]:
    """Class facts and derived facts by id."""
    fields = Fields(root, findings, "Filen")
    facts: dict[str, Fact] = {}
    for key, read in (("grunduppgifter", _class_fact), ("härledda", _derived_fact)):
        section = fields.take_map(key)
        for fact_id, value in (section.entries if section else {}).items():
            line = section.lines[fact_id] if section else 0
            if not isinstance(value, YamlMap):
                findings.unread.add(fact_id)
                findings.add(line, "varde-form", f"Uppgiften ”{fact_id}” ska ha nycklar med värden.")
                continue
            if not NAME.fullmatch(fact_id):
                findings.add(line, "uppgift-id", f"”{fact_id}” ska bestå av a–z, siffror och understreck.")
            if fact_id in facts:
                findings.add(line, "uppgift-dubbel", f"Uppgiften ”{fact_id}” står två gånger.")
                continue
            facts[fact_id] = read(fact_id, value, line, findings)
    fields.finish()
    return facts


def _class_fact(fact_id: str, mapping: YamlMap, line: int, findings: Findings) -> Fact:
    fields = Fields(mapping, findings, f"Uppgiften ”{fact_id}”")
    if fact_id not in CLASS_FACTS:
        message = f"Ingen räknar fram ”{fact_id}”. Tillåtna: {', '.join(CLASS_FACTS)}. Skriv andra under ”härledda:”."
        findings.add(line, "uppgift-klass", message)
    values = fields.take_map("värden")
    words = {key: value for key, value in values.entries.items() if isinstance(value, str)} if values else {}
    for key, value in values.entries.items() if values else ():
        if not isinstance(value, str) or not value or not NAME.fullmatch(key):
            where = values.lines[key] if values else line
            message = f"Värdet ”{key}” ska bestå av a–z, siffror och understreck, och ha en text."
            findings.add(where, "varde-form", message)
    fact = Fact(
        fact_id,
        fields.take_text("namn", required=True),
        FactKind.CLASS,
        questions=fields.take_texts("frågor", required=True),
        values=words,
        line=line,
    )
    fields.finish()
    return fact


def _derived_fact(fact_id: str, mapping: YamlMap, line: int, findings: Findings) -> Fact:
    fields = Fields(mapping, findings, f"Uppgiften ”{fact_id}”")
    name = fields.take_text("namn", required=True)
    formulas = {operator: fields.take_conditions(operator) for operator in OPERATORS}
    used = [operator for operator in OPERATORS if fields.has(operator)]
    if len(used) != 1:
        findings.add(line, "uppgift-formel", f"”{fact_id}” ska ha exakt en av alla, någon och inte.")
    elif fields.is_empty(used[0]):
        findings.add(line, "uppgift-formel", f"Formeln i ”{fact_id}” är tom. Räkna upp minst ett villkor.")
    fields.finish()
    operator = used[0] if used else "alla"
    return Fact(fact_id, name, FactKind.DERIVED, operator=operator, operands=formulas[operator], line=line)


def answer_facts(questions: Mapping[str, Question]) -> dict[str, Fact]:
    """One fact for each question that conditions may test."""
    return {question.id: _answer_fact(question) for question in questions.values() if question.is_fact}


def _answer_fact(question: Question) -> Fact:
    return Fact(
        question.id,
        question.label,
        FactKind.ANSWER,
        questions=(question.id,),
        values={choice.id: choice.text for choice in question.choices},
        multiple=question.type is QuestionType.MULTI,
        line=question.line,
    )
