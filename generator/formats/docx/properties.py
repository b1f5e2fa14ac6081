"""What a Word file tells about itself: a title and a language, and for an agreement which wordings it prints.

No author, no company, no times, whoever made the shell. A file about one person also asks Word to strip names and times
from what is later saved, and carries no list of wordings and no manifest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.document import Document, DocumentKind
from generator.formats.docx.package import CONTENT_TYPES, ROOT_RELATIONS
from generator.formats.docx.picture import PART, RELATION
from generator.formats.docx.wml import attribute, escape
from generator.formats.logotype import Logotype
from generator.formats.naming import title_of
from generator.marks import clause_bookmarks

CORE = "docProps/core.xml"
SETTINGS = "word/settings.xml"
WORDINGS_NAMESPACE = "urn:dokumentgenerator:lydelser:1"
MANIFEST_NAMESPACE = "urn:dokumentgenerator:manifest:1"
_RELATIONS = "word/_rels/document.xml.rels"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"



class _DataKind(NamedTuple):
    """What programs find a data part by: its namespace, its relation and a fixed GUID of its own."""

    namespace: str
    relation: str
    guid: str


WORDINGS = _DataKind(WORDINGS_NAMESPACE, "lydelser", "{6C9D3A52-3F0B-4E57-9A0C-1D2B7E5F8A41}")
MANIFEST = _DataKind(MANIFEST_NAMESPACE, "manifest", "{0E1B7F4C-92A6-4D38-B5C1-7A60D3F2E984}")

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


class Extras(NamedTuple):
    """What a file may carry beside its text."""

    manifest: bytes | None = None
    """For an agreement; nothing else carries it."""
    picture: Logotype | None = None


def parts_for(document: Document, parts: Mapping[str, bytes], extras: Extras) -> dict[str, bytes]:
    """The parts that depend on what the document is, to lay over the shell's."""
    made = {CORE: _core(document).encode()}
    if extras.picture is not None:
        made |= _picture(extras.picture, parts)
    if document.kind is DocumentKind.PERSON:
        if SETTINGS in parts:
            made[SETTINGS] = _private(parts[SETTINGS].decode()).encode()
        return made
    if document.wordings:
        made |= _data_part({**parts, **made}, WORDINGS, _listing(document))
    if extras.manifest and document.kind is DocumentKind.AGREEMENT:
        made |= _data_part({**parts, **made}, MANIFEST, _manifest(extras.manifest))
    return made


def _picture(picture: Logotype, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The logotype's picture with what ties it to the document."""
    relation = _relation(RELATION, f"{_OFFICE}/relationships/image", PART.removeprefix("word/"))
    return {
        PART: picture.png,
        _RELATIONS: _append(parts[_RELATIONS], relation),
        CONTENT_TYPES: _append(parts[CONTENT_TYPES], _override(PART, "image/png")),
    }


def _core(document: Document) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title_of(document))}</dc:title><dc:language>{escape(document.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _private(settings: str) -> str:
    """Settings that make Word forget who edited and when; they have a fixed place, after the zoom."""
    if "<w:removePersonalInformation" in settings:
        return settings
    at = max(found.end() for found in _BEFORE_PRIVACY.finditer(settings))
    return f"{settings[:at]}<w:removePersonalInformation/><w:removeDateAndTime/>{settings[at:]}"


def _listing(document: Document) -> str:
    """The wordings printed, each with the bookmark around it."""
    rows = "".join(
        f'<lydelse klausul="{attribute(wording.clause)}" dag="{wording.first_day.isoformat()}" '
        f'sha256="{attribute(wording.sha256)}" bokmarke="{name}"/>'
        for wording, name in zip(document.wordings, clause_bookmarks(document.wordings), strict=True)
    )
    return (
        f'<lydelser xmlns="{WORDINGS_NAMESPACE}" dokument="{attribute(document.id)}" '
        f'dag="{document.day.isoformat()}">{rows}</lydelser>'
    )


def _manifest(manifest: bytes) -> str:
    return f'<manifest xmlns="{MANIFEST_NAMESPACE}">{escape(manifest.decode())}</manifest>'


def _data_part(parts: Mapping[str, bytes], kind: _DataKind, xml: str) -> dict[str, bytes]:
    """A data part with what ties it to the document, kept by Word and LibreOffice alike beside the text."""
    number = next(free for free in range(1, 1000) if f"customXml/item{free}.xml" not in parts)
    item, described = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    props = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{kind.guid}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{kind.namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    to_props = _relation("rId1", f"{_OFFICE}/relationships/customXmlProps", f"itemProps{number}.xml")
    to_item = _relation(kind.relation, f"{_OFFICE}/relationships/customXml", f"../{item}")
    content_type = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    return {
        item: f"{_HEAD}{xml}".encode(),
        described: props.encode(),
        f"customXml/_rels/item{number}.xml.rels": _relations(to_props).encode(),
        _RELATIONS: _append(parts[_RELATIONS], to_item),
        CONTENT_TYPES: _append(parts[CONTENT_TYPES], _override(described, content_type)),
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
