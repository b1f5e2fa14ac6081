"""Two states of the clause library compared in the browser: kept ones, and one that is handed in."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask

from generator.library.load import load_library
from generator.library.packing import pack_library
from generator.storage.versions import LibraryCopies
from generator.web import library_comparing
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.pages import Page, Site, check_page

ADDRESS = "/jamfor/bibliotek"
SMALL = Path(__file__).with_name("bibliotek")
GONE, OLD_TEXT = "helt-ny", "En gammal mening om kaffe."


def older(folder: Path) -> Path:
    """The small library as it was before: one clause more, and another text of the term."""
    root = Path(shutil.copytree(SMALL, folder / "clauses"))
    file = next(root.glob("*/tiden/*.md"))
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{OLD_TEXT}\n", "utf-8")
    more = file.parent.parent / GONE / file.name
    more.parent.mkdir()
    more.write_text(file.read_text("utf-8").replace("id: tiden", f"id: {GONE}"), "utf-8")
    plan = root / "documents" / "overenskommelse.yaml"
    plan.write_text(plan.read_text("utf-8").replace("tema-ett, ", f"tema-ett, {GONE}, "), "utf-8")
    return root


@pytest.fixture
def version(app: Flask, tmp_path: Path) -> str:
    """An older library that is kept."""
    root = older(tmp_path)
    version = load_library(root).version
    content = pack_library(root, version)
    assert content is not None
    LibraryCopies(app.extensions[EXTENSION].agreements.engine).keep(version, content, NOON)
    return version


def test_todays_library_is_compared_clause_by_clause_with_one_that_is_kept(site: Site, version: str) -> None:
    chosen = site.get(ADDRESS)
    assert [each["value"] for each in chosen.soup.select("#a option")] == ["idag", version]
    page = site.get(f"{ADDRESS}?a={version}")
    (heading,) = page.all("#skillnad")
    assert heading == f"Biblioteket från 21 november 2026 ({version}) jämfört med klausulbiblioteket i dag"
    assert [each.split()[0] for each in page.all(".diff-clause h3")] == ["Ändrad", "Borttagen"]
    assert any(OLD_TEXT in each for each in page.all("del"))
    assert "2 klausuler skiljer" in page.text


def test_only_new_and_gone_or_only_some_words_can_be_asked_for(site: Site, version: str) -> None:
    page = site.get(f"{ADDRESS}?a={version}&b=idag&visa=nya")
    assert [each.split()[0] for each in page.all(".diff-clause h3")] == ["Borttagen"]
    assert page.soup.select("#visa[checked]")
    assert "1 visas" in page.text
    assert site.get(f"{ADDRESS}?a={version}&q=finns-inte").all(".diff-clause") == []
    assert len(site.get(f"{ADDRESS}?a={version}&q=KAFFE").all(".diff-clause")) == 2
    word = page.soup.select_one("a[href*='jamforelse.docx']")["href"]
    assert "visa=nya" in word
    response = site.client.get(word)
    assert response.headers["Content-Disposition"] == 'attachment; filename="jamforelse-bibliotek.docx"'
    text = ZipFile(BytesIO(response.data)).read("word/document.xml").decode()
    assert "Borttagen: " in text
    assert "Ändrad: " not in text


def test_the_same_twice_differs_in_nothing(site: Site) -> None:
    assert "Ingenting skiljer dem åt" in site.get(f"{ADDRESS}?a=idag").text
    assert "inget äldre bibliotek bevarat än" in site.get(ADDRESS).text


@pytest.mark.parametrize("query", ["a=finns-inte", "a=idag&b=0123456789ab", "a=../../etc/passwd"])
def test_what_is_not_kept_is_said_beside_the_choice(site: Site, query: str) -> None:
    page = site.get(f"{ADDRESS}?{query}", 422)
    assert page.soup.title.text.startswith("Fel: ")
    assert site.client.get(f"{ADDRESS}/jamforelse.docx?{query}").status_code == 422
    assert site.client.get(f"{ADDRESS}/jamforelse.exe?{query}").status_code == 404


# --- One that is handed in ---


def zipped(root: Path, folder: str = "clauses/", **more: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder}{path.relative_to(root).as_posix()}")
        for name, text in more.items():
            archive.writestr(name, text)
    return stream.getvalue()


def handed_in(site: Site, content: bytes, status: int = 200, **more: str) -> Page:
    form = site.get(ADDRESS).form("form[enctype]")
    data = {**dict(form.fields), **more, "fil": (BytesIO(content), "clauses.zip")}
    response = site.client.post(ADDRESS, data=data, content_type="multipart/form-data")
    assert response.status_code == status, response.text[:500]
    return Page(response, check_page(response.text))


@pytest.fixture
def todays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the library in use are those of the small one."""
    monkeypatch.setattr(library_comparing, "clauses_dir", lambda: SMALL)


@pytest.mark.parametrize("folder", ["", "clauses/", "avtal-main/clauses/"])
def test_a_packed_library_is_compared_with_todays(site: Site, tmp_path: Path, todays: None, folder: str) -> None:
    page = handed_in(site, zipped(older(tmp_path), folder))
    assert page.all("#skillnad") == ["Klausulbiblioteket i dag jämfört med biblioteket i zip-filen"]
    assert sorted(each.split()[0] for each in page.all(".diff-clause h3")) == ["Ny", "Ändrad"]
    assert any(OLD_TEXT in each for each in page.all("ins"))


def test_a_library_with_faults_is_compared_as_far_as_it_can_be_read(site: Site, tmp_path: Path, todays: None) -> None:
    root = older(tmp_path)
    next(root.glob(f"*/{GONE}/*.md")).write_text("---\ntrasig: [\n---\n", "utf-8")
    page = handed_in(site, zipped(root))
    assert "fel. Det som gick att läsa är jämfört" in page.text
    assert [each.split()[0] for each in page.all(".diff-clause h3")] == ["Ändrad"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom"),
        (b"hej", "går inte att läsa"),
        (b"PK\x03\x04" + bytes(2_000), "går inte att läsa"),
        (zipped(SMALL / "finns-inte", a="b"), "inget klausulbibliotek"),
        (zipped(SMALL / "finns-inte", **{"lagrum.yaml": "a: b"}), "inga klausuler"),
    ],
    ids=["empty", "text", "damaged", "another zip", "no clauses"],
)
def test_what_is_no_library_is_refused_beside_the_field(site: Site, todays: None, content: bytes, words: str) -> None:
    page = handed_in(site, content, 422)
    assert words in page.all("#fil-fel")[0]
