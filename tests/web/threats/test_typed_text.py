"""What is typed is text and never anything else: through every answer of every document that is shipped."""

from __future__ import annotations

import itertools
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from generator.library.load import load_library
from generator.library.model import PlanKind
from generator.resources import clauses_dir
from tests.web.pages import Page, Site
from tests.web.threats.test_trace_of_persons import Canaries, mended

LIBRARY = load_library(clauses_dir())
PLANS = sorted(plan.id for plan in LIBRARY.plans.values() if plan.kind is PlanKind.PERSON and plan.pages)
TRICKS = (
    "{{7*191}}",
    "{%for x in y%}",
    "${7*191}",
    "#{7*191}",
    "<%=7*191%>",
    "{#x#}",
    "<b>7</b>",
    "&lt;",
    "]]>",
    "=7*191",
    "\\u0041",
    "{% raw %}",
)
COMPUTED = str(7 * 191)


class Tricks(Canaries):
    """A trick for every field that is filled in, in turn."""

    def __init__(self) -> None:
        super().__init__()
        self._tricks = itertools.cycle(TRICKS)
        self.typed: set[str] = set()

    def new(self, longest: int) -> str:
        trick = next(self._tricks)[:longest]
        self.typed.add(trick)
        return trick


def made(site: Site, plan: str, tricks: Tricks, button: str) -> bytes:
    """The document with a trick in every field."""
    page = site.get(f"/person/{plan}")
    for _ in range(12):
        answer = site.fetch(tricks.fill(page), button)
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            return answer.data
        page = mended(Page(answer, site._page(answer, answer.status_code).soup))
    raise AssertionError(f"{plan}: {page.errors}")


@pytest.mark.parametrize("plan", PLANS)
def test_a_template_typed_in_an_answer_is_printed_and_never_run(real_site: Site, plan: str) -> None:
    tricks = Tricks()
    word = zipfile.ZipFile(BytesIO(made(real_site, plan, tricks, "docx"))).read("word/document.xml").decode()
    printed = [trick for trick in ("{{7*191}}", "{%for x in y%}", "${7*191}") if trick in tricks.typed]
    assert tricks.typed
    assert [trick for trick in printed if trick not in word] == []
    pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(made(real_site, plan, tricks, "pdf"))).pages)
    assert COMPUTED not in word
    assert COMPUTED not in pdf


def test_a_template_typed_in_a_page_of_questions_comes_back_as_typed(real_site: Site) -> None:
    form = real_site.get("/overenskommelse/ny/samverkansoverenskommelse").form().set("kommuner-sok", "{{7*191}}")
    page = real_site.send(form, status=422)
    assert page.value("kommuner-sok") == "{{7*191}}"
    assert COMPUTED not in page.text
