"""Checks of the language: plain sentences, the words of today, and no promise that the law does not keep.

They look at the fixed text. What a statute itself says is let through by the list of phrases, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.errors import Finding, Severity
from generator.library.checks_text import inlines_of
from generator.library.forbidden import forbidden_in
from generator.library.model import DocumentPlan, Library, Question, Wording
from generator.library.requirements import REQUIREMENTS_FILE
from generator.library.template import (
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    Slot,
    TableTemplate,
    Text,
)
from generator.library.unread import QUESTIONS_FILE

MAX_WORDS = 30
VALUE = "¤"
"""Stands for a value in a sentence, and counts as one word."""
_WORD = re.compile(rf"[^\W_]+(?:[-–’:][^\W_]+)*|{VALUE}")
_SENTENCE = re.compile(r"(?<=[.!?])”?\s+")
_PLACE = re.compile(r"\{\{.*?\}\}")
_BETWEEN = r"\s+(?:>\s+)?"
"""Between two words of a file: a line may break there, inside a quotation too."""

ALLOWED: Mapping[str, str] = {
    "ekonomiskt bistånd": "Lagens eget ord i 12 kap. 1 § socialtjänstlagen.",
    "riskområde (äldre kategori)": "Äldre underlag använder ordet, och valet säger att det är gammalt.",
    "kallar riskområde": "Återger vad ett äldre underlag säger.",
    "ordet riskområde": "Klausulen om den äldre kategorin förklarar ordet.",
    "kategorin riskområde": "Klausulen om den äldre kategorin förklarar ordet.",
    "lovar en enskild att uppgifter aldrig lämnas vidare": "Säger att ingen lovar det.",
}
"""Phrases that hold a word or a wording that is else refused, and why they may stand."""


@dataclass(frozen=True)
class _Refused:
    """A wording that may not stand, and what to do instead."""

    rule: str
    pattern: re.Pattern[str]
    instead: str
    severity: Severity = Severity.ERROR


_NOBODY = r"\b(?:inget|inga uppgifter|ingen uppgift|ingen|aldrig|inte någon)\b"
_TOLD = (
    r"\b(?:lämnas (?:ut|vidare)|föra?s vidare|får? (?:veta|reda på)|berättas|sprida?s|röja?s|kan läsa)\b"
    r"(?! om| för| på| utan (?:att|stöd|en lag|lagstöd))"
)
_TELLS = r"\b(?:lämna|berätta|visa|föra?|sprida?|röj)(?:r|s|t)?\b"
_ANYTHING = r"(?:ut|vidare|uppgift\w*|något|(?:för|till) (?:någon|polisen))"
_SAFE = r"(?:hemlig\w*|sekretess\w*|skydda\w*|anonym\w*)"
_PROMISES = (
    rf"{_NOBODY}(?: \w+){{0,6}} {_TOLD}",
    rf"{_TELLS}(?: \w+){{0,2}} aldrig (?:\w+ )?{_ANYTHING}\b(?! utan (?:att|stöd|en lag|lagstöd)| om)",
    rf"{_TELLS} inte (?:ut |vidare )?(?:\w+ )?(?:till|för) någon\b(?! (?:om|som|annan)| utan)",
    r"\bfår aldrig (?:\w+ )?(?:veta|reda på)\b",
    rf"{_TELLS} inte ut (?:några|dina|personens) uppgifter\b(?! om| utan)",
    r"\b(?:uppgifter(?:na)?|(?:det|allt) (?:som )?(?:du|ni|personen) \w+) stannar (?:hos|mellan|inom|här)\b",
    rf"\b(?:allt|alla uppgifter)(?: \w+){{0,4}} (?:är|blir|förblir|hålls) {_SAFE}",
    rf"\b(?:garanter\w+|alltid|helt) (?:\w+ )?{_SAFE}",
    r"\bhemlig\w* för alla\b|\b(?:absolut|total|full|fullständig) sekretess\b",
)
"""The ways in which people promise what the law does not keep."""
REFUSED = (
    _Refused(
        "sprak-foraldrat-ord",
        re.compile(r"\b\w*(?:missbruk|bistånd|riskområd|utanförskapsområd)\w*", re.IGNORECASE),
        "Socialtjänstlagen och fältet har lämnat ordet. Skriv skadligt bruk eller beroende, insats, utsatt område.",
    ),
    _Refused(
        "sprak-lovar-sekretess",
        re.compile("|".join(_PROMISES), re.IGNORECASE),
        "Sekretess kan brytas. Skriv när och hur, eller ta bort löftet.",
    ),
    _Refused(
        "sprak-inga-atgarder",
        re.compile(r"\b(?:inga|utan) (?:vidare|ytterligare|fler) åtgärder\b", re.IGNORECASE),
        "Socialtjänsten prövar alltid behovet av stöd. Skriv vad polisens ärende kräver, om det är det som menas.",
        Severity.WARNING,
    ),
    _Refused(
        "text-artal",
        re.compile(r"\b(?:19|20)\d\d\b(?!:\d)"),
        "År skrivs inte i text. Ställ en fråga eller använd lagrumsregistret.",
    ),
    _Refused(
        "begrepp-i-text",
        re.compile(r"\((?:nedan|härefter|fortsättningsvis|i det följande)\b[^)]*\)", re.IGNORECASE),
        "Ord förklaras på ett enda ställe. Lägg till ordet i tabellen med orden i stället.",
    ),
)


def check_language(library: Library) -> Iterator[Finding]:
    """Findings on every text that somebody reads: wordings, plans and questions."""
    for clause in library.clauses.values():
        for wording in clause.wordings:
            yield from _check_wording(wording)
    for plan in library.plans.values():
        for text, line in _texts_of_plan(plan):
            yield from _refused_in(text, plan.file, line)
            yield from _forbidden_in(text, plan.file, line)
    for question in library.questions.values():
        for each in (question, *question.parts):
            for text in _texts_of_question(each):
                yield from _refused_in(text, QUESTIONS_FILE, each.line)
    yield from _check_terms(library)
    yield from _check_verbatim(library)


def sentences_of(wording: Wording) -> Iterator[str]:
    """Each sentence, list item and table cell of a wording, with a sign in place of each value. Quotes are left out."""
    for block in wording.blocks:
        for inlines in _lines(block):
            yield from (each for each in _SENTENCE.split(_text(inlines).strip()) if each)


def line_of_sentence(wording: Wording, sentence: str) -> int:
    """The line of the file on which a sentence of the wording begins, or the first of the text when it is not found."""
    plain = _PLACE.sub(VALUE, wording.source).replace("*", "")
    found = re.search(_BETWEEN.join(re.escape(word) for word in sentence.split()), plain)
    return wording.body_line + (plain[: found.start()].count("\n") if found else 0)


def words_of(sentence: str) -> list[str]:
    """The words, in lower case; a value is one word."""
    return [word.lower() for word in _WORD.findall(sentence)]


def _lines(block: BlockTemplate) -> Iterator[tuple[InlineTemplate, ...]]:
    if isinstance(block, ParagraphTemplate) and not block.quote:
        yield block.inlines
    elif isinstance(block, ListTemplate):
        yield from block.items
    elif isinstance(block, TableTemplate):
        yield from (cell for row in (block.header, *block.rows) for cell in row)


def _text(inlines: tuple[InlineTemplate, ...]) -> str:
    return "".join(inline.text if isinstance(inline, Text) else VALUE for inline in inlines)


def _check_wording(wording: Wording) -> Iterator[Finding]:
    if not wording.withdrawn:
        yield from _refused_in(wording.heading, wording.file, wording.line_of("rubrik"))
    for sentence in sentences_of(wording):
        for found in _refused_in(sentence, wording.file, wording.body_line):
            yield replace(found, line=line_of_sentence(wording, sentence))
        count = len(words_of(sentence))
        if count > MAX_WORDS:
            start = " ".join(sentence.replace(VALUE, "…").split()[:6])
            message = f"Meningen ”{start} …” har {count} ord. Dela den; högst {MAX_WORDS} ord är lätt att läsa."
            line = line_of_sentence(wording, sentence)
            yield Finding(wording.file, line, "sprak-lang-mening", message, Severity.WARNING)


def _refused_in(text: str, file: str, line: int) -> Iterator[Finding]:
    spared = text
    for phrase in ALLOWED:
        spared = re.sub(re.escape(phrase), " ", spared, flags=re.IGNORECASE)
    for refused in REFUSED:
        found = refused.pattern.search(spared)
        if found:
            shown = found.group().replace(VALUE, "…")
            yield Finding(file, line, refused.rule, f"”{shown}” i texten. {refused.instead}", refused.severity)


def _forbidden_in(text: str, file: str, line: int) -> Iterator[Finding]:
    for _, message in forbidden_in(text):
        yield Finding(file, line, "text-forbjudet", message)


def _texts_of_plan(plan: DocumentPlan) -> Iterator[tuple[str, int]]:
    """What the plan says, and where; titles and headings are looked at when they are read."""
    yield from ((text, 1) for text in (plan.title, plan.description))
    yield from ((part.heading, part.line) for part in plan.parts)
    yield from ((text, plan.lines.get("sidor", 1)) for page in plan.pages for text in (page.heading, page.lead))
    yield from ((text, blank.line) for blank in plan.blanks for text in (blank.title, blank.use))


def _texts_of_question(question: Question) -> Iterator[str]:
    yield from (question.wording, question.label)
    yield from dict.fromkeys(text for choice in question.choices for text in (choice.text, choice.printed))


def _check_verbatim(library: Library) -> Iterator[Finding]:
    """Wordings that lack the words which a requirement wants exactly so: an agreed definition, for example."""
    for requirement in library.requirements:
        clauses = [library.clauses[each] for each in requirement.clauses if each in library.clauses]
        for wording in (wording for clause in clauses for wording in clause.wordings if requirement.verbatim):
            if not wording.withdrawn and _joined(requirement.verbatim) not in _joined(_all_text(wording)):
                start = " ".join(requirement.verbatim.split()[:6])
                what = f"Texten saknar orden ”{start} …” precis så som {REQUIREMENTS_FILE} har dem."
                message = f"{what} {requirement.reason}"
                yield Finding(wording.file, wording.body_line, "krav-ordagrant", message, Severity.WARNING)


def _joined(text: str) -> str:
    return " ".join(text.split())


# --- The words that are explained ------------------------------------------------------------------------------------

_TERM_HEADING = "ord"


def _check_terms(library: Library) -> Iterator[Finding]:
    """Words in a table of words (its first column is headed ”Ord”) that no other clause uses."""
    wordings = [wording for clause in library.clauses.values() for wording in clause.wordings]
    for glossary in wordings:
        terms = list(_terms_of(glossary))
        if not terms:
            continue
        others = " ".join(_all_text(each).lower() for each in wordings if each.clause != glossary.clause)
        for term in terms:
            if not re.search(rf"\b{re.escape(term.lower())}", others):
                message = f"Ingen annan klausul använder ”{term}”. Ta bort raden, eller använd ordet."
                yield Finding(glossary.file, line_of_sentence(glossary, term), "begrepp-oanvant", message)


def _terms_of(wording: Wording) -> Iterator[str]:
    for block in wording.blocks:
        if isinstance(block, TableTemplate) and _text(block.header[0]).strip().lower() == _TERM_HEADING:
            yield from (_text(row[0]).strip() for row in block.rows)


def _all_text(wording: Wording) -> str:
    """The whole text, with the names of the values that it prints."""
    inlines = inlines_of(wording.blocks)
    return f"{wording.heading} " + "".join(each.name if isinstance(each, Slot) else each.text for each in inlines)
