"""The words that a Word shell may use, with what each prints. The list in ``templates/docx/README.md`` is tested
against these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from generator.document import Document
from generator.formats.docx.wml import check_text


class Xml(str):
    """Ready XML, which the template engine leaves as it is; every other string it escapes."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


class Registration(NamedTuple):
    """One registration number of the title block, as the shell sees it in a loop."""

    etikett: str
    nummer: str


@dataclass(frozen=True)
class ShellWords:
    """Every word of a shell. Strings are data and are escaped; Xml takes a paragraph's place."""

    titel: str = field(metadata={"help": "Dokumentets titel."})
    undertitel: str = field(metadata={"help": "Raden under titeln; kan vara tom."})
    parter: str = field(metadata={"help": "Parterna i kort form, för sidhuvudet; kan vara tom."})
    bilaga: str = field(metadata={"help": "Till exempel Bilaga 1; tom för ett huvuddokument."})
    diarienummer: tuple[Registration, ...] = field(
        metadata={"help": "En rad per diarienummer, att gå igenom med for; varje rad har etikett och nummer."}
    )
    diarienummer_på_rad: str = field(
        metadata={"help": "De diarienummer som är kända, i en rad för sidhuvudet; kan vara tom."}
    )
    version: str = field(metadata={"help": "Vilken textversion och dag dokumentet vilar på, för sidfoten."})
    utkast: bool = field(metadata={"help": "Sant när dokumentet är ett utkast; används med if."})
    sekretessruta: bool = field(
        metadata={"help": "Sant när sidhuvudet ska ge plats för myndighetens egen sekretessmarkering; används med if."}
    )
    sekretesstext: str = field(
        metadata={"help": "Texten i platsen för sekretessmarkering; på två språk när dokumentet är det."}
    )
    sida: str = field(metadata={"help": "Ordet före sidnumret, Sida; på två språk när dokumentet är det."})
    logotyp: Xml = field(
        metadata={"help": "Kommunens logotyp, i ett eget stycke med {{p}} i brödtexten; tom utan logotyp."}
    )
    innehållsförteckning: Xml = field(
        metadata={"help": "Innehållsförteckningen, i ett eget stycke med {{p}}; tom i korta dokument."}
    )
    innehåll: Xml = field(metadata={"help": "Hela dokumentets text, i ett eget stycke med {{p}}. Måste finnas."})

    def as_context(self) -> dict[str, object]:
        """The words by name, for the template engine."""
        return {name: getattr(self, name) for name in WORD_HELP}


WORD_HELP: dict[str, str] = {word.name: word.metadata["help"] for word in fields(ShellWords)}
"""Each word with its explanation, in Swedish."""

LOOP_WORD = "diarienummer"
LOGOTYPE_WORD = "logotyp"
CONTENTS_WORD = "innehållsförteckning"
BODY_WORD = "innehåll"


_ONE_LINE = 90
"""Characters that the page header has room for in one line."""


def _in_one_line(registration: Iterable[tuple[str, str]]) -> str:
    """The numbers that are known, with their labels as long as they fit in one line."""
    known = [(label, number) for label, number in registration if number]
    labelled = " · ".join(f"{label} {number}" for label, number in known)
    return labelled if len(labelled) <= _ONE_LINE else " · ".join(number for _, number in known)


def words_for(document: Document, draft: bool, contents: str, body: str, logotype: str = "") -> ShellWords:
    """The words of one document; ``contents``, ``body`` and ``logotype`` are ready XML. Raises RenderError for illegal
    characters."""
    words = ShellWords(
        titel=document.title,
        undertitel=document.subtitle,
        parter=document.parties,
        bilaga=document.annex_label,
        diarienummer=tuple(Registration(*pair) for pair in document.registration),
        diarienummer_på_rad=_in_one_line(document.registration),
        version=document.version_note,
        utkast=draft,
        sekretessruta=document.has_secrecy_box,
        sekretesstext=document.furniture.secrecy_box,
        sida=document.furniture.page,
        logotyp=Xml(logotype),
        innehållsförteckning=Xml(contents),
        innehåll=Xml(body),
    )
    for text in (words.titel, words.undertitel, words.parter, words.bilaga, words.version, words.sida):
        check_text(text)
    for label, number in document.registration:
        check_text(label + number)
    return words
