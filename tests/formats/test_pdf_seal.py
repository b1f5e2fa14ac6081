"""The organisation's seal: on finished agreements only, beside the signatures of people, without harm to the paper."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import SimpleSigner, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from generator.document import DocumentKind
from generator.errors import SettingsError
from generator.formats.options import RenderOptions
from generator.formats.orders import Order, make_files
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_seal import Seal, read_seal
from generator.formats.production import Production, open_production
from tests.formats.reading import all_elements, open_pdf, pdf_text
from tests.formats.sample import SAMPLES, sample_agreement
from tests.formats.sealing import NOON, PHRASE, Issued, p12
from tests.tools import require_tool

FINISHED = RenderOptions(signature_fields=True, manifest=b"{}")
SIGNERS = ("underskrift-kommun-1", "underskrift-kommun-2", "underskrift-polis")


@cache
def seal() -> Seal:
    return read_seal(p12(), PHRASE)


def elsewhere(work: Callable[[], object]):
    """Done in a thread of its own, since a browser test of the same process may have left an event loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def made(document, options: RenderOptions, name: str = "pdf") -> bytes:
    production = Production(seal=seal())
    order = Order(name, document, production.options(document, [], name, options))
    return elsewhere(lambda: production.sealing(make_files)([order])[0])


@cache
def sealed() -> bytes:
    return made(sample_agreement(), FINISHED)


def signed(content: bytes, name: str) -> bytes:
    """Signed by a person in one of the fields that are there."""
    target = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        signers.PdfSignatureMetadata(field_name=name),
        signer=SimpleSigner.load_pkcs12_data(p12(Issued("Någon")), [], PHRASE.encode()),
        existing_fields_only=True,
        output=target,
    )
    return target.getvalue()


def statuses(content: bytes) -> dict[str, PdfSignatureStatus]:
    """What is said of every signature, by field."""
    found = PdfFileReader(BytesIO(content)).embedded_signatures
    return {
        each.field_name: validate_pdf_signature(
            each, ValidationContext(trust_roots=[each.signer_cert], allow_fetching=False), skip_diff=False
        )
        for each in found
    }


# --- What it says -----------------------------------------------------------------------------------------------------


def test_a_finished_agreement_carries_the_seal_and_it_is_valid() -> None:
    (status,) = elsewhere(lambda: statuses(sealed())).values()
    assert status.bottom_line
    assert status.modification_level is ModificationLevel.NONE
    signature = PdfFileReader(BytesIO(sealed())).embedded_signatures[0]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Name"] == "Bjurholms kommun"


def test_it_certifies_and_allows_the_fields_that_are_there_to_be_filled_in_and_signed() -> None:
    file = open_pdf(sealed())
    (reference,) = file.Root.Perms.DocMDP.Reference
    assert (str(reference.TransformMethod), int(reference.TransformParams.P)) == ("/DocMDP", 2)


def test_all_can_sign_after_it_and_both_the_seal_and_every_signature_stay_valid() -> None:
    def sign_all() -> dict[str, PdfSignatureStatus]:
        content = sealed()
        for name in SIGNERS:
            content = signed(content, name)
        return statuses(content)

    found = elsewhere(sign_all)
    assert set(found) == {"sigill", *SIGNERS}
    assert all(each.bottom_line and each.intact and each.valid for each in found.values())
    assert found["sigill"].docmdp_ok


def test_any_other_change_is_told() -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = writer.root["/Pages"]["/Count"]
    writer.mark_update(page.container_ref)
    changed = BytesIO()
    writer.write(changed)
    assert not elsewhere(lambda: statuses(changed.getvalue()))["sigill"].bottom_line


def test_a_single_changed_byte_is_told() -> None:
    content = sealed().replace(b"<pdfuaid:part>1", b"<pdfuaid:part>2", 1)
    assert content != sealed()
    assert not elsewhere(lambda: statuses(content))["sigill"].intact


# --- What it leaves alone ---------------------------------------------------------------------------------------------


def test_the_paper_says_the_same_and_is_the_same_archive_file_with_it() -> None:
    plain = PdfFormat().render(sample_agreement(), FINISHED)
    assert pdf_text(sealed()) == pdf_text(plain)
    with open_pdf(plain) as before, open_pdf(sealed()) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)
        assert [str(spec.AFRelationship) for spec in after.Root.AF] == ["/Data"]


def test_its_field_has_a_name_for_who_listens_a_place_in_the_tag_tree_and_no_size() -> None:
    file = open_pdf(sealed())
    (field,) = (each for each in file.Root.AcroForm.Fields if each.T == "sigill")
    assert (str(field.TU), [int(edge) for edge in field.Rect], int(field.F)) == (
        "Sigill, Bjurholms kommun", [0, 0, 0, 0], 4
    )
    (form,) = (each for each in all_elements(file, "Form") if each.K.Obj.objgen == field.objgen)
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    place = numbers.index(int(field.StructParent), 2 * len(file.pages))
    assert numbers[place + 1].objgen == form.objgen
    assert [int(number) for number in numbers[::2]] == sorted(int(number) for number in numbers[::2])
    assert field.objgen in [note.objgen for note in file.pages[-1].Annots]


def test_the_checkers_find_nothing(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(made(sample_agreement(), RenderOptions(manifest=b"{}")))
    for command in (
        [require_tool("qpdf", "qpdf"), "--check", path],
        [Path(sys.executable).with_name("pdfua"), "check", path],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    done = subprocess.run(
        [Path(sys.executable).with_name("outloud"), "--fail-on", "warning", "--skip", "TAG-003", path],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout


# --- Where it is never set --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pdf", "docx", "html", "txt"])
@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_nothing_but_the_pdf_of_a_finished_agreement_gets_it(sample, draft: bool, name: str) -> None:
    document, is_draft = sample(), draft
    chosen = Production(seal=seal()).options(document, [], name, RenderOptions(draft=is_draft))
    wanted = document.kind is DocumentKind.AGREEMENT and name == "pdf" and not is_draft
    assert bool(chosen.seal_holder) is wanted
    if name == "pdf":
        file = open_pdf(PdfFormat().render(document, replace(chosen, seal_holder="X")))
        fields = file.Root.get("/AcroForm", {}).get("/Fields", [])
        assert ("sigill" in [str(field.T) for field in fields]) is wanted


def test_without_a_seal_there_is_no_room_for_one() -> None:
    chosen = Production().options(sample_agreement(), [], "pdf", RenderOptions())
    assert chosen.seal_holder == ""
    assert Production().sealing(make_files) is make_files


# --- Reading it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_usual_key_is_taken(kind: str) -> None:
    assert read_seal(p12(Issued(kind=kind)), PHRASE).holder == "Bjurholms kommun"


def test_a_seal_without_an_organisation_is_called_by_its_name() -> None:
    assert read_seal(p12(Issued(organisation="")), PHRASE).holder == "Sigill"


def test_a_seal_without_a_password_is_taken() -> None:
    assert read_seal(p12(phrase=""), "").holder == "Bjurholms kommun"


@pytest.mark.parametrize(("content", "password", "said"), [
    (p12(), "fel", "Lösenordet är fel"),
    (p12(), "", "Lösenordet är fel"),
    (b"inget sigill", PHRASE, "inte PKCS#12"),
    (b"", PHRASE, "inte PKCS#12"),
    (p12(with_key=False), PHRASE, "saknar nyckel"),
    (p12(Issued(kind="weak")), PHRASE, "för svag"),
    (p12(Issued(kind="other")), PHRASE, "stöds"),
    (p12(Issued(signs=False)), PHRASE, "underteckna"),
], ids=["wrong password", "no password", "not PKCS#12", "empty", "no key", "weak", "odd key", "other use"])
def test_a_seal_that_will_not_do_is_refused_in_swedish_without_quoting_the_password(
    content: bytes, password: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        read_seal(content, password)
    assert PHRASE not in str(caught.value)


@pytest.mark.parametrize(("issued", "said"), [
    (Issued(last=2026), "gick ut den 2026-01-01"), (Issued(first=2030), "först den 2030-01-01"),
])
def test_a_seal_outside_its_time_stops_the_start(tmp_path: Path, issued: Issued, said: str) -> None:
    path = tmp_path / "sigill.p12"
    path.write_bytes(p12(issued))
    with pytest.raises(SettingsError, match=said):
        open_production(None, path, PHRASE, lambda: NOON)
    path.write_bytes(p12())
    assert open_production(None, path, PHRASE, lambda: NOON + timedelta(days=1)).seal is not None


def test_a_seal_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_SEAL"):
        open_production(None, tmp_path / "finns-inte.p12", PHRASE, lambda: NOON)


def test_a_service_without_the_libraries_says_how_to_install_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "generator.formats.pdf_seal", None)
    with pytest.raises(SettingsError, match="pip install"):
        open_production(None, tmp_path / "sigill.p12", PHRASE, lambda: NOON)


def test_a_seal_shows_nothing_of_its_key_in_a_log() -> None:
    assert "PRIVATE" not in repr(seal())
    assert "SimpleSigner" not in repr(Production(seal=seal()))
