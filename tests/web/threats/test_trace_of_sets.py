"""Several documents for a person made at once, at the real server: afterwards no typed word is anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.pages import Form
from tests.web.real_server import Visitor, real_server
from tests.web.threats.test_trace_of_persons import (
    Canaries,
    mended,
    shared_before,  # noqa: F401 - a fixture is used by its name
    traces,
    worded,
)

SET, FIRST = "/person/handlingar", "/person/forst"
_ROUNDS = 12


def made_together(visitor: Visitor, canaries: Canaries, *plans: str) -> bytes:
    """The zip, after as many rounds as the page asks for."""
    page = visitor.send(visitor.get(SET).page.form().set("_handling", *plans), "visa").page
    for _ in range(_ROUNDS):
        answer = visitor.send(canaries.fill(page), "docx")
        if answer.is_file:
            return answer.body
        assert answer.status in (200, 422)
        page = mended(answer.page) if worded(answer.page) else answer.page
    raise AssertionError(f"asks without end: {page.errors}")


@pytest.mark.timeout(300)
def test_a_set_and_the_page_before_it_leave_no_trace(
    tmp_path: Path,
    shared_before: set[Path],  # noqa: F811
) -> None:
    canaries = Canaries()
    with real_server(tmp_path) as server:
        visitor = Visitor(server.address).sign_in()
        assert made_together(visitor, canaries, "samtycke", "gemensam-plan", "beslut-om-sekretess").startswith(b"PK")
        page = visitor.send(visitor.get(SET).page.form().set("_handling", "samtycke"), "visa").page
        visitor.send(visitor.send(canaries.fill(page), "tillbaka").page.form(), "visa")
        visitor.send(canaries.fill(page).set("_prova", "ja"), "pdf")
        visitor.send(canaries.fill(page), "pdf:1")
        first = visitor.get(FIRST).page.form().set("syfte", canaries.new(99)).set("fara", canaries.new(99))
        visitor.send(first, canaries.new(99))
        visitor.post(f"{SET}?{canaries.new(99)}=1", [("csrf_token", "x"), ("_handling", canaries.new(99))])
        visitor.send(Form(SET, first.fields).set("_handling", canaries.new(99)), "visa")
        assert len(canaries.sent) > 20
        assert "POST /person/handlingar 200" in server.log
        assert traces(server, visitor, canaries, shared_before) == {}
    assert traces(server, visitor, canaries, shared_before) == {}
    assert [path for path in server.temporary.rglob("*") if path.is_file()] == []
