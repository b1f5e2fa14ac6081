"""A browser without a browser: fetches pages, checks each one against the page contract, fills in and sends forms."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from generator.storage.sessions import SessionStore
from generator.web.identity.demo import demo_account
from generator.web.identity.visitors import COOKIE
from generator.web.services import EXTENSION

CONTROLS = ["input", "select", "textarea"]
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
QUOTES_WHAT_WAS_TYPED = re.compile("error-summary|field-error|typed")
NEUTRAL_TITLE = "Handling – "
"""What a window says of a document for a person, whatever it is: a history or a tab tells nothing."""
REFERENCES = frozenset({"for", "aria-describedby", "aria-labelledby", "aria-controls", "list"})


class _Strict(HTML5TreeBuilder):
    """Reads a page once, and stops at its first error."""

    def feed(self, markup: str | bytes) -> None:
        html5lib.HTMLParser(tree=self.create_treebuilder, strict=True).parse(markup)


def check_page(html: str) -> BeautifulSoup:
    """The page contract. Every page that any test fetches passes it."""
    soup = BeautifulSoup(html, builder=_Strict(store_line_numbers=False))
    problems = [
        *_structure(soup),
        *_labels(soup),
        *_references(soup),
        *_forbidden(soup),
        *_forms(soup),
        *_typography(soup),
    ]
    assert not problems, problems
    return soup


def _structure(soup: BeautifulSoup) -> Iterator[str]:
    if soup.html.get("lang") != "sv":
        yield "lang is not sv"
    headings = [words(each) for each in soup.find_all("h1")]
    if len(headings) != 1:
        yield f"not exactly one h1: {headings}"
    title = words(soup.title)
    if not title.removeprefix("Fel: ").startswith((headings[0], NEUTRAL_TITLE)):
        yield f"the title does not start with the h1: {title}"
    ids = Counter(each["id"] for each in soup.find_all(id=True))
    yield from (f"id twice: {each}" for each, times in ids.items() if times > 1)
    levels = [int(each.name[1]) for main in soup.find_all("main") for each in main.find_all(HEADINGS)]
    yield from (f"h{high} after h{low}" for low, high in itertools.pairwise(levels) if high > low + 1)


def _labels(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {each["for"] for each in soup.find_all("label", attrs={"for": True}) if words(each)}
    for control in soup.find_all(CONTROLS):
        hidden = control.name == "input" and control.get("type") == "hidden"
        if not hidden and control.get("id") not in labelled and not control.get("aria-label"):
            yield f"no label: {control.get('name')}"
    yield from (f"a button without words: {each}" for each in soup.find_all("button") if not words(each))
    yield from (f"a link without words: {each}" for each in soup.find_all("a") if not words(each))
    yield from (
        f"a set without a legend: {each.get('id')}" for each in soup.find_all("fieldset") if not each.find("legend")
    )


def _references(soup: BeautifulSoup) -> Iterator[str]:
    everything = soup.find_all(True)
    ids = {each["id"] for each in everything if "id" in each.attrs}
    for element in everything:
        for name in REFERENCES & element.attrs.keys():
            for wanted in element[name].split() if name != "for" else [element[name]]:
                if wanted not in ids:
                    yield f"{name} leads nowhere: {wanted}"
        link = element.get("href", "") if element.name == "a" else ""
        if link.startswith("#") and link[1:] not in ids:
            yield f"link leads nowhere: {link}"


def _forbidden(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(True):
        yield from (f"{name} on {element.name}" for name in element.attrs if name == "style" or name.startswith("on"))
        for name in ("href", "src", "action", "formaction"):
            address = element.get(name, "")
            if address and not re.match(r"/(?!/)|#", address):
                yield f"an address elsewhere: {address}"
    yield from (f"inline {each.name}" for each in soup.find_all(["style", "script"]) if not each.get("src"))


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        only_asks = form.get("role") == "search" or form.has_attr("data-asks")  # for another page; it changes nothing
        token = form.find("input", attrs={"name": "csrf_token"})
        if only_asks and form.get("method") == "get" and form.get("action"):
            if token:
                yield "a token in an address"
            continue
        if form.get("method") != "post" or not form.get("action"):
            yield "a form that does not say how it is sent"
        if not token or not token.has_attr("value"):
            yield "a form without a token"


def _typography(soup: BeautifulSoup) -> Iterator[str]:
    """Our own words, not what somebody has typed: no straight quotes, no hyphen for a dash."""
    for text in soup.body.find_all(string=re.compile(r'"| - ')):
        typed = text.find_parent(["textarea", "article", "script"]) or text.find_parent(class_=QUOTES_WHAT_WAS_TYPED)
        if not typed:
            yield f"typography: {text.strip()[:80]}"


def words(element: Tag) -> str:
    """The text of an element with white space evened out."""
    return " ".join(element.get_text().split())


@dataclass
class Form:
    """A form as a browser would send it."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def set(self, name: str, *values: str) -> Form:
        """Fill in a field, tick boxes or choose; no value leaves it out."""
        self.fields = [(key, value) for key, value in self.fields if key != name]
        self.fields.extend((name, value) for value in values)
        return self

    def get(self, name: str) -> list[str]:
        """What would be sent under a name."""
        return [value for key, value in self.fields if key == name]


@dataclass
class Page:
    """A fetched page."""

    response: TestResponse
    soup: BeautifulSoup

    @property
    def text(self) -> str:
        """All that can be read in it."""
        return words(self.soup.body)

    @property
    def heading(self) -> str:
        """Its h1."""
        return words(self.soup.h1)

    @property
    def questions(self) -> list[str]:
        """Ids of the questions shown."""
        return [each["id"].removeprefix("fraga-") for each in self.soup.select(".question")]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Message and target of each line in the error summary."""
        return [(words(each), each["href"][1:]) for each in self.soup.select(".error-summary a")]

    @property
    def notice(self) -> str:
        """What is said at the top."""
        return " ".join(words(each) for each in self.soup.select(".notice:not(.notice-quiet)"))

    def value(self, control_id: str) -> str:
        """What stands in a field."""
        control = self.soup.find(id=control_id)
        if control.name == "textarea":
            return control.text
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            return chosen["value"] if chosen else ""
        return control.get("value", "")

    def checked(self, name: str) -> list[str]:
        """The ticked boxes under a name."""
        return [each["value"] for each in self.soup.select(f'[name="{name}"][checked]')]

    def all(self, selector: str) -> list[str]:
        """The words of every element that the selector finds."""
        return [words(each) for each in self.soup.select(selector)]

    def form(self, selector: str = "form[data-page]") -> Form:
        """A form of the page, as it would be sent untouched and without any button."""
        found = self.soup.select_one(selector)
        made = Form(found["action"])
        for each in found.select("input, select, textarea"):
            if value := _sent(each):
                made.fields.append((each["name"], value[0]))
        return made


def _sent(control: Tag) -> Sequence[str]:
    if control.name == "select":
        option = control.select_one("option[selected]") or control.select_one("option")
        return [option["value"]]
    if control.name == "textarea":
        return [control.text.replace("\n", "\r\n")]
    if control.get("type") in ("checkbox", "radio"):
        return [control["value"]] if control.has_attr("checked") else []
    return [control.get("value", "")]


KOMMUNPOLIS = "polis-kommunpolis"
"""Who the tests are when they say nothing else: a button of the demonstration."""
ADMINISTRATOR = "tjansten-administrator"


def sign_in_as(client: FlaskClient, key: str) -> None:
    """Be somebody in the demonstration, without asking for any page."""
    made = client.application.extensions[EXTENSION]
    account = demo_account(made.agreements, key, made.clock())
    client.set_cookie(COOKIE, SessionStore(made.agreements.engine).begin(account.id, made.clock()))


class Site:
    """The service as somebody meets it. Redirects are followed; every page is checked."""

    def __init__(self, client: FlaskClient, who: str = KOMMUNPOLIS) -> None:
        self.client = client
        self.last_address = ""
        if who:
            sign_in_as(client, who)

    def get(self, address: str, status: int = 200) -> Page:
        """Fetch a page."""
        return self._page(self.client.get(address), status)

    def send(self, form: Form, button: str | None = None, status: int = 200) -> Page:
        """Send a form, by a button's value or by Enter."""
        fields = [*form.fields, *([("gor", button)] if button else [])]
        return self._page(self.client.post(form.action, data=MultiDict(fields)), status)

    def fetch(self, form: Form, button: str) -> TestResponse:
        """Send a form that gives a file back."""
        return self.client.post(form.action, data=MultiDict([*form.fields, ("gor", button)]))

    def _page(self, response: TestResponse, status: int) -> Page:
        while response.status_code == 303:
            response = self.client.get(response.headers["Location"])
        assert response.status_code == status, response.text[:2000]
        self.last_address = response.request.path
        check_headers(response)
        return Page(response, check_page(response.text))


def check_headers(response: TestResponse) -> None:
    """What every page says to the browser."""
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Request-ID"]
