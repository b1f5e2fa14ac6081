"""The copy for review as a file."""

from __future__ import annotations

import pytest

from tests.web.pages import Site


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_the_whole_set_and_one_document_are_files(site: Site, extension: str) -> None:
    for name in ("alla", "overenskommelse"):
        response = site.client.get(f"/klausuler/granskningsexemplar/{name}.{extension}")
        assert response.status_code == 200
        assert 'attachment; filename="granskningsexemplar' in response.headers["Content-Disposition"]
        assert response.data[:4] == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}[extension]


@pytest.mark.parametrize("address", ["finns-inte.docx", "alla.exe", "alla.html"])
def test_what_there_is_no_file_of_is_not_found(site: Site, address: str) -> None:
    site.get(f"/klausuler/granskningsexemplar/{address}", 404)


def test_the_set_and_each_document_lead_to_the_file(site: Site) -> None:
    assert "/klausuler/granskningsexemplar/alla.pdf" in {
        each["href"] for each in site.get("/klausuler/").soup.select("a")
    }
    document = site.get("/klausuler/overenskommelse")
    assert document.soup.select("a[href='/klausuler/granskningsexemplar/overenskommelse.docx']")
