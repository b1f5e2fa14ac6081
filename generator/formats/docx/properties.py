"""What a Word file tells about itself: a title and a language, and for an agreement which wordings it prints.

No author, no company, no times, whoever made the shell. A file about one person also asks Word to strip names and times
from what is later saved, and carries no list of wordings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.document import Document, DocumentKind
from generator.formats.docx.marks import clause_bookmarks
from generator.formats.docx.package import CONTENT_TYPES, ROOT_RELATIONS
from generator.formats.docx.wml import attribute, escape

CORE = "docProps/core.xml"
SETTINGS = "word/settings.xml"
WORDINGS_NAMESPACE = "urn:dokumentgenerator:lydelser:1"
_RELATIONS = "word/_rels/document.xml.rels"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORDINGS_ID = "{6C9D3A52-3F0B-4E57-9A0C-1D2B7E5F8A41}"
"""Names our data part inside a file, for programs that look for it. Any fixed GUID will do."""

_EMPTIED = {
    "docProps/app.xml": f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"/>',
    "docProps/custom.xml": f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties"/>',
}
_BEFORE_PRIVACY = re.compile(r"<w:settings\b[^>]*>|<w:(?:writeProtection|view|zoom)\b[^>]*/>")


def neutralised(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The shell's parts without what they tell about the person who made it, and with room for a title."""
    made = {name: _EMPTIED[name].encode() if name in _EMPTIED else xml for name, xml in parts.items()}
    if CORE not in made:
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        made[CONTENT_TYPES] = _append(made[CONTENT_TYPES], _override(CORE, kind))
        relation = _relation("egenskaper", f"{_PACKAGE}/relationships/metadata/core-properties", CORE)
        made[ROOT_RELATIONS] = _append(made[ROOT_RELATIONS], relation)
    return made


def parts_for(document: Document, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that depend on what the document is, to lay over the shell's."""
    made = {CORE: _core(document).encode()}
    if document.kind is DocumentKind.PERSON:
        if SETTINGS in parts:
            made[SETTINGS] = _private(parts[SETTINGS].decode()).encode()
    elif document.wordings:
        made |= _wordings(document, parts)
    return made


def _core(document: Document) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:language>{escape(document.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _private(settings: str) -> str:
    """Settings that make Word forget who edited and when; they have a fixed place, after the zoom."""
    if "<w:removePersonalInformation" in settings:
        return settings
    at = max(found.end() for found in _BEFORE_PRIVACY.finditer(settings))
    return f"{settings[:at]}<w:removePersonalInformation/><w:removeDateAndTime/>{settings[at:]}"


def _wordings(document: Document, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """A data part that lists the wordings printed, beside the text and kept by Word and LibreOffice alike."""
    number = next(free for free in range(1, 1000) if f"customXml/item{free}.xml" not in parts)
    item, described = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    rows = "".join(
        f'<lydelse klausul="{attribute(wording.clause)}" dag="{wording.first_day.isoformat()}" '
        f'sha256="{attribute(wording.sha256)}" bokmarke="{name}"/>'
        for wording, name in zip(document.wordings, clause_bookmarks(document.wordings), strict=True)
    )
    listing = (
        f'{_HEAD}<lydelser xmlns="{WORDINGS_NAMESPACE}" dokument="{attribute(document.id)}" '
        f'dag="{document.day.isoformat()}">{rows}</lydelser>'
    )
    props = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_WORDINGS_ID}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{WORDINGS_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    to_props = _relation("rId1", f"{_OFFICE}/relationships/customXmlProps", f"itemProps{number}.xml")
    to_item = _relation("lydelser", f"{_OFFICE}/relationships/customXml", f"../{item}")
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    return {
        item: listing.encode(),
        described: props.encode(),
        f"customXml/_rels/item{number}.xml.rels": _relations(to_props).encode(),
        _RELATIONS: _append(parts[_RELATIONS], to_item),
        CONTENT_TYPES: _append(parts[CONTENT_TYPES], _override(described, kind)),
    }


def _relations(relation: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship xmlns="{_PACKAGE}/relationships" Id="{name}" Type="{kind}" Target="{target}"/>'


def _override(part: str, kind: str) -> str:
    return f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{part}" ContentType="{kind}"/>'


def _append(xml: bytes, element: str) -> bytes:
    """The part with one more element last under its root."""
    at = xml.rindex(b"</")
    return xml[:at] + element.encode() + xml[at:]
