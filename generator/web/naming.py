"""Names of drafts on screen, and of files. A file name is plain ASCII and holds nothing that was typed."""

from __future__ import annotations

import re

from generator.assembly.situation import Situation
from generator.document import Document
from generator.formats.naming import NEUTRAL_STEM
from generator.library.model import PlanKind
from generator.reference import swedish_list
from generator.reference.alphabet import folded

_MOST_NAMES = 3


def agreement_name(situation: Situation) -> str:
    """``Sorsele, Malå och Norsjö``; ``Ny överenskommelse`` before a municipality is chosen."""
    names = [each.name for each in situation.municipalities]
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} till"]
    return swedish_list(names) or "Ny överenskommelse"


def ascii_name(text: str) -> str:
    """Lower case letters, digits and hyphens: ``Malå och Norsjö`` → ``mala-och-norsjo``."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def file_stem(document: Document, situation: Situation) -> str:
    """``samverkansoverenskommelse-eskilstuna``; a person's document tells nothing by its name, ``handling``."""
    if situation.plan.kind is PlanKind.PERSON:
        return NEUTRAL_STEM
    annex = ascii_name(document.annex_label)
    place = "" if not situation.municipalities else ascii_name(agreement_name(situation))
    return "-".join(part for part in (annex, ascii_name(document.id), place) if part)
