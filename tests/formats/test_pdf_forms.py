"""Forms to fill in on screen: names, appearances, typing, and signature fields that stay valid one after another."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pypdf import PdfReader, PdfWriter

from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_fonts import FIELD, WINDOWS_1252, font_file
from tests.formats.reading import all_elements, open_pdf
from tests.formats.sample import SAMPLES, sample_agreement, sample_form
from tests.tools import require_tool

EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
FILLABLE = RenderOptions(fillable=True)
TO_SIGN = RenderOptions(signature_fields=True)
BOTH = RenderOptions(fillable=True, signature_fields=True)


@cache
def made(document: Document, options: RenderOptions) -> bytes:
    return PdfFormat().render(document, options)


def widgets(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [note for page in file.pages for note in page.get("/Annots", []) if note.Subtype == "/Widget"]


@EVERY_SAMPLE
def test_a_paper_for_a_pen_has_no_form(sample) -> None:
    file = open_pdf(made(sample(), RenderOptions()))
    assert "/AcroForm" not in file.Root
    assert widgets(file) == []


def test_every_field_of_the_document_is_there_under_its_name_and_empty() -> None:
    fields = PdfReader(BytesIO(made(sample_form(), BOTH))).get_fields()
    assert fields is not None
    assert {name: (field.get("/FT"), field.get("/V", "")) for name, field in fields.items()} == {
        "person-namn": ("/Tx", ""), "person-nummer": ("/Tx", ""), "person-datum": ("/Tx", ""),
        "person-tolk": ("/Btn", "/Off"), "parter": (None, ""), "parter.polisen": ("/Btn", "/Off"),
        "parter.kriminalvarden": ("/Btn", "/Off"), "parter.annan": ("/Btn", "/on"), "undantag": ("/Tx", ""),
        "tid-slut": ("/Tx", ""), "tid-upplast": ("/Btn", "/Off"), "underskrift-person": ("/Sig", ""),
    }


@EVERY_SAMPLE
def test_every_field_is_named_in_words_printed_and_placed_on_its_page(sample) -> None:
    file = open_pdf(made(sample(), BOTH))
    for widget in widgets(file):
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        assert len(str(widget.TU)) > 3
        assert int(widget.F) == 4
        assert 25 / 25.4 * 72 < left < right < 595 - 22 / 25.4 * 72
        assert 60 < bottom < top < 842


@EVERY_SAMPLE
def test_every_field_shows_itself_so_that_no_reader_has_to_invent_it(sample) -> None:
    file = open_pdf(made(sample(), BOTH))
    assert "/NeedAppearances" not in file.Root.get("/AcroForm", {})
    for widget in widgets(file):
        normal = widget.AP.N
        if widget.get("/FT", widget.get("/Parent", {}).get("/FT")) == "/Btn":
            assert len(normal.keys()) == 2
            assert {"/Off", str(widget.AS)} <= set(normal.keys())
        else:
            assert isinstance(normal, pikepdf.Stream)


def test_a_choice_is_one_field_with_a_box_for_each_answer_that_can_be_taken_back() -> None:
    file = open_pdf(made(sample_form(), FILLABLE))
    (choice,) = (field for field in file.Root.AcroForm.Fields if field.T == "person-tolk")
    assert (int(choice.Ff), str(choice.TU), str(choice.V)) == (1 << 15, "Behöver du tolk?", "/Off")
    answers = ["Ja", "Nej", "Vet inte"]
    assert [str(kid.TU) for kid in choice.Kids] == [f"Behöver du tolk? {answer}" for answer in answers]
    assert [str(answer) for answer in choice.Opt] == answers
    assert all("/T" not in kid and kid.Parent.objgen == choice.objgen for kid in choice.Kids)


def test_only_text_without_a_limit_of_rows_may_have_several() -> None:
    fields = PdfReader(BytesIO(made(sample_form(), FILLABLE))).get_fields() or {}
    assert {name for name, field in fields.items() if field.get("/Ff", 0) & (1 << 12)} == {"undantag"}


def test_what_is_typed_is_set_in_a_font_that_has_every_letter_of_the_language() -> None:
    file = open_pdf(made(sample_form(), FILLABLE))
    (name, font), = file.Root.AcroForm.DR.Font.items()
    assert (font.Subtype, font.Encoding, font.FontDescriptor.Flags) == ("/TrueType", "/WinAnsiEncoding", 32)
    assert font.FontDescriptor.FontFile2.read_bytes() == font_file(FIELD)
    assert set(map(ord, "åäöÅÄÖéÉüßø–’€")) <= WINDOWS_1252
    assert len(font.Widths) == 255 - 32 + 1
    texts = [widget for widget in widgets(file) if widget.get("/FT") == "/Tx"]
    assert {str(widget.DA).split(" Tf")[0] for widget in texts} == {f"{name} 10.5"}


def test_a_form_can_be_filled_in_and_read_back() -> None:
    writer = PdfWriter(clone_from=BytesIO(made(sample_form(), FILLABLE)))
    typed = {"person-namn": "Åsa Öberg", "undantag": "Inget\nalls", "parter.polisen": "/on", "tid-slut": "2027-01-31"}
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    file = BytesIO()
    writer.write(file)
    fields = PdfReader(file).get_fields() or {}
    assert {name: str(fields[name]["/V"]) for name in typed} == typed


ELSEWHERE = {"person-namn": "Анна Öberg", "undantag": "سارا علي"}
"""What a name may be where letters are not Latin."""


def filled_by_pypdf(typed: dict[str, str]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(made(sample_form(), FILLABLE)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def filled_by_mupdf(typed: dict[str, str]) -> bytes:
    file = pymupdf.open(stream=made(sample_form(), FILLABLE))
    for page in file:
        for widget in page.widgets():
            if widget.field_name in typed:
                widget.field_value = typed[widget.field_name]
                widget.update()
    return bytes(file.tobytes())


EVERY_READER = pytest.mark.parametrize("fill", [filled_by_pypdf, filled_by_mupdf], ids=["pypdf", "MuPDF"])


@EVERY_READER
def test_what_is_typed_in_one_field_is_shown_in_that_field_alone(fill, tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(fill({"person-namn": "Åsa Öberg"}))
    program = require_tool("pdftotext", "poppler-utils")
    shown = subprocess.run([program, path, "-"], capture_output=True, text=True, check=True).stdout
    assert shown.count("Åsa Öberg") == 1


@EVERY_READER
def test_letters_that_the_font_lacks_are_kept_as_typed_and_harm_no_other_field(fill) -> None:
    fields = PdfReader(BytesIO(fill(ELSEWHERE))).get_fields() or {}
    empty = PdfReader(BytesIO(made(sample_form(), FILLABLE))).get_fields() or {}
    assert {name: str(fields[name]["/V"]) for name in ELSEWHERE} == ELSEWHERE
    assert fields.keys() == empty.keys()
    assert all(fields[name].get("/V") == empty[name].get("/V") for name in empty if name not in ELSEWHERE)


def test_a_reader_with_fonts_of_its_own_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(filled_by_mupdf(ELSEWHERE))
    program = require_tool("pdftotext", "poppler-utils")
    shown = subprocess.run([program, path, "-"], capture_output=True, text=True, check=True).stdout
    assert ELSEWHERE["person-namn"] in shown


def test_each_signer_has_an_empty_signature_field_on_the_line() -> None:
    document = sample_agreement()
    file = open_pdf(made(document, TO_SIGN))
    fields = list(file.Root.AcroForm.Fields)
    assert [(str(field.T), str(field.FT), str(field.TU)) for field in fields] == [
        ("underskrift-kommun-1", "/Sig", "Underskrift, För Bjurholms kommun, socialnämnden"),
        ("underskrift-kommun-2", "/Sig", "Underskrift, För Bjurholms kommun, kommunstyrelsen"),
        ("underskrift-polis", "/Sig", "Underskrift, För Polismyndigheten"),
    ]
    assert not any({"/V", "/DA", "/Ff"} & set(field.keys()) for field in fields)
    sizes = [(field.Rect[2] - field.Rect[0], field.Rect[3] - field.Rect[1]) for field in fields]
    assert all(width > 180 and height > 33 for width, height in sizes)


def test_each_signature_field_is_held_directly_by_its_element() -> None:
    file = open_pdf(made(sample_agreement(), TO_SIGN))
    forms = all_elements(file, "Form")
    assert len(forms) == 3
    nums = list(file.Root.StructTreeRoot.ParentTree.Nums)
    for form in forms:
        assert str(form.K.Type) == "/OBJR"
        place = nums.index(int(form.K.Obj.StructParent), 2 * len(file.pages))
        assert nums[place + 1].objgen == form.objgen


def test_signature_fields_alone_carry_no_font_for_typing() -> None:
    assert b"Dokument Falt" not in b"".join(
        part.unparse() for part in open_pdf(made(sample_agreement(), TO_SIGN)).objects
        if isinstance(part, pikepdf.Dictionary)
    )


def test_all_can_sign_one_after_another_and_every_signature_stays_valid() -> None:
    # In a thread of its own, since a browser test of the same process may have left an event loop running.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(_signed_by_all).result()
    assert len(found) == 3
    assert all(status.intact and status.valid and status.bottom_line for status in found)


def _signed_by_all() -> list:
    """What pyHanko says of each signature when all have signed."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import signers
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signer = _signer()
    content = made(sample_agreement(), TO_SIGN)
    for name in ("underskrift-kommun-1", "underskrift-kommun-2", "underskrift-polis"):
        signed = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(content))
        signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=name), signer=signer, output=signed)
        content = signed.getvalue()
    trust = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
    return [
        validate_pdf_signature(signature, trust, skip_diff=False)
        for signature in PdfFileReader(BytesIO(content)).embedded_signatures
    ]


def _signer() -> object:
    """A signer with a key and certificate made for the test."""
    from asn1crypto import keys, x509
    from cryptography import x509 as certificates
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, "Prov")])
    made_certificate = (
        certificates.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(4711).not_valid_before(_day(2020)).not_valid_after(_day(2120))
        .add_extension(certificates.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.DER
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(made_certificate.public_bytes(encoding)),
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )),
        cert_registry=SimpleCertificateStore(),
    )


def _day(year: int):
    from datetime import UTC, datetime

    return datetime(year, 1, 1, tzinfo=UTC)
