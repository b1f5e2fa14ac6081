"""Swedish alphabetical order, and a tolerant form of words for searching.

Sorting is done here, in Python, because databases differ in where they put å, ä and ö.
"""

from __future__ import annotations

import unicodedata

# The three characters that follow z in ASCII stand in for the three letters that follow z in Swedish.
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})
_WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "æ": "a", "-": " "})


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def swedish_key(text: str) -> tuple[str, str, str]:
    """Sort key for Swedish order: å, ä, ö last; other accents, and then case, decide only between equals.

    Space comes before hyphen and hyphen before letters, as in the Swedish locale of Unicode CLDR.
    """
    composed = unicodedata.normalize("NFC", text)
    lower = composed.casefold()
    return _without_accents(lower.translate(_AFTER_Z)), lower, composed


def plain(text: str) -> str:
    """Text with case, repeated spaces and Unicode form evened out but with its accents kept."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def folded(text: str) -> str:
    """Text as someone without å, ä, ö on the keyboard would write it; hyphens count as spaces."""
    bare = _without_accents(plain(text).translate(_WITHOUT_DECOMPOSITION))
    # Compatibility forms such as 𝕬 have no case until they are decomposed.
    return " ".join(bare.casefold().split())
