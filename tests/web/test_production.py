"""What an installation adds to what is downloaded: the municipality's look, fields to sign in, the seal."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.errors import SettingsError
from generator.library.model import Library
from generator.settings import DocumentSettings, Settings
from generator.web import server
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.cli.test_production import shell_saying
from tests.formats.docx_reader import whole_text
from tests.formats.sealing import NOON, PHRASE, p12
from tests.formats.test_appearance import folder_of
from tests.formats.test_logotype import png
from tests.web.conftest import NEW
from tests.web.pages import Site
from tests.web.test_person import ADDRESS, filled


@pytest.fixture
def own_site(settings: Settings, small_library: Library, tmp_path: Path):
    """The service of Eskilstuna, with a look and a seal of its own."""
    look = tmp_path / "utseende"
    look.mkdir()
    folder_of(look, k0484__skal_docx=shell_saying("EGET SKAL"), k0484__logotyp_png=png())
    (tmp_path / "s.p12").write_bytes(p12())
    documents = DocumentSettings(look, tmp_path / "s.p12", PHRASE)
    app = create_app(replace(settings, documents=documents), small_library, clock=lambda: NOON)
    yield Site(app.test_client())
    app.extensions[EXTENSION].agreements.engine.dispose()


def images(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages[0].images)


@pytest.mark.parametrize(("municipality", "is_ours"), [("Eskilstuna", True), ("Bjurholm", False)])
def test_an_agreement_wears_the_look_of_its_first_municipality(
    own_site: Site, municipality: str, is_ours: bool
) -> None:
    page = own_site.get(NEW)
    own_site.send(page.form().set("kommuner-sok", municipality))
    start = "/".join(own_site.last_address.split("/")[:3])
    word = own_site.client.get(f"{start}/filer/overenskommelse.docx")
    assert ("EGET SKAL" in whole_text(word.data)) is is_ours
    assert images(own_site.client.get(f"{start}/filer/overenskommelse.pdf").data) == int(is_ours)
    with zipfile.ZipFile(BytesIO(own_site.client.get(f"{start}/filer/alla.zip").data)) as archive:
        words = [archive.read(name) for name in archive.namelist() if name.endswith(".docx")]
    assert [("EGET SKAL" in whole_text(content)) for content in words] == [is_ours] * len(words)


def test_blanks_and_documents_for_a_person_wear_the_look_of_the_only_municipality(own_site: Site) -> None:
    assert images(own_site.client.get("/blanketter/papper-vuxen.pdf").data) == 1
    assert "EGET SKAL" in whole_text(own_site.client.get("/blanketter/papper-vuxen.docx").data)
    form = filled(own_site.get(ADDRESS))
    assert images(own_site.fetch(form, "pdf").data) == 1


def test_a_document_for_a_person_never_gets_the_seal(own_site: Site) -> None:
    found = PdfReader(BytesIO(own_site.fetch(filled(own_site.get(ADDRESS)), "pdf").data))
    assert not found.get_fields()


@pytest.mark.parametrize(("documents", "said"), [
    (DocumentSettings(look=Path("/finns-inte")), "GENERATOR_LOOK"),
    (DocumentSettings(seal=Path("/finns-inte.p12")), "GENERATOR_SEAL"),
])
def test_a_look_or_a_seal_that_will_not_do_stops_the_start(documents: DocumentSettings, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        server._try_out(documents)


def test_a_warning_about_a_look_is_told_at_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server._try_out(DocumentSettings(look=folder_of(tmp_path, k0484__logotyp_jpg=b"x")))
    assert "varning [utseende-okand-fil]" in capsys.readouterr().err
