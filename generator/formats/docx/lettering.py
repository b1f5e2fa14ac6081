"""The letters of a document as its kind asks for them, in the styles and nowhere else.

A paper to read on its own has larger letters. One in two languages has the family of its headings throughout, on screen
as on paper: there the colour tells the languages apart, and a second family would seem to mean something.
"""

from __future__ import annotations

import re

from generator.document import Document

_SIZE = re.compile(rb'(<w:sz(?:Cs)? w:val=")(\d+)(")')
_LARGER = 1.25
_DEFAULTS = re.compile(rb"<w:rPrDefault\b.*?</w:rPrDefault>", re.DOTALL)
_STYLE = re.compile(rb"<w:style\b.*?</w:style>", re.DOTALL)
_FONTS = re.compile(rb"<w:rFonts\b[^>]*/>")
_LATIN = re.compile(rb' w:(?:ascii|hAnsi)(?:Theme)?="[^"]*"')
"""What names the font of Latin letters, itself or as one of the theme's; other scripts keep theirs."""
_RUNNING = (b'w:val="Normal"', b'w:val="Body Text"')
_HEADING = b'w:val="heading 1"'


def lettered(styles: bytes, document: Document) -> bytes:
    """A shell's styles as ``document`` wants them; most documents take them as they are."""
    if document.other_language:
        styles = _in_one_family(styles)
    if document.is_reading_aid:
        styles = _SIZE.sub(lambda found: b"%s%d%s" % (found[1], round(int(found[2]) * _LARGER), found[3]), styles)
    return styles


def _in_one_family(styles: bytes) -> bytes:
    """The styles with the font of the headings wherever that of the running text is named. As they are when the shell
    names no font for the one or the other."""
    whole = _STYLE.findall(styles)
    running = {_latin(style) for style in (*_DEFAULTS.findall(styles), *(s for s in whole if _is_any(s, _RUNNING)))}
    heading = next((_latin(style) for style in whole if _is_any(style, (_HEADING,))), ())
    wanted = running - {()}
    if not heading or not wanted:
        return styles

    def changed(found: re.Match[bytes]) -> bytes:
        fonts = found.group()
        if _latin(fonts) not in wanted:
            return fonts
        return _LATIN.sub(b"", fonts).replace(b"<w:rFonts", b"<w:rFonts" + b"".join(heading), 1)

    return _FONTS.sub(changed, styles)


def _is_any(style: bytes, names: tuple[bytes, ...]) -> bool:
    return any(b"<w:name " + name in style for name in names)


def _latin(xml: bytes) -> tuple[bytes, ...]:
    """The first naming of a font of Latin letters, in order of name; empty when there is none."""
    fonts = _FONTS.search(xml)
    return tuple(sorted(_LATIN.findall(fonts.group()))) if fonts else ()
