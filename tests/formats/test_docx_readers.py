"""Other programs agree: the schema checker finds nothing, and LibreOffice shows every word and number."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from generator.document import Document, ListBlock, SignatureBlock, SignatureRow, Signer
from generator.formats.docx import DocxFormat, standard_shell
from generator.formats.options import RenderOptions
from generator.formats.printable import printed_texts
from tests.formats.docx_reader import W, part
from tests.formats.sample import SAMPLES, paragraph, sample_agreement
from tests.formats.test_docx_text import ACCESSIBLE_NAMES, one_section
from tests.tools import require_tool

OPTIONS = {
    "ren": RenderOptions(),
    "utkast": RenderOptions(draft=True),
    "ifyllbar": RenderOptions(fillable=True),
}


def save(folder: Path, sample, option: str) -> Path:
    path = folder / f"{sample.__name__}-{option}.docx"
    path.write_bytes(DocxFormat().render(sample(), OPTIONS[option]))
    return path


def remarks(path: Path) -> list[str]:
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)
    return [str(error) for error in validator.validate(str(path)).errors]


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_file_follows_the_open_xml_schemas(tmp_path, sample, option) -> None:
    assert remarks(save(tmp_path, sample, option)) == []


def test_the_shell_itself_is_a_sound_word_file(tmp_path) -> None:
    path = tmp_path / "skal.docx"
    path.write_bytes(standard_shell())
    assert remarks(path) == []


def convert(folder: Path, to: str, *paths: Path) -> None:
    """Save as another format in ``folder``: one start of LibreOffice, with a profile that disturbs nobody's."""
    soffice = require_tool("soffice", "libreoffice-writer")
    command = [soffice, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=240)


def squeezed(text: str) -> str:
    """Text without what a line break on paper may add or take away."""
    return re.sub(r"[\s\u00a0\u200f]+", "", text)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[tuple[str, str], str]:
    """What LibreOffice prints for every sample and option, by sample and option."""
    folder = tmp_path_factory.mktemp("libreoffice")
    pdftotext = require_tool("pdftotext", "poppler-utils")
    paths = {(sample.__name__, option): save(folder, sample, option) for sample in SAMPLES for option in OPTIONS}
    convert(folder, "pdf", *paths.values())
    return {
        key: subprocess.run(
            [pdftotext, "-layout", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        for key, path in paths.items()
    }


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_libreoffice_prints_every_word(pages, sample, option) -> None:
    printed = squeezed(pages[sample.__name__, option])
    unprinted = ACCESSIBLE_NAMES | (set(_choices(sample())) if option == "ifyllbar" else set())
    missing = [text for _, text in printed_texts(sample()) if text not in unprinted and not _within(text, printed)]
    assert missing == []


def _choices(document: Document) -> list[str]:
    content = DocxFormat().render(document, RenderOptions(fillable=True))
    return [item.get(f"{W}displayText", "") for item in part(content).iter(f"{W}listItem")]


def _within(text: str, printed: str) -> bool:
    """Whether the words stand there, in order; a table cell may be broken over lines that share a row with others."""
    return squeezed(text) in printed or all(squeezed(word) in printed for word in text.split())


@pytest.mark.parametrize("sample", SAMPLES)
def test_libreoffice_counts_as_the_document_does(pages, sample) -> None:
    lines = [" ".join(line.split()) for line in pages[sample.__name__, "ren"].splitlines()]
    document = sample()
    for _, section in document.walk():
        assert f"{section.number} {section.heading}".strip().replace("\u200f", "") in [
            line.replace("\u200f", "") for line in lines
        ]
        for block in section.blocks:
            for item in block.items if isinstance(block, ListBlock) else ():
                assert any(line.startswith(f"{item.label} ") for line in lines)


def test_libreoffice_shows_references_and_pages(pages) -> None:
    text = " ".join(pages["sample_agreement", "ren"].split())
    assert "gäller även punkt 4.3." in text
    assert "kontaktpersonerna enligt punkt 5." in text
    sheets = pages["sample_agreement", "ren"].count("\f")
    for page in range(1, sheets + 1):
        assert f"Sida {page} ({sheets})" in text


def test_a_draft_is_marked_on_every_page_on_paper_too(pages) -> None:
    for sheet in pages["sample_agreement", "utkast"].rstrip("\f").split("\f"):
        assert sheet.split()[0] == "UTKAST"


def test_clauses_are_still_marked_after_libreoffice_has_saved_the_file(tmp_path) -> None:
    path = save(tmp_path, sample_agreement, "ren")
    before = _clause_bookmarks(path.read_bytes())
    convert(tmp_path / "ut", "docx", path)
    after = _clause_bookmarks((tmp_path / "ut" / path.name).read_bytes())
    assert list(dict.fromkeys(after)) == before
    assert len(before) == 11


def _clause_bookmarks(content: bytes) -> list[str]:
    names = [start.get(f"{W}name", "") for start in part(content).iter(f"{W}bookmarkStart")]
    return [name for name in names if name.startswith(("k_", "h_"))]


def test_libreoffice_never_parts_a_signers_lines(tmp_path) -> None:
    pdftotext = require_tool("pdftotext", "poppler-utils")
    rows = tuple(SignatureRow(f"Uppgift {number}", "Åsa") for number in range(6))
    signed = SignatureBlock((Signer("a", "För kommunen", rows), Signer("b", "För Polismyndigheten", rows)))
    paths = [tmp_path / f"{lines}.docx" for lines in range(8, 32, 2)]
    for lines, path in zip(range(8, 32, 2), paths, strict=True):
        above = [paragraph(f"Rad {number}") for number in range(lines)] + [paragraph("Flera rader. " * 40)]
        path.write_bytes(DocxFormat().render(one_section(*above, paragraph("Skrivs under."), signed), RenderOptions()))
    convert(tmp_path, "pdf", *paths)
    for path in paths:
        command = [pdftotext, "-layout", path.with_suffix(".pdf"), "-"]
        sheets = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")
        counts = [[sheet.count(words) for words in ("För ", "Underskrift", "Uppgift")] for sheet in sheets]
        assert all(signers == lines == values / 6 for signers, lines, values in counts), (path.name, counts)
        first = next(sheet for sheet in sheets if "För kommunen" in sheet)
        assert "Skrivs under." in first


def test_python_docx_opens_the_file() -> None:
    import docx

    opened = docx.Document(BytesIO(DocxFormat().render(sample_agreement(), RenderOptions())))
    assert opened.core_properties.title == "Samverkansöverenskommelse om stöd till avhoppare"
    assert opened.core_properties.author == ""
