"""What a PDF says about itself: its title, its language, and that it is both an archive file and accessible.

Nothing tells who made it, with what, or when. One file is PDF/A and PDF/UA-1 at once; PDF/A does not know the property
that says PDF/UA, so the metadata describe it (the extension schema).
"""

from __future__ import annotations

import pydyf
from markupsafe import escape

from generator.document import Document
from generator.formats.naming import title_of
from generator.formats.pdf_objects import Pdf, resolve

_ARCHIVE = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
"""
PART, PART_WITH_ATTACHMENT = 2, 3
"""The part of PDF/A that a file follows: only part 3 allows any file as an attachment."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{archive}<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def mend_metadata(pdf: Pdf, document: Document, part: int | None) -> None:
    """Replace what the library says about itself, in both places where a PDF keeps it. ``part`` is that of PDF/A; None
    means that the file is none."""
    title = title_of(document)
    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(title)
    metadata = resolve(pdf, pdf.catalog["Metadata"])
    archive = "" if part is None else _ARCHIVE.format(part=part)
    told = _XMP.format(title=escape(title), language=escape(document.language), archive=archive)
    metadata.stream = [told.encode()]
    metadata.compress = False  # an archive must find it without knowing PDF
