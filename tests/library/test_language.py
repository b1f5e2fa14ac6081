"""The words that are refused, and the sentences that look like them and are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.errors import Severity
from generator.library.checks_language import ALLOWED, MAX_WORDS, REFUSED, check_language, sentences_of, words_of
from generator.library.load import load_library
from generator.library.model import Clause, Library, Wording
from generator.library.template import ParagraphTemplate, Slot, Text
from generator.resources import clauses_dir


def wording(*inlines: Text | Slot, quote: bool = False) -> Wording:
    return Wording(
        clause="prov",
        first_day=date(2026, 1, 1),
        heading="Prov",
        conditions=(),
        sources=(),
        owner="kommunjurist",
        reason="Prov.",
        blocks=(ParagraphTemplate(inlines, quote),),
        guidance=("Prov.",),
        file="prov/prov/2026-01-01.md",
    )


def rules(text: str, quote: bool = False) -> list[str]:
    clause = Clause("prov", "prov", (wording(Text(text), quote=quote),))
    library = Library({"prov": clause}, {}, {}, {}, {}, {}, {}, "prov")
    return [finding.rule for finding in check_language(library)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Inget lämnas ut.", "sprak-lovar-sekretess"),
        ("Ingen får veta att du är här.", "sprak-lovar-sekretess"),
        ("Uppgifterna är hemliga för alla.", "sprak-lovar-sekretess"),
        ("Det råder absolut sekretess.", "sprak-lovar-sekretess"),
        ("Dina uppgifter är alltid hemliga.", "sprak-lovar-sekretess"),
        ("Det du säger är garanterat hemligt.", "sprak-lovar-sekretess"),
        ("Uppgifterna kommer aldrig att föras vidare.", "sprak-lovar-sekretess"),
        ("Stöd vid alkoholmissbruk ges.", "sprak-foraldrat-ord"),
        ("Nämnden prövar rätten till bistånd.", "sprak-foraldrat-ord"),
        ("Kommunen har ett riskområde.", "sprak-foraldrat-ord"),
        ("Då vidtas inga ytterligare åtgärder.", "sprak-inga-atgarder"),
        ("Avtalet gäller från 2027.", "text-artal"),
        ("Kommunens nämnd (nedan nämnden) svarar.", "begrepp-i-text"),
        ("Ett ord till " * 11 + "och slut.", "sprak-lang-mening"),
    ],
)
def test_a_wording_that_may_not_stand_is_told(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Inget lämnas ut utan ditt samtycke.",
        "Uppgifterna lämnas aldrig ut.",
        "Uppgifterna lämnas inte ut till någon.",
        "Uppgifterna stannar hos socialtjänsten.",
        "Det du säger stannar mellan oss.",
        "Vi berättar aldrig för någon.",
        "Allt du säger är hemligt.",
        "Alla uppgifter är sekretessbelagda.",
        "Uppgifterna är helt skyddade.",
        "Du kan lita på att ingen får reda på det.",
        "Ingen annan kommer att få veta.",
        "Polisen får aldrig veta vad du säger.",
        "Din vårdnadshavare får aldrig veta.",
        "Uppgifterna förs aldrig vidare.",
        "Socialtjänsten lämnar aldrig uppgifter till polisen.",
        "Socialtjänsten lämnar inte ut några uppgifter.",
    ],
)
def test_a_promise_of_secrecy_is_known_in_the_words_that_people_use(text: str) -> None:
    assert rules(text) == ["sprak-lovar-sekretess"]


@pytest.mark.parametrize(
    "text",
    [
        "Ansvaret stannar hos kommunen, och det ansvaret stannar hos den.",
        "Ett pågående ärende lämnas aldrig utan att någon annan har tagit över.",
        "Myndighetsutövning lämnas aldrig över till en privat utförare.",
        "Myndigheten lämnar inte ut några uppgifter utan stöd i lag.",
        "Uppgifterna lämnas aldrig ut utan att någon har prövat dem.",
        "Handläggaren berättar inte för någon som inte behöver veta.",
        "Ingen part lovar en enskild att uppgifter aldrig lämnas vidare.",
        "Uppgiften lämnas inte ut utan att någon har prövat saken.",
        "Ekonomiskt bistånd prövas för sig.",
        "Socialtjänsten har sekretess. En lag kan säga att uppgifter ändå får lämnas.",
        "Vårdnadshavaren får veta det som den unge vill.",
        "Kommunen har 1500 invånare.",
        "Ring 112 när det är bråttom.",
    ],
)
def test_a_wording_that_is_right_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_a_quotation_keeps_its_own_words() -> None:
    assert rules("Den som missbrukar ska få bistånd.", quote=True) == []


def test_a_value_counts_as_one_word() -> None:
    (sentence,) = sentences_of(wording(Text("Hos "), Slot("polisen"), Text(" finns avhopparsamordningen.")))
    assert words_of(sentence) == ["hos", "¤", "finns", "avhopparsamordningen"]


@pytest.mark.parametrize("count", [MAX_WORDS, MAX_WORDS + 1])
def test_a_sentence_is_long_from_the_word_after_the_last_allowed(count: int) -> None:
    assert rules(" ".join(["ord"] * count) + ".") == (["sprak-lang-mening"] if count > MAX_WORDS else [])


@pytest.mark.parametrize("phrase", ALLOWED)
def test_every_phrase_that_is_let_through_is_used_and_would_else_be_refused(phrase: str) -> None:
    """A phrase that nobody uses any more would let slips through."""
    content = clauses_dir()
    texts = [path.read_text(encoding="utf-8").lower() for path in (*content.rglob("*.md"), *content.rglob("*.yaml"))]
    assert any(phrase in text for text in texts)
    assert any(refused.pattern.search(phrase) for refused in REFUSED)
    assert ALLOWED[phrase].endswith(".")


def test_the_content_has_no_findings_of_language() -> None:
    assert list(check_language(load_library(clauses_dir()))) == []


def test_the_agreed_definition_may_not_be_put_in_other_words() -> None:
    library = load_library(clauses_dir())
    requirement = next(each for each in library.requirements if "definition" in each.clauses and each.verbatim)
    (right,) = library.clauses["definition"].wordings
    others = tuple(Text("En avhoppare är en person med hotbild.") for _ in right.blocks)
    wrong = replace(right, blocks=tuple(ParagraphTemplate((each,)) for each in others))
    changed = replace(library, clauses={**library.clauses, "definition": Clause("definition", right.file, (wrong,))})
    found = [each for each in check_language(changed) if each.rule == "krav-ordagrant"]
    assert [(each.file, each.severity) for each in found] == [(right.file, Severity.WARNING)]
    assert requirement.reason in found[0].message
    assert "krav-ordagrant" not in [each.rule for each in check_language(library)]
