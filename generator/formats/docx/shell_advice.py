"""What works in a Word shell and still is worth a second look: its fonts, its language and its paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from generator.errors import Finding, Severity
from generator.formats.docx.shell_checks import DOCUMENT, STYLES, is_a4
from generator.formats.docx.styles import W

FONTS = "word/fontTable.xml"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
IN_WORD = frozenset(
    name.casefold()
    for name in (
        *("Aptos", "Aptos Display", "Aptos Narrow", "Arial", "Arial Black", "Arial Narrow", "Bahnschrift"),
        *("Book Antiqua", "Bookman Old Style", "Calibri", "Calibri Light", "Cambria", "Cambria Math", "Candara"),
        *("Century", "Century Gothic", "Comic Sans MS", "Consolas", "Constantia", "Corbel", "Courier New"),
        *("Franklin Gothic Medium", "Franklin Gothic Book", "Gadugi", "Garamond", "Georgia", "Gill Sans MT", "Impact"),
        *("Lucida Console", "Lucida Sans Unicode", "Microsoft Sans Serif", "MS Gothic", "MS Mincho"),
        *("Palatino Linotype", "Rockwell", "Segoe UI", "Segoe UI Light", "Segoe UI Semibold", "Segoe UI Symbol"),
        *("Sitka Text", "Symbol", "Tahoma", "Times New Roman", "Trebuchet MS", "Tw Cen MT", "Verdana"),
        *("Webdings", "Wingdings", "Wingdings 2", "Wingdings 3", "Yu Gothic", "Yu Mincho"),
    )
)
"""Fonts that come with Windows or Word."""


def advice_on(parts: Mapping[str, Element]) -> Iterator[Finding]:
    """Warnings about a shell; ``parts`` are those that could be read, by name."""
    yield from _font_advice(parts)
    if STYLES in parts and not _default_language(parts[STYLES]).casefold().startswith("sv"):
        told = "Skalets standardspråk är inte svenska. Välj svenska under Granska > Språk, annars läses texten upp fel."
        yield _advice("skal-sprak", STYLES, told)
    if DOCUMENT in parts and not is_a4(parts[DOCUMENT]):
        yield _advice("skal-papper", DOCUMENT, "Skalets papper är inte stående A4. Övriga dokument är det.")


def _advice(rule: str, part: str, message: str) -> Finding:
    return Finding(part, 0, rule, message, Severity.WARNING)


def _font_advice(parts: Mapping[str, Element]) -> Iterator[Finding]:
    embedded = set(_embedded(parts[FONTS])) if FONTS in parts else set()
    for name, part in sorted(parts.items()):
        lacking = sorted({font for font in _fonts(part) if font.casefold() not in IN_WORD | embedded})
        if lacking:
            told = (
                f"Typsnittet {', '.join(lacking)} följer inte med Word. Den som saknar det ser ett annat. Välj ett som "
                "följer med, eller bädda in det i skalet."
            )
            yield _advice("skal-typsnitt", name, told)


def _fonts(part: Element) -> Iterator[str]:
    """Fonts that Latin text of a part, or of the theme, is set in."""
    for fonts in part.iter(f"{W}rFonts"):
        yield from (font for name in ("ascii", "hAnsi") if (font := fonts.get(f"{W}{name}")))
    for latin in part.iter(f"{_DRAWING}latin"):
        font = latin.get("typeface", "")
        if font and not font.startswith("+"):
            yield font


def _embedded(table: Element) -> Iterator[str]:
    """Fonts that the shell carries with it."""
    for font in table.iter(f"{W}font"):
        if font.find(f"{W}embedRegular") is not None:
            yield font.get(f"{W}name", "").casefold()


def _default_language(styles: Element) -> str:
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if language is None else language.get(f"{W}val", "")
