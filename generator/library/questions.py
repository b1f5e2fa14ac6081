"""Reads ``fragor.yaml``: every question, its choices, when it is shown and why it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.library.conditions import NAME
from generator.library.fields import Fields, check_printed
from generator.library.model import Choice, Question, QuestionType, RetiredQuestion
from generator.library.nearby import hint
from generator.library.reader import Findings, YamlList, YamlMap
from generator.library.words import WORD_NAMES

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
    "kontakter",
    "mal",
)
"""Sources that an answer can be filled in from before it is asked."""

ANSWERERS = ("kommunen", "polisen")
"""The parties that alone may know an answer. A question that names neither is for both to answer together."""

_NEEDS_DEFAULT = (QuestionType.CHOICE, QuestionType.YES_NO)
_TYPES = tuple(kind.value for kind in QuestionType)
_LOCATED = ("tidigast", "visas när", "täcker")
_ID_FORM = "ska bestå av a–z, siffror och understreck, och börja med en bokstav"


def read_questions(root: YamlMap, findings: Findings) -> tuple[dict[str, Question], dict[str, RetiredQuestion]]:
    """Questions and retired questions by id."""
    fields = Fields(root, findings, "Filen")
    version = fields.take_text("version", required=True)
    if version and version != SCHEMA_VERSION:
        findings.add(
            fields.line("version"), "fraga-version", f"Version ”{version}” är okänd. Den ska vara {SCHEMA_VERSION}."
        )
    found = [_question(mapping, findings, is_part=False) for mapping in fields.take_maps("frågor", required=True)]
    questions = _by_id(found, findings)
    retired = _retired(fields.take_map("pensionerade"), questions, findings)
    fields.finish()
    return questions, retired


def _by_id(found: Iterable[Question | None], findings: Findings) -> dict[str, Question]:
    """The first question with each id; a second is reported."""
    questions: dict[str, Question] = {}
    for question in found:
        if question is not None and question.id in questions:
            findings.add(question.line, "fraga-dubbel", f"Frågan ”{question.id}” står två gånger. Byt id på den ena.")
        elif question is not None:
            questions[question.id] = question
    return questions


def _question(mapping: YamlMap, findings: Findings, is_part: bool) -> Question | None:
    """The question, or None when its id or type cannot be read: then nobody says that its id does not exist."""
    fields = Fields(mapping, findings, "Frågan")
    question_id = _take_id(fields)
    kind = fields.take_choice("typ", _TYPES)
    wording = fields.take_text("fråga", required=True)
    found = [_question(part, findings, True) for part in fields.take_maps("delfrågor")]
    parts = _by_id(found, findings)
    question = Question(
        id=question_id,
        type=QuestionType(kind or QuestionType.TEXT),
        wording=wording,
        label=fields.take_printed("etikett") or wording.rstrip("?"),
        why=fields.take_text("varför", required=not is_part),
        hint=fields.take_text("hjälp"),
        warning=fields.take_text("varning"),
        choices=_choices(fields.take_map("val"), findings),
        default=_default(fields),
        required=fields.take_flag("obligatorisk"),
        shown_when=fields.take_conditions("visas när"),
        prefill=fields.take_choice("förifylls", PREFILLS, required=False),
        maximum=fields.take_number("max"),
        minimum=fields.take_number("min"),
        not_before=fields.take_text("tidigast"),
        covers=fields.take_text("täcker"),
        applies_to=fields.take_choice("gäller", ("kommun", "polisen"), required=False),
        answered_by=fields.take_choice("svarar", ANSWERERS, required=False),
        parts=tuple(parts.values()),
        line=mapping.line,
        lines={key: fields.line(key) for key in _LOCATED if fields.has(key)},
    )
    fields.finish()
    if not question_id or not kind or None in found:
        findings.unread.add(question_id)
        return None
    _check_shape(question, fields, is_part)
    _check_default(question, fields, is_part)
    return question


def _take_id(fields: Fields) -> str:
    question_id = fields.take_text("id", required=True)
    if question_id and not NAME.fullmatch(question_id):
        fields.findings.add(fields.line("id"), "fraga-id", f"Id ”{question_id}” {_ID_FORM}.")
    if question_id in WORD_NAMES:
        message = f"”{question_id}” är ett färdigt ord i klausulernas text. Välj ett annat id."
        fields.findings.add(fields.line("id"), "fraga-id", message)
    return question_id


def _check_shape(question: Question, fields: Fields, is_part: bool) -> None:
    """That choices, part-questions and limits suit the type."""
    has_choices = question.type in (QuestionType.CHOICE, QuestionType.MULTI)
    if has_choices and not question.choices and not fields.has("val"):
        fields.findings.add(question.line, "fraga-val", f"Frågan ”{question.id}” saknar ”val:”.")
    if fields.has("val") and not has_choices:
        message = f"Frågan ”{question.id}” har ”val:” fast typen är {question.type.value}. Rätta typen."
        fields.findings.add(fields.line("val"), "fraga-val", message)
    is_group = question.type is QuestionType.GROUP
    if is_group and is_part:
        fields.findings.add(question.line, "fraga-grupp", f"Delfrågan ”{question.id}” kan inte själv vara en grupp.")
    elif is_group != fields.has("delfrågor"):
        message = f"Frågan ”{question.id}” ska ha ”delfrågor:” om typen är grupp, och annars inte."
        fields.findings.add(question.line, "fraga-grupp", message)
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        message = f"Frågan ”{question.id}” har min {question.minimum} som är större än max {question.maximum}."
        fields.findings.add(fields.line("min"), "fraga-granser", message)


def _check_default(question: Question, fields: Fields, is_part: bool) -> None:
    """That a question that conditions may test always has a value, and only values that exist."""
    if not question.is_fact or is_part:
        if question.default:
            message = f"Frågan ”{question.id}” kan inte ha förval. Det kan bara val, flerval och ja_nej ha."
            fields.findings.add(fields.line("förval"), "fraga-forval", message)
        return
    if question.type in _NEEDS_DEFAULT and not (fields.has("förval") or question.required or fields.has("förifylls")):
        message = f"Frågan ”{question.id}” ska ha ”förval:” eller ”obligatorisk: ja”."
        fields.findings.add(question.line, "fraga-forval", message)
    allowed = [choice.id for choice in question.choices] or ["ja", "nej"]
    for value in question.default:
        if value not in allowed:
            message = f"Förvalet ”{value}” finns inte i ”{question.id}”. Tillåtna: {', '.join(allowed)}."
            fields.findings.add(fields.line("förval"), "fraga-forval", message)
    if len(question.default) > 1 and question.type is not QuestionType.MULTI:
        message = f"Frågan ”{question.id}” kan bara ha ett förval. Tillåtna: {', '.join(allowed)}."
        fields.findings.add(fields.line("förval"), "fraga-forval", message)


def _default(fields: Fields) -> tuple[str, ...]:
    value = fields.mapping.entries.get("förval")
    if isinstance(value, YamlList):
        return fields.take_texts("förval")
    text = fields.take_text("förval")
    return (text,) if text else ()


def _choices(mapping: YamlMap | None, findings: Findings) -> tuple[Choice, ...]:
    choices = []
    for choice_id, value in mapping.entries.items() if mapping else ():
        line = mapping.lines[choice_id] if mapping else 0
        if not NAME.fullmatch(choice_id):
            findings.add(line, "fraga-id", f"Valet ”{choice_id}” {_ID_FORM}.")
        if isinstance(value, YamlMap):
            fields = Fields(value, findings, f"Valet ”{choice_id}”")
            text = fields.take_printed("text", required=True)
            printed = fields.take_printed("utskrift") or text
            choices.append(Choice(choice_id, text, printed, fields.take_text("beskrivning")))
            fields.finish()
        elif isinstance(value, str) and value:
            check_printed(value, line, findings)
            choices.append(Choice(choice_id, value, value))
        else:
            findings.add(line, "varde-form", f"Valet ”{choice_id}” saknar text.")
            choices.append(Choice(choice_id, choice_id, choice_id))
    return tuple(choices)


def _retired(
    mapping: YamlMap | None, questions: Mapping[str, Question], findings: Findings
) -> dict[str, RetiredQuestion]:
    retired = {}
    for question_id, value in mapping.entries.items() if mapping else ():
        line = mapping.lines[question_id] if mapping else 0
        if not isinstance(value, YamlMap):
            findings.add(line, "varde-form", f"”{question_id}” ska ha nyckeln ”skäl:” och gärna ”ersatt_av:”.")
            continue
        fields = Fields(value, findings, f"”{question_id}”")
        replaced_by, reason = fields.take_text("ersatt_av"), fields.take_text("skäl", required=True)
        if replaced_by and replaced_by not in questions and replaced_by not in findings.unread:
            message = f"”{question_id}” ersätts av ”{replaced_by}” som inte finns.{hint(replaced_by, questions)}"
            findings.add(fields.line("ersatt_av"), "fraga-okand", message)
        if question_id in questions:
            findings.add(line, "fraga-dubbel", f"”{question_id}” är både en fråga och pensionerad. Ta bort det ena.")
        retired[question_id] = RetiredQuestion(question_id, replaced_by, reason)
        fields.finish()
    return retired
