"""``ordlista.yaml``: words explained to those who use the service. None of them is printed in a document."""

from __future__ import annotations

from dataclasses import dataclass

from generator.library.fields import Fields
from generator.library.reader import Findings, YamlMap

GLOSSARY_FILE = "ordlista.yaml"


@dataclass(frozen=True)
class Term:
    """One word with what it means."""

    word: str
    meaning: str
    forms: tuple[str, ...] = ()
    """The word as it may stand in a question, besides its first form."""

    @property
    def all_forms(self) -> tuple[str, ...]:
        """Every form by which the word is recognised."""
        return (self.word, *self.forms)


def read_glossary(root: YamlMap, findings: Findings) -> tuple[Term, ...]:
    """The words in the order of the file."""
    fields = Fields(root, findings, "Filen")
    terms = tuple(_term(each, findings) for each in fields.take_maps("ord", required=True))
    fields.finish()
    return terms


def _term(mapping: YamlMap, findings: Findings) -> Term:
    fields = Fields(mapping, findings, "Ordet")
    term = Term(
        word=fields.take_text("ord", required=True),
        meaning=fields.take_text("betyder", required=True),
        forms=fields.take_texts("former"),
    )
    fields.finish()
    return term
