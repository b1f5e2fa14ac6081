"""Reads ``uppgifter.yaml``: classes computed in Python and facts derived by formula."""

from __future__ import annotations

from collections.abc import Mapping

from generator.library.conditions import NAME, Condition, ConditionSyntaxError, parse_condition
from generator.library.fields import Fields
from generator.library.model import Fact, FactKind, Question, QuestionType
from generator.library.reader import Findings, YamlMap

OPERATORS = ("alla", "någon", "inte")


def read_facts(root: YamlMap, findings: Findings) -> dict[str, Fact]:
    """Class facts and derived facts by id."""
    fields = Fields(root, findings, "filen")
    facts: dict[str, Fact] = {}
    for key, read in (("grunduppgifter", _class_fact), ("härledda", _derived_fact)):
        section = fields.take_map(key)
        for fact_id, value in (section.entries if section else {}).items():
            line = section.lines[fact_id] if section else 0
            if not isinstance(value, YamlMap):
                findings.add(line, "varde-form", f"Uppgiften ”{fact_id}” ska ha nycklar med värden.")
                continue
            if not NAME.fullmatch(fact_id):
                findings.add(line, "uppgift-id", f"”{fact_id}” ska bestå av a–z, siffror och understreck.")
            if fact_id in facts:
                findings.add(line, "uppgift-dubbel", f"Uppgiften ”{fact_id}” står två gånger.")
            facts[fact_id] = read(fact_id, value, line, findings)
    fields.finish()
    return facts


def _class_fact(fact_id: str, mapping: YamlMap, line: int, findings: Findings) -> Fact:
    fields = Fields(mapping, findings, f"uppgiften ”{fact_id}”")
    values = fields.take_map("värden")
    words = {key: str(value) for key, value in values.entries.items()} if values else {}
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
    fields = Fields(mapping, findings, f"uppgiften ”{fact_id}”")
    name = fields.take_text("namn", required=True)
    used = [operator for operator in OPERATORS if operator in mapping.entries]
    if len(used) != 1:
        findings.add(line, "uppgift-formel", f"”{fact_id}” ska ha exakt en av alla, någon och inte.")
    operands: list[Condition] = []
    for operator in used:
        for text, operand_line in fields.take_conditions(operator):
            try:
                operands.append(parse_condition(text))
            except ConditionSyntaxError as error:
                findings.add(operand_line, "villkor-form", str(error))
    if used and not operands:
        findings.add(line, "uppgift-formel", f"Formeln i ”{fact_id}” är tom.")
    fields.finish()
    return Fact(
        fact_id, name, FactKind.DERIVED, operator=used[0] if used else "alla", operands=tuple(operands), line=line
    )


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
