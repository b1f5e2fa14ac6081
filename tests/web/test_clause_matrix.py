"""The matrix in the browser."""

from __future__ import annotations

from tests.web.pages import Site


def test_the_matrix_shows_every_clause_as_a_table_and_as_a_picture(site: Site) -> None:
    page = site.get("/klausuler/matris")
    names = page.all(".matrix tbody th[scope=row]")
    assert len(names) == len(page.soup.select(".matrix tbody tr")) - len(page.soup.select(".matrix-part"))
    assert page.soup.select_one(".matrix-picture svg[role=img] title")


def test_a_size_gives_a_column_for_each_problem_and_choices_are_kept(real_site: Site) -> None:
    page = real_site.get("/klausuler/matris?storlek=liten&visa=skiljer&problem=annat")
    assert [each["value"] for each in page.soup.select("option[selected]")][1:] == ["annat", "liten", "skiljer"]
    assert page.all(".matrix thead th")[1] == "Inget problem valt"
    never = real_site.get("/klausuler/matris?visa=aldrig")
    assert never.soup.select(".matrix-in") == []


def test_what_does_not_exist_does_not_narrow(site: Site) -> None:
    everything = site.get("/klausuler/matris").all(".matrix td")
    assert site.get("/klausuler/matris?storlek=x&visa=y&problem=z&dokument=w").all(".matrix td") == everything
