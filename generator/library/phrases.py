"""What the program itself puts into a document, in Swedish: the keys that a language file translates."""

from __future__ import annotations

from generator.library.model_languages import AND

NO_BREAK = "\N{NO-BREAK SPACE}"
YES, NO = "Ja", "Nej"
SIGNATURE = "Underskrift"
SIGNATURE_ROWS = ("Namnförtydligande", "Ort och datum")
FOR_PARTY = "För {part}"
ROW_OF_TABLE = "{fält}, rad {nummer}"
SUM = f"{{belopp}}{NO_BREAK}kronor"
POINT = "punkt"
CONFIRM = "BEKRÄFTA"
"""Begins a mark that waits to be confirmed."""

PROVISION = f"{{paragraf}}{NO_BREAK}§"
PROVISIONS = f"{{paragraf}}{NO_BREAK}§§"
IN_CHAPTER = f"{{kapitel}}{NO_BREAK}kap. {{paragraf}}{NO_BREAK}§"
SEVERAL_IN_CHAPTER = f"{{kapitel}}{NO_BREAK}kap. {{paragraf}}{NO_BREAK}§§"
OF_ACT = "{bestämmelse} {lag}"

TO_WRITE = "På det vanliga pappret skriver ni:"
TO_CHOOSE = "Här kan ni kryssa på det vanliga pappret:"
TO_SIGN = "På det vanliga pappret finns plats för:"

SPOKEN = (
    *(AND, YES, NO, SIGNATURE, *SIGNATURE_ROWS, FOR_PARTY, ROW_OF_TABLE, SUM, POINT, CONFIRM),
    *(PROVISION, PROVISIONS, IN_CHAPTER, SEVERAL_IN_CHAPTER, OF_ACT),
)
"""May be said in any document."""
OF_AID = (TO_WRITE, TO_CHOOSE, TO_SIGN)
"""Said in a reading aid only."""
