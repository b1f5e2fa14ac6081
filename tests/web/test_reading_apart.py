"""A file from outside is read in a process of its own: whatever the file does, the service goes on and says so."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from generator.assembly.assemble import document_set
from generator.errors import GeneratorError
from generator.library.model import Library
from generator.readback.foreign import read_foreign
from generator.readback.manifest import ManifestError, read_manifest
from generator.readback.word_package import MAX_PART, ReturnedFileError
from generator.settings import Settings
from generator.web.app import create_app
from generator.web.handed_in import scanned, with_tracked_changes
from generator.web.services import EXTENSION
from generator.web.work import Apart, MakingFailed, ProcessEnded, QueueFull, TookTooLong
from generator.web.work_pool import Processes
from tests.readback.foreign_files import TEXT, pdf, word
from tests.readback.sent import read, sent
from tests.readback.test_returned_files import DOCUMENT, changed, foreign
from tests.web.conftest import NOON
from tests.web.pages import Page, Site, check_page
from tests.web.test_returned import agreement_of, word_file
from tests.web.test_work import soon
from tests.web.troublesome import TYPED, eat_memory, start_a_program_and_sleep, write_without_end

EARLIER, SCANNED = "/overenskommelse/fran-fil", "/granska-avtal/"


@pytest.fixture(scope="session")
def readers() -> Processes:
    """As the service has them."""
    return Processes(at_once=1, waiting=1)


# --- The process that reads ---


def test_reading_apart_says_what_reading_here_says(readers: Processes) -> None:
    assert readers.call(read_foreign, word()).text == "\n\n".join(TEXT)
    assert readers.call(read_manifest, sent("bjurholm").content) == read_manifest(sent("bjurholm").content)
    with pytest.raises(ReturnedFileError, match="tom"):
        readers.call(read_foreign, b" ")
    with pytest.raises(ManifestError, match="varken"):
        readers.call(read_manifest, b"hej")


def test_a_file_that_takes_too_long_is_given_up_with_every_program_that_was_started(tmp_path: Path) -> None:
    told = tmp_path / "told"
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        Processes(seconds=2).call(start_a_program_and_sleep, str(told))
    assert time.monotonic() - began < 60
    program, folder = told.read_text().split()
    soon(lambda: not Path("/proc", program).exists())
    assert not Path(folder).exists()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("trouble", [eat_memory, write_without_end])
def test_a_file_that_wants_too_much_ends_its_own_process_alone(
    readers: Processes, trouble: Callable[[], object]
) -> None:
    before = set(Path(tempfile.gettempdir()).glob("dokument-*"))
    with pytest.raises((ProcessEnded, MakingFailed)):
        readers.call(trouble)
    assert set(Path(tempfile.gettempdir()).glob("dokument-*")) <= before
    assert readers.call(read_foreign, word()).text == "\n\n".join(TEXT)


def test_the_program_that_compares_runs_within_the_same_limits(readers: Processes, tmp_path: Path) -> None:
    """It is unpacked whole, where it is told to be, and leaves nothing else."""
    engine = tmp_path / "jamforare"
    standard = sent("bjurholm").content
    edited = foreign("Överenskommelse", "Parterna dricker kaffe.")
    made = readers.call(with_tracked_changes, edited, document("bjurholm"), engine)
    assert made.startswith(b"PK\x03\x04")
    assert [each.name for each in tmp_path.iterdir()] == ["jamforare"]
    with pytest.raises(ReturnedFileError, match="skadad"):
        readers.call(with_tracked_changes, HOSTILE["entities"](standard), document("bjurholm"), engine)


def document(case: str) -> Any:
    """The standard text of a case."""
    return document_set(sent(case).situation).main


def test_a_text_of_many_provisions_does_not_hold_the_service(readers: Processes, real_library: Library) -> None:
    """Finding what a long text cites takes seconds, so that is done there too."""
    cites = "Enligt 2 kap. 1 § SoL ska nämnden göra sitt. "
    told = readers.call(scanned, cites * 20, real_library, NOON.date(), None)
    assert told == scanned(cites * 20, real_library, NOON.date(), None)
    assert len(told.found.citations) == 20
    with pytest.raises(TookTooLong):
        Processes(seconds=1).call(scanned, cites * 10_000, real_library, NOON.date(), None)


# --- What the pages say ---


@pytest.fixture
def site_where(settings: Settings, small_library: Library) -> Iterator[Callable[[Apart], Site]]:
    """Somebody's browser at a service that reads its files in a certain way."""
    made: list[Flask] = []

    def at(apart: Apart) -> Site:
        made.append(create_app(settings, small_library, clock=lambda: NOON, apart=apart))
        return Site(made[-1].test_client())

    yield at
    for app in made:
        app.extensions[EXTENSION].agreements.engine.dispose()


def refusing(error: GeneratorError) -> Apart:
    def read_nothing(*_: object, **__: object) -> Any:
        raise error

    return read_nothing


def post(site: Site, address: str, content: bytes, **more: str) -> TestResponse:
    form = site.get(address).form("form[enctype]")
    data = {**dict(form.fields), **more, "fil": (BytesIO(content), "avtal.docx")}
    return site.client.post(address, data=data, content_type="multipart/form-data")


def told(response: TestResponse, status: int) -> Page:
    assert response.status_code == status, response.text[:500]
    return Page(response, check_page(response.text))


def begun(site: Site) -> str:
    """A draft, and the address where its Word file comes back."""
    page = site.get("/overenskommelse/ny/overenskommelse")
    site.send(page.form().set("kommuner-sok", "Eskilstuna"))
    return f"/overenskommelse/{agreement_of(site)}/aterlast"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TookTooLong("x"), "för lång tid"),
        (ProcessEnded("x"), "gick inte att läsa"),
        (MakingFailed("KeyError", ()), "gick inte att läsa"),
    ],
)
def test_a_file_that_is_not_read_is_told_at_its_field(
    site_where: Callable[[Apart], Site], error: GeneratorError, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    site = site_where(refusing(error))
    for address in (EARLIER, SCANNED, begun(site)):
        page = told(post(site, address, TYPED.encode()), 422)
        assert words in page.errors[0][0]
        assert page.errors[0][1] == "fil"
    assert error.code in caplog.text
    assert TYPED not in caplog.text


def test_when_many_files_are_being_read_one_is_asked_to_come_back(site_where: Callable[[Apart], Site]) -> None:
    site = site_where(refusing(QueueFull("x")))
    for address in (EARLIER, SCANNED, begun(site)):
        page = told(post(site, address, b"x"), 503)
        assert page.heading == "Flera filer läses just nu"
        assert page.response.headers["Retry-After"] == "30"


def deep(levels: int) -> Callable[[bytes], bytes]:
    """Content controls inside each other."""
    inside = b"<w:sdt><w:sdtContent>" * levels + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * levels
    return lambda xml: xml.replace(b"<w:body>", b"<w:body>" + inside)


def laughing(xml: bytes) -> bytes:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    declared = b'<!DOCTYPE w [<!ENTITY l0 "ha">%s]>' % laughs
    return declared + xml.split(b"?>", 1)[-1].replace(b"</w:body>", b"<w:p><w:r><w:t>&l8;</w:t></w:r></w:p></w:body>")


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "bomb": lambda c: changed(c, DOCUMENT, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * (MAX_PART + 1))),
    "entities": lambda c: changed(c, DOCUMENT, laughing),
    "deep": lambda c: changed(c, DOCUMENT, deep(20_000)),
    "damaged": lambda c: c[: len(c) // 2],
    "locked": lambda _: b"\xd0\xcf\x11\xe0" + bytes(2_000),
    "program": lambda _: b"\x7fELF\x00" + bytes(2_000),
    "scanned": lambda _: pdf(""),
}
REFUSALS = {
    "aterlast": {
        **{"bomb": "orimligt stor", "entities": "skadad", "deep": "skadad", "damaged": "går inte att läsa"},
        **{"locked": "lösenord", "program": "varken", "scanned": "ingen Word-fil"},
    },
    "granska-avtal": {
        **{"bomb": "orimligt stor", "entities": "inte skriver", "deep": "ingen text", "damaged": "skadad"},
        **{"locked": "lösenord", "program": "varken", "scanned": "inskannad"},
    },
    "fran-fil": {
        **dict.fromkeys(("bomb", "entities", "deep"), ""),  # the text is not looked at, and the manifest is whole
        **{"damaged": "går inte att läsa", "locked": "lösenord", "program": "varken"},
        "scanned": "inte en överenskommelse som tjänsten har gjort",
    },
}


def test_each_page_that_takes_a_file_says_what_is_wrong_with_a_hostile_one_and_stays_up(
    readers: Processes, site_where: Callable[[Apart], Site]
) -> None:
    site = site_where(readers.call)
    returned = begun(site)
    ours = word_file(site)
    for address in (returned, SCANNED, EARLIER):
        for kind, make in HOSTILE.items():
            words = REFUSALS[address.strip("/").split("/")[-1]][kind]
            response = post(site, address, make(ours))
            if words:
                assert words in told(response, 422).errors[0][0], (address, kind)
            else:
                assert response.status_code == 303, (address, kind)
        assert site.get("/").heading
    assert "ord för ord" in told(post(site, returned, ours), 200).text
    assert post(site, returned, bytes(50_000_000)).status_code == 413


# --- What can still be read ---


def test_of_a_file_with_macros_and_pictures_the_text_is_read_and_the_rest_is_said() -> None:
    content = changed(sent("bjurholm").content, "word/vbaProject.bin", lambda _: b"makro")
    returned = read(content, "bjurholm")
    assert returned.is_unchanged
    assert "makron" in returned.remarks[0]
