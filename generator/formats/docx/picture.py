"""The logotype as a picture in a Word file: in the text's first paragraph, with words for who cannot see it."""

from __future__ import annotations

from generator.errors import RenderError
from generator.formats.docx.wml import attribute
from generator.formats.logotype import ALT, Logotype, read_logotype

PART = "word/media/dokumentets-logotyp.png"
RELATION = "dokumentetsLogotyp"
_EMU = 36_000
"""Of Word's smallest units on a millimetre."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NUMBER = 2_000_000_000
"""No other picture has it; bookmarks and controls count from one."""


def picture_for(content: bytes) -> Logotype:
    """The logotype. Raises RenderError for one that Word cannot show."""
    logotype = read_logotype(content)
    if not logotype.png:
        raise RenderError("Word kan inte visa logotypen som SVG. Spara den som PNG.")
    return logotype


def picture_xml(logotype: Logotype, properties: str) -> str:
    """A paragraph with the picture; ``properties`` is a ready ``w:pPr``."""
    size = f'cx="{round(logotype.width * _EMU)}" cy="{round(logotype.height * _EMU)}"'
    named = f'id="{_NUMBER}" name="Logotyp" descr="{attribute(ALT)}"'
    return (
        f"<w:p>{properties}<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:embed="{RELATION}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
