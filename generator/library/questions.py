"""Reads ``fragor.yaml``: every question, its choices, when it is shown and why it is asked."""

from __future__ import annotations

from generator.library.conditions import NAME
from generator.library.fields import Fields
from generator.library.model import Choice, Question, QuestionType, RetiredQuestion
from generator.library.reader import Findings, YamlList, YamlMap
from generator.library.wording import take_conditions

SCHEMA_VERSION = "1"

PREFILLS = (
    "kommunstorlek",
    "namnder",
    "polisregion",
    "polisomrade",
    "polisdistrikt",
    "utsatta_omraden",
    "har_utsatt_omrade",
    "undertecknare",
)
"""Sources that an answer can be filled in from before it is asked."""

_NEEDS_DEFAULT = (QuestionType.CHOICE, QuestionType.YES_NO)


def read_questions(root: YamlMap, findings: Findings) -> tuple[dict[str, Question], dict[str, RetiredQuestion]]:
    """Questions and retired questions by id."""
    fields = Fields(root, findings, "filen")
    version = fields.take_text("version", required=True)
    if version and version != SCHEMA_VERSION:
        findings.add(
            fields.line("version"), "fraga-version", f"Version ”{version}” är okänd. Den ska vara {SCHEMA_VERSION}."
        )
    questions: dict[str, Question] = {}
    for mapping in fields.take_maps("frågor", required=True):
        question = _question(mapping, findings, is_part=False)
        if question.id in questions:
            findings.add(mapping.line, "fraga-dubbel", f"Frågan ”{question.id}” står två gånger.")
        questions[question.id] = question
    retired = _retired(fields.take_map("pensionerade"), findings)
    fields.finish()
    return questions, retired


def _question(mapping: YamlMap, findings: Findings, is_part: bool) -> Question:
    fields = Fields(mapping, findings, "frågan")
    question_id = fields.take_text("id", required=True)
    if question_id and not NAME.fullmatch(question_id):
        findings.add(fields.line("id"), "fraga-id", f"Id ”{question_id}” ska bestå av a–z, siffror och understreck.")
    kind = QuestionType(fields.take_choice("typ", [kind.value for kind in QuestionType]))
    wording = fields.take_text("fråga", required=True)
    parts = () if is_part else tuple(_question(part, findings, True) for part in fields.take_maps("delfrågor"))
    question = Question(
        id=question_id,
        type=kind,
        wording=wording,
        label=fields.take_text("etikett") or wording.rstrip("?"),
        why=fields.take_text("varför", required=not is_part),
        hint=fields.take_text("hjälp"),
        warning=fields.take_text("varning"),
        choices=_choices(fields.take_map("val"), findings),
        default=_default(fields, findings),
        required=fields.take_flag("obligatorisk"),
        shown_when=take_conditions(fields, "visas när"),
        prefill=fields.take_choice("förifylls", PREFILLS, required=False),
        maximum=fields.take_number("max"),
        minimum=fields.take_number("min"),
        not_before=fields.take_text("tidigast"),
        covers=fields.take_text("täcker"),
        applies_to=fields.take_choice("gäller", ("kommun", "polisen"), required=False),
        parts=parts,
        line=mapping.line,
    )
    fields.finish()
    _check(question, findings, is_part)
    return question


def _check(question: Question, findings: Findings, is_part: bool) -> None:
    has_choices = question.type in (QuestionType.CHOICE, QuestionType.MULTI)
    if has_choices != bool(question.choices):
        wanted = "saknar ”val:”" if has_choices else "har ”val:” fast typen inte tar val"
        findings.add(question.line, "fraga-val", f"Frågan ”{question.id}” {wanted}.")
    if (question.type is QuestionType.GROUP) != bool(question.parts):
        findings.add(
            question.line, "fraga-grupp", f"Frågan ”{question.id}” ska ha delfrågor om och bara om typen är grupp."
        )
    if (
        question.type in _NEEDS_DEFAULT
        and not is_part
        and not (question.default or question.required or question.prefill)
    ):
        findings.add(question.line, "fraga-forval", f"Frågan ”{question.id}” ska ha ”förval:” eller vara obligatorisk.")
    allowed = [choice.id for choice in question.choices] or ["ja", "nej"]
    for value in question.default:
        if question.is_fact and value not in allowed:
            findings.add(
                question.line, "fraga-forval", f"Förvalet ”{value}” finns inte. Tillåtna: {', '.join(allowed)}."
            )


def _default(fields: Fields, findings: Findings) -> tuple[str, ...]:
    value = fields.mapping.entries.get("förval")
    if isinstance(value, YamlList):
        return fields.take_texts("förval")
    text = fields.take_text("förval")
    return (text,) if text else ()


def _choices(mapping: YamlMap | None, findings: Findings) -> tuple[Choice, ...]:
    if mapping is None:
        return ()
    choices = []
    for choice_id, value in mapping.entries.items():
        if not NAME.fullmatch(choice_id):
            findings.add(
                mapping.lines[choice_id], "fraga-id", f"Valet ”{choice_id}” ska bestå av a–z, siffror och understreck."
            )
        if isinstance(value, YamlMap):
            fields = Fields(value, findings, f"valet ”{choice_id}”")
            text = fields.take_text("text", required=True)
            printed = fields.take_text("utskrift") or text
            choices.append(Choice(choice_id, text, printed, fields.take_text("beskrivning")))
            fields.finish()
        elif isinstance(value, str) and value:
            choices.append(Choice(choice_id, value, value))
        else:
            findings.add(mapping.lines[choice_id], "varde-form", f"Valet ”{choice_id}” saknar text.")
    return tuple(choices)


def _retired(mapping: YamlMap | None, findings: Findings) -> dict[str, RetiredQuestion]:
    retired = {}
    for question_id, value in (mapping.entries if mapping else {}).items():
        if not isinstance(value, YamlMap):
            findings.add(
                mapping.lines[question_id] if mapping else 0, "varde-form", f"”{question_id}” ska ha nyckeln ”skäl:”."
            )
            continue
        fields = Fields(value, findings, f"”{question_id}”")
        retired[question_id] = RetiredQuestion(
            question_id, fields.take_text("ersatt_av"), fields.take_text("skäl", True)
        )
        fields.finish()
    return retired
