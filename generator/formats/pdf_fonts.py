"""The fonts of the PDF: cut out of the shipped families once per process and kept in memory.

A font that the machine happens to have is never used, so a document looks the same everywhere. Source Serif 4 sets
running text and Source Sans 3 everything else. The usual faces hold Latin letters as used in Europe, punctuation and a
few signs; a document with Greek, Cyrillic or Vietnamese letters also gets the faces marked *wide*, and one with Arabic
script a face for that. A character that no family has (Hebrew, Ethiopic, Chinese, emoji …) is refused with its place,
since a silent box on paper is worse than a question: the population register writes names in Latin letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from generator.document import Document
from generator.errors import RenderError
from generator.formats.printable import CharacterError, place_without_hostility, printed_texts

SERIF, SANS, SCRIPT = "Source Serif 4", "Source Sans 3", "IBM Plex Sans Arabic"
REGULAR, STRONG = 400, 600
_TEXT_SIZE = 11.0
"""Optical size in points: the shapes that Source Serif draws for running text."""
_JOINING = ("init", "medi", "fina", "isol", "rlig", "calt", "liga", "curs", "locl", "rtlm")
_SIGNS = "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›€№™←→−≠≤≥☐☑\u2002\u2003\u2007\u2009\u202f"
LATIN = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *map(ord, _SIGNS)])
"""Basic Latin, Latin-1, Latin Extended-A, Romanian s and t, punctuation, spaces of fixed width, a few signs."""
WINDOWS_1252 = frozenset(
    ord(character)
    for byte in range(32, 256)
    if (character := bytes([byte]).decode("cp1252", errors="ignore")) and character.isprintable()
)
"""What a reader of a PDF can type in a form field."""
_SPACES = frozenset(map(ord, " \u00a0"))
_UNSEEN = frozenset("\n\t")


@dataclass(frozen=True)
class Face:
    """One font file to be: a family name for the style sheet and what it is cut from."""

    family: str
    source: str
    weight: int = REGULAR
    italic: bool = False
    characters: frozenset[int] | None = LATIN
    """Which characters to keep; None keeps all but ``LATIN``, and the spaces that stand between words."""

    @property
    def url(self) -> str:
        """Name in the table of assets."""
        style = "italic" if self.italic else "normal"
        return f"asset:font/{self.family.replace(' ', '-')}/{self.weight}/{style}"

    @property
    def rule(self) -> str:
        """The style sheet's rule for the face."""
        style = "italic" if self.italic else "normal"
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{style};'
            f'src:url("{self.url}")}}'
        )


TEXT = Face("Dokument Serif", SERIF)
TEXT_ITALIC = Face("Dokument Serif", SERIF, italic=True)
TEXT_STRONG = Face("Dokument Serif", SERIF, STRONG)
HEADING = Face("Dokument Sans", SANS)
HEADING_STRONG = Face("Dokument Sans", SANS, STRONG)
FIELD = Face("Dokument Falt", SANS, characters=WINDOWS_1252)
TEXT_WIDE = Face("Dokument Serif Vid", SERIF, characters=None)
HEADING_WIDE = Face("Dokument Sans Vid", SANS, characters=None)
ARABIC = Face("Dokument Arabiska", SCRIPT, characters=None)
FAMILIES = frozenset(face.family for face in (TEXT, HEADING, FIELD, TEXT_WIDE, HEADING_WIDE, ARABIC))
"""Every family name that may appear in a finished document."""


def faces_for(document: Document, fragment: str, with_fields: bool) -> tuple[Face, ...]:
    """The faces that the document needs. Raises CharacterError for a character that no shipped font has."""
    faces = [TEXT, HEADING, HEADING_STRONG]
    if "<em>" in fragment or "<blockquote>" in fragment:
        faces.append(TEXT_ITALIC)
    if "<strong>" in fragment:
        faces.append(TEXT_STRONG)
    if with_fields:
        faces.append(FIELD)
    unusual = _unusual(printed_texts(document))
    if unusual & (character_map(SERIF) | character_map(SANS)):
        faces += [TEXT_WIDE, HEADING_WIDE]
    if unusual - character_map(SERIF) - character_map(SANS):
        faces.append(ARABIC)
    return tuple(faces)


def _unusual(texts: Iterable[tuple[str, str]]) -> set[int]:
    """The characters outside the usual faces. Raises CharacterError for one that no face has."""
    found: set[int] = set()
    for place, text in texts:
        unusual = {ord(character) for character in text if ord(character) not in LATIN and not _is_unseen(character)}
        if unusual - found:
            _refuse_uncovered(unusual, place)
            found |= unusual
    return found


def _refuse_uncovered(characters: set[int], place: str) -> None:
    covered = character_map(SERIF) | character_map(SANS) | character_map(SCRIPT)
    for code in sorted(characters - covered):
        name = unicodedata.name(chr(code), "utan namn")
        raise CharacterError(
            f"Tecknet {chr(code)} (U+{code:04X}, {name}) i {place_without_hostility(place)} finns inte i dokumentets "
            "typsnitt. Skriv det med latinska bokstäver, till exempel som i folkbokföringen."
        )


def _is_unseen(character: str) -> bool:
    """Line breaks and marks of direction and joining: they steer the setting and leave no ink."""
    return character in _UNSEEN or unicodedata.category(character) == "Cf"


@cache
def character_map(source: str) -> frozenset[int]:
    """Every character that a shipped family has, upright and italic alike."""
    return frozenset(TTFont(_path(source, italic=False), lazy=True).getBestCmap())


def font_file(face: Face) -> bytes:
    """The face as a TrueType file: static, with kerning and tabular figures, and nothing that tells when it was made.

    Raises RenderError when the family is not installed.
    """
    return _cut(face)[0]


def glyph_names(face: Face) -> tuple[str, ...]:
    """The names of a face's glyphs, in order; those of one family and style have the same name in each of its faces."""
    return _cut(face)[1]


@cache
def _cut(face: Face) -> tuple[bytes, tuple[str, ...]]:
    """The file of a face and the names of its glyphs. Raises RenderError when the family is not installed."""
    font = TTFont(_path(face.source, face.italic, face.weight), lazy=True, recalcTimestamp=False)
    if "GDEF" in font and getattr(font["GDEF"].table, "VarStore", None):
        # Kerning is kept as drawn for the default weight: varying it takes most of a second and moves nothing visible.
        font["GDEF"].table.VarStore = None
        font["GDEF"].table.Version = 0x00010002
    subsetter = Subsetter(_subset_options(face))
    kept = character_map(face.source) - LATIN | _SPACES if face.characters is None else face.characters
    subsetter.populate(unicodes=sorted(kept))
    subsetter.subset(font)
    names = tuple(font.getGlyphOrder())
    if face.characters is WINDOWS_1252:
        del font["GSUB"]
    if "fvar" in font:
        axes = {"wght": face.weight, "opsz": _TEXT_SIZE}
        present = {axis.axisTag: axes[axis.axisTag] for axis in font["fvar"].axes if axis.axisTag in axes}
        font = instantiateVariableFont(font, present, inplace=True, optimize=False)
    file = BytesIO()
    font.save(file)
    return file.getvalue(), names


def _subset_options(face: Face) -> Options:
    """What to keep of a font. Letters that are joined in writing need the rules for that. A reader of a PDF that sets
    what is typed looks at no rules; the even figures are there since labels are drawn from the same file."""
    options = Options()
    options.layout_features = ["kern", "tnum", "mark", "mkmk", "ccmp", *(_JOINING if face.source == SCRIPT else ())]
    if face.characters is WINDOWS_1252:
        options.layout_features = ["tnum"]
        options.drop_tables += ["GPOS", "GDEF"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [1, 2, 4, 6]
    options.drop_tables += ["DSIG", "STAT", "MVAR", "HVAR", "meta", "BASE", "gasp"]
    return options


def _path(source: str, italic: bool, weight: int = REGULAR) -> str:
    try:
        files = fontpkg.family(source).files
    except fontpkg.FontpkgError as error:
        package = "fontpkg-" + source.lower().replace(" ", "-")
        raise RenderError(f"Typsnittet {source} saknas. Installera paketet {package}.") from error
    wanted = "italic" if italic else "normal"
    return next(
        str(file.path) for file in files if file.style == wanted and (file.variable or file.weight == weight)
    )
