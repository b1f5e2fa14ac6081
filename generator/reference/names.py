"""What a municipality, or several together, is called in running text: number, definite form and genitive.

Names only: which words a clause may use is decided in the clause library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.reference.municipalities import Municipality


class Form(StrEnum):
    """What kind of body the municipality calls itself."""

    KOMMUN = "kommun"
    STAD = "stad"
    REGION = "region"


@dataclass(frozen=True)
class PartyWords:
    """The words for one party, or for several municipalities as one party; every word also in the genitive.

    All are in mid-sentence form: ``kommunen`` needs a capital letter at the beginning of a sentence.
    """

    form: Form
    """The form of a single municipality; several together are always kommuner, which each of them is in law."""
    formal: str
    """``Eskilstuna kommun``, or ``Sorsele kommun, Malå kommun och Norsjö kommun`` in the order given."""
    formal_genitive: str
    """``Eskilstuna kommuns``; in a list each name has its own genitive."""
    role: str
    """``kommunen``, ``staden``, ``Region Gotland`` or ``kommunerna``."""
    role_genitive: str
    each: str
    """``varje kommun`` when there are several, else the same as ``role``."""
    each_genitive: str


def genitive(name: str) -> str:
    """A name or noun in the genitive: an s is added unless the word ends in s, x or z."""
    return name if name.casefold().endswith(("s", "x", "z")) else f"{name}s"


def swedish_list(items: Sequence[str]) -> str:
    """Items as a Swedish enumeration: ``a``, ``a och b``, ``a, b och c``; empty text for none."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} och {items[-1]}"


def form_of(municipality: Municipality) -> Form:
    """The form that the municipality's own name shows."""
    words = municipality.legal_name.casefold().split()
    if words[0] == "region":
        return Form.REGION
    return Form.STAD if words[-1] == "stad" else Form.KOMMUN


def words_for(municipalities: Sequence[Municipality]) -> PartyWords:
    """Words for one municipality or for several, in the order given; raises ValueError when there is none."""
    if not municipalities:
        raise ValueError("words_for needs at least one municipality")
    return _single(municipalities[0]) if len(municipalities) == 1 else _several(municipalities)


def _single(municipality: Municipality) -> PartyWords:
    form = form_of(municipality)
    # "Regionen" would mean any region: Region Gotland is a kommun with a region's tasks, and keeps its name.
    role = {Form.KOMMUN: "kommunen", Form.STAD: "staden", Form.REGION: municipality.legal_name}[form]
    return PartyWords(
        form=form,
        formal=municipality.legal_name,
        formal_genitive=genitive(municipality.legal_name),
        role=role,
        role_genitive=genitive(role),
        each=role,
        each_genitive=genitive(role),
    )


def _several(municipalities: Sequence[Municipality]) -> PartyWords:
    names = [municipality.legal_name for municipality in municipalities]
    return PartyWords(
        form=Form.KOMMUN,
        formal=swedish_list(names),
        formal_genitive=swedish_list([genitive(name) for name in names]),
        role="kommunerna",
        role_genitive="kommunernas",
        each="varje kommun",
        each_genitive="varje kommuns",
    )
