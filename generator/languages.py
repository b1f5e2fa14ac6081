"""Words that stand in two languages at once, and the words a format prints on its own.

A label is a ``str`` everywhere. In an edition where another language stands beside the Swedish it is a
``TwoLanguages``: the same ``str`` for whoever only prints it, and two halves for a format that tells a screen reader
which is which.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

DIVIDER = " / "
"""Stands between the Swedish and the other language on one line."""


class TwoLanguages(str):
    """``own / other``, where ``other`` is in ``language`` (BCP 47). Compares, hashes and prints as that text."""

    own: str
    other: str
    language: str

    def __new__(cls, own: str, other: str, language: str) -> TwoLanguages:
        """Both texts are plain; neither is empty."""
        made = super().__new__(cls, f"{own}{DIVIDER}{other}")
        made.own, made.other, made.language = own, other, language
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]  # str itself is made of one text
        """What it is made from again when a document is sent to another process or copied."""
        return self.own, self.other, self.language


def beside(own: str, other: str, language: str) -> str:
    """The text in both languages; in one when they are the same or one of them says nothing."""
    if not own or not other or own == other:
        return own or other
    return TwoLanguages(own, other, language)


@dataclass(frozen=True)
class Furniture:
    """What a format prints or says of its own accord. The Swedish words are also the keys of a translation."""

    page: str = "Sida"
    """Before the page number at the foot."""
    secrecy_box: str = "Plats för myndighetens sekretessmarkering"
    """Label of the empty box that the authority itself may stamp (OSL 5:5); never filled in here."""
    empty_box: str = "Tom ruta"
    ticked_box: str = "Ikryssad ruta"
    day_form: str = "åååå-mm-dd"
    write_here: str = "Skriv här"
    choose_day: str = "Välj datum"
    choose: str = "Välj"

    @classmethod
    def texts(cls) -> tuple[str, ...]:
        """The Swedish words, in order."""
        return tuple(str(field.default) for field in fields(cls))


SWEDISH_FURNITURE = Furniture()
