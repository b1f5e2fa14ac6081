"""The same agreement as other programs save it, and files that are something else altogether."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.formats.docx_reader import parts_of
from tests.readback.foreign_files import TEXT, locked, pdf, word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip with these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_body(body: str) -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({**parts_of(word()), _MAIN: xml.encode()})


def google_docs() -> bytes:
    """Google Docs puts runs in content controls of its own, in blocks and in lines, and writes no styles."""
    runs = (
        '<w:sdt><w:sdtPr><w:id w:val="1"/><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:pPr><w:rPr/></w:pPr>"
        '<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_1"/></w:sdtPr><w:sdtContent>'
        f'<w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{each}</w:t></w:r>'
        "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
        for each in TEXT
    )
    return _with_body("".join(runs))


def word_with_spelling_marks() -> bytes:
    """Word cuts words in the middle where it marks spelling, page breaks and saving rounds."""
    between = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>'
    paragraphs = []
    for each in TEXT:
        pieces = re.findall(r".{1,7}", each)
        runs = (
            f'<w:r w:rsidR="00A1"><w:lastRenderedPageBreak/><w:t xml:space="preserve">{one}</w:t></w:r>'
            for one in pieces
        )
        paragraphs.append(f"<w:p>{between.join(runs)}</w:p>")
    return _with_body("".join(paragraphs))


def word_online() -> bytes:
    """Programs on the web may number the text's part, and say beside which it is."""
    renamed = {
        name.replace("word/document.xml", "word/document2.xml"): part.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, part in parts_of(word()).items()
    }
    return zipped(dict(renamed))


def strict() -> bytes:
    """Word's ”Strict Open XML”: other names of the same elements."""
    purl = b"http://purl.oclc.org/ooxml/"
    return zipped(
        {
            name: part.replace(_W.encode(), purl + b"wordprocessingml/main").replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/", purl + b"officeDocument/"
            )
            for name, part in parts_of(word()).items()
        }
    )


def utf16() -> bytes:
    """XML in another encoding than the usual."""
    xml = parts_of(word())[_MAIN].decode()
    return zipped({**parts_of(word()), _MAIN: xml.replace("UTF-8", "UTF-16", 1).encode("utf-16")})


def pdf_2() -> bytes:
    """The newest PDF there is."""
    return pdf().replace(b"%PDF-1.7", b"%PDF-2.0", 1)


READ = {
    "Google Docs": google_docs(),
    "Word with spelling marks": word_with_spelling_marks(),
    "Word on the web": word_online(),
    "Strict Open XML": strict(),
    "UTF-16": utf16(),
    "PDF 2.0": pdf_2(),
    "PDF 2.0 that anybody may open": locked(pdf_2(), ""),
    "with the wrong name": word(),
}
"""Files that are read, whatever program has made them."""


def _encrypted_zip() -> bytes:
    content = bytearray(word())
    for place in range(len(content) - 10):
        if content[place : place + 4] == b"PK\x03\x04":
            content[place + 6] |= 1
        elif content[place : place + 4] == b"PK\x01\x02":
            content[place + 8] |= 1
    return bytes(content)


def _old(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0" + bytes(600) + stream.encode("utf-16-le") + bytes(200)


_ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>", "META-INF/manifest.xml": "<a/>"}
REFUSED = {
    "ODT": (zipped(dict(_ODT)), "OpenDocument"),
    "e-book": (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"}), "e-bok"),
    "Excel": (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "Excel"),
    "PowerPoint": (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    "Pages": (zipped({"Index/Document.iwa": b"x"}), "Pages"),
    "several files": (zipped({"avtal.docx": word(), "bilaga.pdf": b"%PDF-"}), "arkiv"),
    "nothing in it": (b"PK\x05\x06" + bytes(18), "tomt arkiv"),
    "RTF": (b"{\\rtf1\\ansi Avtal}", "RTF"),
    "web page": (b"\xef\xbb\xbf\n<!DOCTYPE HTML><html><body>Avtal</body></html>", "webbsida"),
    "flat XML": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "XML"),
    "saved letter": (b"MIME-Version: 1.0\r\n\r\nAvtal", "e-brev"),
    "locked Word": (_old("EncryptedPackage"), "låst med lösenord"),
    "old Word": (_old("WordDocument"), "äldre format (.doc)"),
    "locked zip": (_encrypted_zip(), "låst med lösenord"),
}
"""Files that are something else, and the word that tells what."""
