"""What a file is by its content, when it is none of those that are read. Its name says nothing."""

from __future__ import annotations

from collections.abc import Collection

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""What a file begins with that Word has locked, or saved in its older format."""
LOCKED = "Filen är låst med lösenord eller sparad i Words äldre format. Spara den som .docx utan lösenord."
_ENCRYPTED, _OLD_WORD = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_OPEN_IN_WORD = "Öppna den i Word eller LibreOffice och spara den som .docx"
_TO_TEXT = "Gör om den till PDF med textigenkänning"
_STARTS = (
    (b"{\\rtf", f"en RTF-fil. {_OPEN_IN_WORD}"),
    (b"\x89PNG", f"en bild. {_TO_TEXT}"),
    (b"\xff\xd8\xff", f"en bild. {_TO_TEXT}"),
    (b"II*\x00", f"en bild. {_TO_TEXT}"),
    (b"MM\x00*", f"en bild. {_TO_TEXT}"),
    (b"\x1f\x8b", "packad. Packa upp den först"),
    (b"Rar!", "packad. Packa upp den först"),
    (b"7z\xbc\xaf", "packad. Packa upp den först"),
    (b"PK\x05\x06", "ett tomt arkiv. Välj själva avtalet"),
)
_MARKUP = (
    (b"<!doctype html", f"en webbsida. {_OPEN_IN_WORD}, eller klistra in texten"),
    (b"<html", f"en webbsida. {_OPEN_IN_WORD}, eller klistra in texten"),
    (b"<?xml", f"XML och ingen text. {_OPEN_IN_WORD}"),
    (b"mime-version:", f"ett sparat e-brev eller en sparad webbsida. {_OPEN_IN_WORD}"),
)
_INSIDE = (
    ("content.xml", f"en OpenDocument-fil, som LibreOffice sparar. {_OPEN_IN_WORD}"),
    ("META-INF/container.xml", f"en e-bok. {_OPEN_IN_WORD}"),
    ("xl/workbook.xml", "en Excel-fil. Välj själva avtalet, eller klistra in texten"),
    ("ppt/presentation.xml", "en PowerPoint-fil. Välj själva avtalet, eller klistra in texten"),
    ("Index/Document.iwa", "sparad i Pages. Exportera den till Word"),
)
_LOOKED_AT = 200


def old_office(content: bytes) -> str:
    """Why a file that begins as ``OLD_OFFICE`` is not read, as a whole sentence or two."""
    if _ENCRYPTED in content:
        return "Filen är låst med lösenord. Spara den utan lösenord och försök igen."
    if _OLD_WORD in content:
        return "Filen är sparad i Words äldre format (.doc). Öppna den i Word och spara den som .docx."
    return LOCKED


def other_kind(content: bytes) -> str:
    """What else a file is, and what to do, as the end of ”Filen är ….”; empty for what is not recognised."""
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    by_start = (words for signature, words in _STARTS if content.startswith(signature))
    by_markup = (words for signature, words in _MARKUP if start.startswith(signature))
    return next(by_start, "") or next(by_markup, "")


def other_archive(names: Collection[str]) -> str:
    """The same for a zip with these parts, of which none is a Word file's text."""
    known = next((words for name, words in _INSIDE if name in names), "")
    return known or "ett arkiv och ingen Word-fil. Packa upp det och välj själva avtalet"
