"""A new draft out of a file that the service made earlier, and what is said of every other file."""

from __future__ import annotations

import io
import tempfile
from contextlib import closing
from functools import cache

import pytest
from werkzeug.test import EnvironBuilder, TestResponse

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.manifest import Manifest, as_json
from generator.cli.answers_file import plan_for, read_answers_file
from generator.formats.docx import standard_shell
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.readback.manifest import read_manifest
from generator.web.uploads import MOST_EARLIER
from tests.cases.documents import CASES_DIR, library, made
from tests.web.pages import Page, Site, check_page

ADDRESS = "/overenskommelse/fran-fil"


@cache
def agreement_file(extension: str) -> bytes:
    """The agreement of a case as it is downloaded."""
    file = read_answers_file(CASES_DIR / "bjurholm" / "answers.yaml")
    situation = situation_for(library(), plan_for(library(), file.plan), file.answers, file.day)
    documents = document_set(situation)
    return get_format(extension).render(documents.main, RenderOptions(draft=True, manifest=documents.manifest))


def with_manifest(**changed: object) -> bytes:
    """The same Word file with another manifest."""
    file = read_answers_file(CASES_DIR / "bjurholm" / "answers.yaml")
    situation = situation_for(library(), plan_for(library(), file.plan), file.answers, file.day)
    documents = document_set(situation)
    old = read_manifest(agreement_file("docx"))
    manifest = as_json(Manifest(**{**vars(old), **changed}))
    return get_format("docx").render(documents.main, RenderOptions(draft=True, manifest=manifest))


class EncodedMultipart:
    """A form with a file as a browser sends it, made before the test looks at what the service does with it."""

    def __init__(self, data: dict[str, object]) -> None:
        with closing(EnvironBuilder(method="POST", data=data)) as builder:
            environ = builder.get_environ()
        self.content: bytes = environ["wsgi.input"].read()
        self.content_type: str = environ["CONTENT_TYPE"]


def hand_in(site: Site, content: bytes, name: str = "fil.pdf") -> TestResponse:
    form = site.get(ADDRESS).form("form[enctype]")
    data = {**dict(form.fields), "fil": (io.BytesIO(content), name)}
    return site.client.post(form.action, data=data, content_type="multipart/form-data")


def refused(site: Site, content: bytes, name: str = "fil.pdf") -> str:
    """What is said of a file that gives no draft; the page keeps the contract."""
    before = site.get("/").all(".draft-list a")
    response = hand_in(site, content, name)
    assert response.status_code == 422
    page = Page(response, check_page(response.text))
    assert site.get("/").all(".draft-list a") == before
    return page.errors[0][0]


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_our_own_file_gives_a_draft_with_the_answers_that_its_text_prints(real_site: Site, extension: str) -> None:
    response = hand_in(real_site, agreement_file(extension), f"x.{extension}")
    page = real_site.get(response.headers["Location"])
    assert page.heading == "Bjurholm"
    assert "Svaren är lästa ur en fil" in page.all("h2")
    assert "1 januari 2027" in page.text
    assert "Maj-Lis Sandgren" not in page.text
    assert page.all(".chip-status") == ["Utkast"]


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_a_document_for_a_person_is_told_to_be_that(real_site: Site, extension: str) -> None:
    documents, _ = made("vuxen")
    content = get_format(extension).render(documents[0], RenderOptions(draft=False))
    assert "handling för en person" in refused(real_site, content)


def test_an_annex_is_told_to_be_that(real_site: Site) -> None:
    documents, _ = made("bjurholm")
    assert "bilaga" in refused(real_site, get_format("pdf").render(documents[1], RenderOptions(draft=False)))


def test_a_word_shell_is_told_to_be_that(real_site: Site) -> None:
    assert "ett Word-skal" in refused(real_site, standard_shell(), "skal.docx")


def test_a_foreign_file_is_told_to_be_that(real_site: Site) -> None:
    blank = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    blank += b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    assert "inte en överenskommelse som tjänsten har gjort" in refused(real_site, blank)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Välj en fil först."),
        (b"vanlig text", "varken en PDF eller en Word-fil"),
        (b"\xd0\xcf\x11\xe0gammal Word", "lösenord eller sparad i Words äldre format"),
    ],
)
def test_what_is_no_document_at_all_is_told(real_site: Site, content: bytes, told: str) -> None:
    assert told in refused(real_site, content, "fil.pdf" if content else "")


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_a_damaged_file_is_told_to_be_that(real_site: Site, extension: str) -> None:
    content = agreement_file(extension)
    assert "går inte att läsa" in refused(real_site, content[: len(content) // 3])


def test_a_file_with_a_plan_that_is_gone_is_told(real_site: Site) -> None:
    assert "finns inte längre" in refused(real_site, with_manifest(plan="borttagen"))


def test_a_file_that_says_it_is_for_a_person_stores_nothing(real_site: Site) -> None:
    assert "finns inte längre" in refused(real_site, with_manifest(plan="samtycke"))


def test_answers_that_can_no_longer_be_used_are_left_out_and_the_rest_kept(real_site: Site) -> None:
    old = read_manifest(agreement_file("docx"))
    answers = {**old.answers, "okand": "x", "form": "finns-inte"}
    response = hand_in(real_site, with_manifest(answers=answers), "x.docx")
    assert real_site.get(response.headers["Location"]).heading == "Bjurholm"


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at(real_site: Site) -> None:
    content = b"%PDF-1.7" + bytes(MOST_EARLIER)
    assert "för stor" in refused(real_site, content)
    assert hand_in(real_site, content + bytes(200_000)).status_code == 413


def test_a_file_never_touches_a_disk(real_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened for what was handed in")

    form = real_site.get(ADDRESS).form("form[enctype]")
    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("werkzeug.formparser.default_stream_factory", refuse)
    data = {**dict(form.fields), "fil": (io.BytesIO(b"%PDF-1.7" + bytes(3_000_000)), "x.pdf")}
    body = EncodedMultipart(data)
    response = real_site.client.post(ADDRESS, data=body.content, content_type=body.content_type)
    assert response.status_code == 422


@pytest.mark.parametrize("address", ["/overenskommelse/ny/samverkansoverenskommelse", "/person/samtycke"])
def test_no_other_page_takes_a_file(real_site: Site, address: str) -> None:
    token = real_site.get(address).form().get("csrf_token")[0]
    data = {"csrf_token": token, "fil": (io.BytesIO(b"x"), "x.pdf")}
    response = real_site.client.post(address, data=data, content_type="multipart/form-data")
    assert response.status_code == 415
