"""Drafts that nobody has touched for long: those whose they are read it on the start page before they are removed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from generator.storage.agreements import AgreementStore, Change
from generator.storage.ownership import Viewer
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.pages import Site

HEADING = "Utkast som snart tas bort"
LINES = "section[aria-labelledby=tas-bort] li"


def left_alone(app: Flask, age: timedelta) -> str:
    """A draft of Bjurholm's that was saved so long ago."""
    home(app, "bjurholm-samordnare").get("/")  # the organisations of the demonstration are made by its first visitor
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    plan = app.extensions[EXTENSION].library.plans["overenskommelse"]
    theirs = agreements.seen_by(Viewer("prov", frozenset({"demo-bjurholm"})))
    return theirs.create(plan, Change({}, "x", NOON - age)).id


def home(app: Flask, who: str) -> Site:
    return Site(app.test_client(), who)


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(days=700), "tas bort tidigast den 22 december 2026"),
        (timedelta(days=900), "kan tas bort när som helst"),
    ],
)
def test_whose_draft_it_is_is_told_when_it_will_be_removed(app: Flask, age: timedelta, told: str) -> None:
    made = left_alone(app, age)
    page = home(app, "bjurholm-samordnare").get("/")
    assert HEADING in page.text
    (line,) = page.all(LINES)
    assert told in line
    assert page.soup.select_one(f"{LINES} a[href$='/overenskommelse/{made}/']")


def test_others_and_those_with_newer_drafts_read_nothing_of_it(app: Flask) -> None:
    left_alone(app, timedelta(days=600))
    assert HEADING not in home(app, "bjurholm-samordnare").get("/").text
    left_alone(app, timedelta(days=700))
    for other in ("goteborg-samordnare", "bjurholm-handlaggare", ""):
        assert HEADING not in home(app, other).get("/").text
