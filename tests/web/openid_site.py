"""The service in production with two organisations, for the tests of signing in at one's own organisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from generator.library.model import Library
from generator.openid_settings import OpenIdSettings
from generator.settings import Settings
from generator.storage.accounts import Account, AccountStore
from generator.storage.agreements import AgreementStore
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.roles import OrganisationKind
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET
from tests.web.conftest import NOON

POLICE, MUNICIPALITY = "Polisen Västerbotten", "Bjurholms kommun"
RULES = """\
behörigheter:
  - när: {roll: samverkan-kommunpolis, organisation: "202100-0076"}
    ger: {roll: kommunpolis, organisation: Polisen Västerbotten}
  - när: {roll: samverkan-samordnare, organisation: "212000-2643"}
    ger: {roll: samordnare, organisation: Bjurholms kommun}
  - när: {roll: samverkan-jurist, organisation: "212000-2643"}
    ger: {roll: kommunjurist, organisation: Bjurholms kommun}
  - när: {roll: samverkan-drift, organisation: "212000-2643"}
    ger: {roll: administrator}
"""
ANNA = {
    "name": "Anna Ek",
    "preferred_username": "anna.ek",
    "grupper": ["samverkan-kommunpolis", "något annat"],
    "arbetsplats": "202100-0076",
}
"""A kommunpolis, as her organisation tells of her."""
BO = {
    "name": "Bo Åhs",
    "preferred_username": "bo.ahs",
    "grupper": ["samverkan-samordnare", "samverkan-jurist"],
    "arbetsplats": "212000-2643",
}
"""A samordnare who is the lawyer too."""


@dataclass(frozen=True)
class OpenIdSite:
    """An application that has been made, and what lies behind it."""

    app: Flask
    engine: Engine

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Everybody who has an account."""
        return AccountStore(self.engine).all()


def openid_settings_for(issuer: str, folder: Path, rules: str = RULES) -> OpenIdSettings:
    """The settings of a service that trusts an issuer, with a file of roles in a folder."""
    file = folder / "behorigheter.yaml"
    file.write_text(rules, encoding="utf-8")
    return OpenIdSettings(issuer, CLIENT_ID, CLIENT_SECRET, file, "grupper", "arbetsplats")


def openid_site(
    settings: Settings, library: Library, openid: OpenIdSettings, clock: Callable[[], datetime]
) -> OpenIdSite:
    """The service, with its two organisations registered."""
    real = replace(settings, production=True, hosts=("localhost",), openid=openid)
    app = create_app(real, library, clock=clock)
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    register = OrganisationStore(agreements.engine).add
    register(NewOrganisation(OrganisationKind.POLICE, POLICE, ("2403",)), NOON, "prov")
    register(NewOrganisation(OrganisationKind.MUNICIPALITY, MUNICIPALITY, ("2403",)), NOON, "prov")
    return OpenIdSite(app, agreements.engine)
