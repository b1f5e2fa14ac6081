"""An agreement from elsewhere is read in memory: what was found is shown, and nothing is left."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from generator.library.model import Library
from generator.settings import Settings
from generator.web.services import EXTENSION
from tests.readback.foreign_files import TEXT, pdf, with_part, word
from tests.web.conftest import made_app
from tests.web.pages import Page, Site, check_page

ADDRESS = "/granska-avtal/"
OURS = "Hemligt ord: rabarberpaj."


@pytest.fixture
def real(settings: Settings, real_library: Library) -> Iterator[Site]:
    """The service as it is shipped."""
    made = made_app(settings, real_library)
    yield Site(made.test_client())
    made.extensions[EXTENSION].agreements.engine.dispose()


def post(site: Site, content: bytes = b"", name: str = "avtal.docx", **typed: str) -> TestResponse:
    form = site.get(ADDRESS).form("main form")
    data: dict[str, object] = {**dict(form.fields), **typed}
    if name:
        data["fil"] = (BytesIO(content), name)
    return site.client.post(ADDRESS, data=data, content_type="multipart/form-data")


def read(site: Site, content: bytes = b"", status: int = 200, name: str = "avtal.docx", **typed: str) -> Page:
    response = post(site, content, name, **typed)
    assert response.status_code == status, response.text[:800]
    return Page(response, check_page(response.text))


@pytest.mark.parametrize(
    ("content", "name"), [(word(), "a.docx"), (pdf(), "a.pdf"), ("\n\n".join(TEXT).encode(), "a.txt")]
)
def test_the_same_is_found_in_every_kind_of_file(real: Site, content: bytes, name: str) -> None:
    page = read(real, content, name=name)
    assert [each for each in page.all("h3") if each in ("Upphävda", "Gäller")] == ["Upphävda", "Gäller"]
    links = [each["href"] for each in page.soup.select("#lagrum ~ section a")]
    assert links == ["/lagrum/sol2001-5-11", "/lagrum/sol-13-1", "/lagrum/brf-9"]
    assert "vägrar hjälp" in page.text and "Oenighet" in page.text


def test_pasted_text_is_read_as_a_file_is(real: Site) -> None:
    page = read(real, name="", text="\r\n\r\n".join(TEXT))
    assert "Ersätts av SoL 13:1" in page.text
    assert "Verkar saknas" in page.text


def test_the_day_of_the_agreement_decides_what_is_unclear(real: Site) -> None:
    text = "Enligt 2 kap. 1 § socialtjänstlagen."
    assert "Oklara" in read(real, name="", text=text).all("h3")
    assert "Upphävda" in read(real, name="", text=text, skriven="2020-05-04").all("h3")


def test_an_agreement_without_anything_to_find_says_so(real: Site) -> None:
    page = read(real, name="", text="Hej och hå.")
    assert "hänvisar inte till någon lag" in page.text


@pytest.mark.parametrize(
    ("content", "typed", "said", "field"),
    [
        (b"", {}, "Välj en fil eller klistra in en text.", "fil"),
        (pdf(""), {}, "inskannad", "fil"),
        (word()[:800], {}, "skadad", "fil"),
        (b"\x7fELF\x00", {}, "varken", "fil"),
        (b"", {"text": "§§", "skriven": "i våras"}, "Skriv dagen som", "skriven"),
        (b"", {"text": "a" * 500_001}, "för lång", "text"),
    ],
    ids=["nothing", "scanned", "damaged", "program", "day", "long"],
)
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost(
    real: Site, content: bytes, typed: dict[str, str], said: str, field: str
) -> None:
    page = read(real, content, status=422, name="avtal.bin" if content else "", **typed)
    assert said in page.soup.select_one(".error-summary").get_text()
    assert page.soup.select_one(".error-summary a")["href"] == f"#{field}"
    assert page.soup.select_one("#text").get_text().strip() == typed.get("text", "")


def test_macros_and_missing_pages_are_told_with_what_could_be_read(real: Site) -> None:
    page = read(real, with_part(word(), "word/vbaProject.bin", b"x"))
    assert "makron" in page.soup.select_one(".warning").get_text() and "Upphävda" in page.all("h3")


@pytest.mark.parametrize("hostile", ['<script>alert(1)</script> 9 § "LSS"', "{{ 7*7 }} 9 § LSS", "\x00\x1f 9 § LSS"])
def test_hostile_text_is_shown_as_text(real: Site, hostile: str) -> None:
    html = read(real, name="", text=f"Avtal {hostile} & mer").response.text
    assert "LSS" in html and "<script>alert" not in html and "49 9 §" not in html


def test_a_file_that_is_too_large_is_refused(real: Site) -> None:
    response = post(real, b"a" * 50_000_000, "stor.pdf")
    assert response.status_code == 413
    assert "Den får vara högst 15 MB." in response.text


def test_nothing_of_the_agreement_is_left_anywhere(real: Site, settings: Settings, tmp_path: Path) -> None:
    assert OURS in read(real, word(*TEXT, f"Syfte: {OURS} 9 § LSS")).text
    for path in (*tmp_path.rglob("*"), *settings.var_dir.rglob("*")):
        assert not path.is_file() or b"rabarberpaj" not in path.read_bytes(), path
    assert "rabarberpaj" not in str(real.client.get_cookie("samverkan"))


def test_only_those_who_have_signed_in_may_hand_in_files(real: Site) -> None:
    stranger = Site(real.client.application.test_client(), "")
    assert stranger.client.get(ADDRESS).status_code == 303


def test_what_the_register_does_not_hold_is_named_in_full_where_the_statute_is_known(real: Site) -> None:
    cited = "3 kap. 1 § socialtjänstlagen (2001:453), 10 kap. 99 § OSL, personuppgiftslagen (1998:204)"
    page = read(real, name="", text=f"Enligt {cited} och lagen (2015:1234) om annat.")
    assert page.all("#lagrum ~ section strong") == [
        "3 kap. 1 § den upphävda socialtjänstlagen (2001:453)",
        "Personuppgiftslagen (1998:204)",
        "2015:1234",
        "10 kap. 99 § offentlighets- och sekretesslagen (2009:400)",
    ]
