"""PostgreSQL goes away while people work, and comes back: a calm page in between, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from generator.errors import StorageError
from generator.library.model import Library
from generator.settings import from_environment
from generator.storage.totals import person_documents
from generator.web.services import EXTENSION
from tests.databases import Cluster
from tests.web.conftest import NEW, made_app
from tests.web.pages import Site
from tests.web.test_person import ADDRESS, filled


@pytest.fixture
def app(postgres: Cluster, tmp_path: Path, small_library: Library) -> Iterator[Flask]:
    """The service on PostgreSQL."""
    url = postgres.new_database(migrated=True)
    made = made_app(from_environment({"GENERATOR_VAR": str(tmp_path / "var"), "DATABASE_URL": url}), small_library)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()
    postgres.drop(url)


def test_while_the_database_is_away_a_calm_page_says_so_and_afterwards_the_same_form_is_saved(
    app: Flask, postgres: Cluster
) -> None:
    site = Site(app.test_client())
    form = site.get(NEW).form().set("kommuner-sok", "Eskilstuna")
    postgres.stop()
    try:
        page = site.send(form, status=503)
        assert page.heading == "Tjänsten kan inte spara eller läsa just nu"
        assert "Databasen går inte att nå. Vänta en stund och försök igen." in page.text
        assert page.response.headers["Retry-After"] == "30"
        site.get("/healthz", 503)
        site.get("/", 503)
        site.get("/klausuler/")
    finally:
        postgres.start()
    assert site.client.get("/healthz").status_code == 200
    site.send(form)
    (saved,) = app.extensions[EXTENSION].agreements.newest(10)
    assert saved.answers["kommuner"] == ["0484"]


def test_a_document_for_a_person_waits_for_the_database_that_knows_who_asks(app: Flask, postgres: Cluster) -> None:
    site = Site(app.test_client())
    form = filled(site.get(ADDRESS))
    postgres.stop()
    try:
        assert site.fetch(form, "pdf").status_code == 503
    finally:
        postgres.start()
    assert site.fetch(form, "pdf").data.startswith(b"%PDF")
    assert person_documents(app.extensions[EXTENSION].agreements.engine) == 1


def test_a_document_for_a_person_is_made_though_it_cannot_be_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise StorageError("borta")

    monkeypatch.setattr("generator.web.person.count_person_document", fail)
    site = Site(app.test_client())
    assert site.fetch(filled(site.get(ADDRESS)), "pdf").data.startswith(b"%PDF")
