"""What a lawyer does on the pages of a municipality's own wordings."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.conftest import NEW
from tests.web.pages import Page, Site

OWN = "Det här gäller bara hos oss i kommunen."
HOME = "/egna-lydelser/demo-bjurholm/"
LAWYER, COORDINATOR = "bjurholm-kommunjurist", "bjurholm-samordnare"
As = Callable[[str], Site]


def clause(site: Site, clause_id: str = "tiden", status: int = 200) -> Page:
    return site.get(f"{HOME}klausul/{clause_id}", status)


def decided(site: Site, how: str = "spara", text: str = OWN, status: int = 200, **more: str) -> Page:
    form = clause(site, more.pop("clause_id", "tiden")).form("form[data-own]").set("text", text)
    form.set("skal", more.pop("skal", "Nämnden vill det."))
    for name, value in more.items():
        form.set(name, value)
    return site.send(form, how, status)


def added(site: Site, status: int = 200, how: str = "spara", **more: str) -> Page:
    told = {"efter": "overenskommelse/tiden", "rubrik": "Parkering", "text": OWN, "skal": "Nämnden vill det.", **more}
    form = site.get(f"{HOME}ny").form("form[data-own]")
    for name, value in told.items():
        form.set(name, value)
    return site.send(form, how, status)


def opinion(site: Site, decision: str, words: str = "", status: int = 200, clause_id: str = "tiden") -> Page:
    form = clause(site, clause_id).form("form[data-opinion]").set("beslut", decision).set("text", words)
    return site.send(form, status=status)


def begun(site: Site, municipality: str = "Bjurholm") -> str:
    """The address of a new draft."""
    site.send(site.get(NEW).form().set("kommuner-sok", municipality))
    return f"/overenskommelse/{site.last_address.split('/')[2]}/"


def waiting(site: Site, draft: str) -> list[str]:
    return [each for each in site.get(draft).all(".remaining li") if "lydelse" in each]
