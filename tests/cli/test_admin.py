"""The first administrator comes from the command line, and so does the way back in for one who has lost it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import clock
from generator.settings import from_environment
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.attempts import AttemptStore
from generator.storage.credentials import CredentialStore
from generator.storage.database import opened
from generator.storage.events import LOCAL, Kind, all_events
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.roles import OrganisationKind, Role
from tests.cli.running import Done, Runner

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CHOSEN = "fyra vanliga ord räcker"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh one, with its clock at noon."""
    for name in ("DATABASE_URL", "GENERATOR_ENV", "GENERATOR_HOST", "GENERATOR_HOSTS", "GENERATOR_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(clock, "now", lambda: NOW)


def token_of(done: Done) -> str:
    found = re.search(r"/inbjudan/([\w-]{43})\n", done.out)
    assert found is not None, done
    return found[1]


def test_the_first_administrator_gets_a_link_that_lets_her_choose_a_password(run: Runner) -> None:
    done = run.anywhere("admin", "Åsa Öberg", "Asa@Example.se")
    assert done.code == 0
    assert "http://127.0.0.1:8000/inbjudan/" in done.out
    settings = from_environment()
    with opened(settings.database_url) as engine:
        credentials = CredentialStore(engine, settings.secret_key)
        account = credentials.accept(token_of(done), CHOSEN, NOW)
        assert (account.name, account.login, account.administrator) == ("Åsa Öberg", "asa@example.se", True)
        assert credentials.proved_by_password("ASA@example.se", CHOSEN) is not None
        kinds = [event.kind for event in all_events(engine)]
        assert kinds == [Kind.ACCOUNT_CREATED, Kind.INVITED, Kind.INVITATION_USED]
        assert {event.who for event in all_events(engine)} == {LOCAL, account.id}


def test_in_production_the_link_leads_to_the_names_that_the_service_has(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENERATOR_ENV", "production")
    monkeypatch.setenv("GENERATOR_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("GENERATOR_HOSTS", "samverkan.example.se,annat.example.se")
    assert "https://samverkan.example.se/inbjudan/" in run.anywhere("admin", "Åsa", "asa").out


def test_an_administrator_who_has_lost_everything_is_let_in_again(run: Runner) -> None:
    first = token_of(run.anywhere("admin", "Åsa", "asa"))
    settings = from_environment()
    with opened(settings.database_url) as engine:
        credentials, attempts = CredentialStore(engine, settings.secret_key), AttemptStore(engine, settings.secret_key)
        for _ in range(9):
            attempts.begin("asa", NOW)
        second = token_of(run.anywhere("admin", "Åsa", "asa"))
        assert second != first
        assert attempts.count("asa") == 0
        assert credentials.accept(second, CHOSEN, NOW).login == "asa"
        assert len(AccountStore(engine).all()) == 1


def test_nobody_else_becomes_an_administrator_by_having_a_name(run: Runner) -> None:
    with opened(from_environment().database_url) as engine:
        kind = OrganisationKind.MUNICIPALITY
        place = OrganisationStore(engine).add(NewOrganisation(kind, "Bjurholm", ("2403",)), NOW, LOCAL)
        AccountStore(engine).create(NewAccount("bo", "Bo", (Membership(place.id, Role.SAMORDNARE),)), NOW, LOCAL)
    done = run.anywhere("admin", "Bo", "bo")
    assert done.code == 2
    assert "inte administratör" in done.err


@pytest.mark.parametrize(("name", "login"), [("", "asa"), ("Åsa", ""), ("Åsa", "två ord"), ("Å\nsa", "asa")])
def test_a_name_or_login_that_is_none_is_told(run: Runner, name: str, login: str) -> None:
    done = run.anywhere("admin", name, login)
    assert done.code == 2
    assert done.out == ""


def test_a_log_that_cannot_be_read_is_told_apart_from_one_that_is_broken(
    run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run.anywhere("audit", "verify").code == 0
    damaged = tmp_path / "trasig.db"
    damaged.write_text("inte en databas" * 100, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{damaged}")
    done = run.anywhere("audit", "verify")
    assert done.code == 2
    assert "Händelseloggen kunde inte granskas." in done.err
