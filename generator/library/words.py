"""The closed list of words and filters that clause text may use.

The list is data, so that the reader can refuse all else and ``clauses/README.md`` can be generated from it.
What each word becomes for given answers is decided in ``assembly``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A prepared word that bends with the parties."""

    name: str
    help: str
    """What it becomes, in Swedish, with examples."""


WORDS: tuple[Word, ...] = (
    Word("kommunen", "kommunen · staden · Region Gotland · kommunerna"),
    Word("kommunens", "genitiv av kommunen"),
    Word("kommunen_den", "den · de, när kommunen nyss har nämnts"),
    Word("kommunen_dess", "dess · deras, när kommunen nyss har nämnts"),
    Word("varje_kommun", "kommunen · staden · Region Gotland · varje kommun"),
    Word("varje_kommuns", "genitiv av varje_kommun"),
    Word("kommunens_namn", "Eskilstuna kommun · Sorsele kommun, Malå kommun och Norsjö kommun"),
    Word("kommunens_namns", "genitiv av kommunens_namn"),
    Word("nämnden", "nämndens namn i bestämd form · nämnderna när de är flera"),
    Word("nämndens", "genitiv av nämnden"),
    Word("varje_nämnd", "nämndens namn i bestämd form · varje nämnd"),
    Word("nämndens_namn", "socialnämnden i Bjurholms kommun, alla räknas upp"),
    Word("polisen", "Polismyndigheten"),
    Word("polisens", "Polismyndighetens"),
    Word("polisenheten", "lokalpolisområde Eskilstuna · lokalpolisområdena A och B · polisområde X · polisregion Nord"),
    Word("polisområdet", "polisområde Södermanland"),
    Word("polisregionen", "polisregion Öst"),
    Word("parterna", "parterna"),
    Word("parternas", "parternas"),
    Word("alla_parter", "båda parterna · alla parter"),
    Word("överenskommelsen", "överenskommelsen · bilagan, när den är bilaga till en befintlig överenskommelse"),
    Word("överenskommelsens", "genitiv av överenskommelsen"),
)

WORD_NAMES = frozenset(word.name for word in WORDS)

INLINE_FILTERS: dict[str, str] = {
    "datum": "en dag: 21 november 2026",
    "lista": "flera värden: a, b och c",
    "belopp": "kronor: 12 500 kronor",
    "punkt": "hänvisning till en klausul, en plats eller en del: punkt 4.2",
    "bilaga": "hänvisning till en bilaga: bilaga 1",
    "lagrum": "en eller flera bestämmelser ur lagrum.yaml: 4 kap. 1 § socialtjänstlagen",
}
"""Filters inside a sentence, with what they make."""

BLOCK_FILTERS: dict[str, str] = {
    "rad": "etikett och svar på egen rad, eller ett fält att fylla i",
    "kryssrutor": "en ruta för varje val, ikryssad där svaret finns",
    "punktlista": "en punktlista med varje svar",
    "tabell": "en tabell med gruppens delfrågor som kolumner",
    "underskrifter": "en plats för underskrift för varje rad i gruppen",
    "underskrift": "en fast plats för underskrift med den rubrik som står före",
}
"""Filters that stand alone in a paragraph, with what they make."""

BLOCK_MARKS: dict[str, str] = {
    "> [!VÄGLEDNING]": "stycket är till den som arbetar med texten och trycks aldrig",
    "> [!FIGUR]": "tabellen eller den numrerade listan som följer ritas också, med raden under märket som bildtext; "
    "har en cell fet text ritas bara den",
}
"""Marks at the beginning of a block quote, with what they do."""

LITERAL_FILTERS = frozenset({"punkt", "bilaga", "lagrum", "underskrift"})
"""Filters whose value is a quoted text, not a name."""

_LITERAL_EXAMPLES = {
    "punkt": '"klausul-id"',
    "bilaga": '"plan-id"',
    "lagrum": '"SoL 4:1, SoL 6:8"',
    "underskrift": '"Underskrift"',
}


def usable_in_a_sentence() -> tuple[tuple[str, str], ...]:
    """What can stand in a sentence of clause text, as it is written there, and what it becomes."""
    words = ((word.name, word.help) for word in WORDS)
    return tuple((_example(name).replace("\\|", "|"), becomes) for name, becomes in (*words, *INLINE_FILTERS.items()))


def as_markdown() -> str:
    """The words and filters as tables for ``clauses/README.md``."""
    tables = (
        ("Ord som böjs efter parterna", "I texten", "Blir", [(word.name, word.help) for word in WORDS]),
        ("Filter inne i en mening", "Filter", "Blir", list(INLINE_FILTERS.items())),
        ("Filter som står ensamma i ett stycke", "Filter", "Blir", list(BLOCK_FILTERS.items())),
        ("Märken som inleder ett block", "I texten", "Betyder", list(BLOCK_MARKS.items())),
    )
    return "\n".join(line for table in tables for line in _table(*table)) + "\n"


def _table(heading: str, first: str, second: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield from ("", f"### {heading}", "", f"| {first} | {second} |", "|---|---|")
    for name, words in rows:
        yield f"| `{_example(name)}` | {words} |"


def _example(name: str) -> str:
    """How a word, a filter or a mark is written in clause text."""
    if name in BLOCK_MARKS:
        return name
    if name in WORD_NAMES:
        return f"{{{{ {name} }}}}"
    value = _LITERAL_EXAMPLES.get(name, "fråga")
    return f"{{{{ {value} | {name} }}}}".replace("|", r"\|")
