"""The demonstration: made-up organisations, and one click to be anybody in them. It does not exist in production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from generator.storage.accounts import Account, AccountStore
from generator.storage.agreements import AgreementStore
from generator.storage.demonstration import DemoOrganisation, prepare_demonstration
from generator.storage.organisations import NewOrganisation
from generator.storage.roles import ROLE_WORDS, ROLES_OF, OrganisationKind, Role
from generator.web.identity.onward import FIELD, safe_address
from generator.web.identity.visitors import DEMO_PREFIX, sign_in
from generator.web.services import services

blueprint = Blueprint("demo", __name__, url_prefix="/demo")

_POLICE = OrganisationKind.POLICE
_MUNICIPALITY = OrganisationKind.MUNICIPALITY
ORGANISATIONS: Mapping[str, NewOrganisation] = {
    "polis": NewOrganisation(_POLICE, "Polisen (demonstration)", ("0484", "1480", "2403")),
    "bjurholm": NewOrganisation(_MUNICIPALITY, "Bjurholms kommun (demonstration)", ("2403",)),
    "goteborg": NewOrganisation(_MUNICIPALITY, "Göteborgs Stad (demonstration)", ("1480",)),
}
"""Short name → organisation. What older drafts belong to nobody is given to the first."""


@dataclass(frozen=True)
class DemoRole:
    """One button."""

    key: str
    """In its address, and in the id of its account."""
    words: str
    role: Role
    organisation: str
    """Short name; empty for the administrator."""


@dataclass(frozen=True)
class DemoGroup:
    """The buttons of one organisation."""

    name: str
    roles: tuple[DemoRole, ...]


def groups() -> tuple[DemoGroup, ...]:
    """Every button there is."""
    found = [
        DemoGroup(
            each.name,
            tuple(DemoRole(f"{short}-{role.value}", ROLE_WORDS[role], role, short) for role in ROLES_OF[each.kind]),
        )
        for short, each in ORGANISATIONS.items()
    ]
    administrator = DemoRole("tjansten-administrator", ROLE_WORDS[Role.ADMINISTRATOR], Role.ADMINISTRATOR, "")
    return (*found, DemoGroup("Tjänsten", (administrator,)))


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The buttons."""
    return render_template("identity/demo.html", demo_groups=groups(), onward=safe_address(request.args.get(FIELD, "")))


@blueprint.post("/<key>")
def become(key: str) -> ResponseReturnValue:
    """Be somebody."""
    known = {role.key for group in groups() for role in group.roles}
    if key not in known:
        abort(404)
    sign_in(demo_account(services().agreements, key, services().clock()))
    return redirect(safe_address(request.form.get(FIELD, "")), 303)


def demo_account(agreements: AgreementStore, key: str, moment: datetime) -> Account:
    """The account behind a button, made when it is not there. Raises StorageError."""
    administrator = f"{DEMO_PREFIX}tjansten-administrator"
    organisations = [
        DemoOrganisation(f"{DEMO_PREFIX}{short}", each, _people(short)) for short, each in ORGANISATIONS.items()
    ]
    prepare_demonstration(agreements.engine, organisations, administrator, moment)
    return AccountStore(agreements.engine).find(f"{DEMO_PREFIX}{key}")


def _people(organisation: str) -> Mapping[str, Role]:
    roles = (role for group in groups() for role in group.roles)
    return {f"{DEMO_PREFIX}{role.key}": role.role for role in roles if role.organisation == organisation}
