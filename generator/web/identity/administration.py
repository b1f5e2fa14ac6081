"""The administrator's pages: accounts, organisations, invitations, drafts that belong to nobody. No text of drafts."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from generator.clock import STOCKHOLM
from generator.reference import search_municipalities
from generator.storage.account_rules import Membership
from generator.storage.accounts import NewAccount
from generator.storage.credentials import Invitation
from generator.storage.errors import AccountProblem
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.ownership import give_ownerless, ownerless
from generator.storage.retention import old_drafts
from generator.storage.review_rounds import FEWEST, MOST, persons_required, require_persons
from generator.storage.roles import ROLES_OF, OrganisationKind, Role
from generator.web.identity.account import own_account
from generator.web.identity.signing_in import accounts, attempts, code_attempts_of, credentials
from generator.web.services import services

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

_SEPARATOR = ":"


def organisations() -> OrganisationStore:
    """The organisations."""
    return OrganisationStore(services().agreements.engine)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Everybody, every organisation, and what needs a decision."""
    return _home()


@blueprint.post("/organisationer")
def add_organisation() -> ResponseReturnValue:
    """Register an organisation."""
    try:
        organisations().add(_read_organisation(request.form), services().clock(), own_account().id)
    except AccountProblem as problem:
        return _home(str(problem), "organisation-namn"), 422
    return redirect(url_for("administration.home", _anchor="organisationer"), 303)


@blueprint.get("/organisationer/<organisation_id>")
def organisation(organisation_id: str) -> ResponseReturnValue:
    """One organisation."""
    return _organisation_page(organisation_id)


@blueprint.post("/organisationer/<organisation_id>")
def change_organisation(organisation_id: str) -> ResponseReturnValue:
    """Change its name and municipalities."""
    known = organisations().find(organisation_id)
    posted = MultiDict({**request.form.to_dict(), "slag": known.kind.value})
    try:
        organisations().change(organisation_id, _read_organisation(posted), services().clock(), own_account().id)
    except AccountProblem as problem:
        return _organisation_page(organisation_id, str(problem)), 422
    return redirect(url_for("administration.home", _anchor="organisationer"), 303)


@blueprint.post("/organisationer/<organisation_id>/granskning")
def set_review_rule(organisation_id: str) -> ResponseReturnValue:
    """How many persons of a municipality must approve a wording. Whoever is bound by the rule cannot loosen it: so it
    is the administrator who sets it."""
    known = organisations().find(organisation_id)
    persons = MOST if request.form.get("tva", "") == "ja" else FEWEST
    require_persons(services().agreements.engine, known.id, persons, (services().clock(), own_account().id))
    return redirect(url_for("administration.organisation", organisation_id=known.id, _anchor="granskning"), 303)


@blueprint.post("/konton")
def add_account() -> ResponseReturnValue:
    """Add somebody, and show the invitation: the one time it can be seen."""
    form = request.form
    memberships = _memberships(form.getlist("roll"))
    try:
        is_administrator = form.get("administrator", "") == "ja"
        new = NewAccount(form.get("inloggningsnamn", ""), form.get("namn", ""), memberships, is_administrator)
        account = accounts().create(new, services().clock(), own_account().id)
    except AccountProblem as problem:
        return _home(str(problem), "konto-namn"), 422
    return _account_page(account.id, invitation=credentials().invite(account.id, services().clock(), own_account().id))


@blueprint.get("/konton/<account_id>")
def account(account_id: str) -> ResponseReturnValue:
    """One account."""
    return _account_page(account_id)


@blueprint.post("/konton/<account_id>/roller")
def set_roles(account_id: str) -> ResponseReturnValue:
    """What somebody is from now on."""
    try:
        wanted = _memberships(request.form.getlist("roll"))
        accounts().set_roles(account_id, wanted, services().clock(), own_account().id)
    except AccountProblem as problem:
        return _account_page(account_id, str(problem)), 422
    return redirect(url_for("administration.account", account_id=account_id), 303)


@blueprint.post("/konton/<account_id>/inbjudan")
def invite(account_id: str) -> ResponseReturnValue:
    """A new invitation, shown once; who has been locked out by wrong passwords may try again."""
    try:
        invitation = credentials().invite(account_id, services().clock(), own_account().id)
    except AccountProblem as problem:
        return _account_page(account_id, str(problem)), 422
    return _account_page(account_id, invitation=invitation)


@blueprint.post("/konton/<account_id>/koder-av")
def stop_codes(account_id: str) -> ResponseReturnValue:
    """For somebody who has lost the telephone."""
    credentials().stop_codes(account_id, services().clock(), own_account().id)
    attempts().forget(code_attempts_of(accounts().find(account_id)))
    return redirect(url_for("administration.account", account_id=account_id), 303)


@blueprint.post("/konton/<account_id>/avstangt")
def disable(account_id: str) -> ResponseReturnValue:
    """Shut somebody out at once, or let her in again."""
    moment, who = services().clock(), own_account().id
    try:
        if request.form.get("avstangt", "") == "ja":
            accounts().disable(account_id, moment, who)
        else:
            accounts().enable(account_id, moment, who)
    except AccountProblem as problem:
        return _account_page(account_id, str(problem)), 422
    return redirect(url_for("administration.account", account_id=account_id), 303)


@blueprint.post("/utkast/<agreement_id>")
def give(agreement_id: str) -> ResponseReturnValue:
    """Let an organisation have a draft that belongs to nobody."""
    told = services().clock(), own_account().id
    give_ownerless(services().agreements.engine, agreement_id, request.form.get("organisation", ""), told)
    return redirect(url_for("administration.home", _anchor="utkast"), 303)


def _memberships(posted: Iterable[str]) -> tuple[Membership, ...]:
    """Ticked boxes: ``<organisation>:<role>``. What is no role of ours is left out; the store refuses the rest."""
    pairs = (each.partition(_SEPARATOR) for each in posted)
    known = {role.value for role in Role}
    return tuple(Membership(organisation, Role(role)) for organisation, _, role in pairs if role in known)


def _read_organisation(posted: MultiDict[str, str]) -> NewOrganisation:
    """A posted organisation; municipalities by name or code, with commas between. Raises AccountProblem."""
    kind = posted.get("slag", "")
    if kind not in {each.value for each in OrganisationKind}:
        raise AccountProblem("Välj om det är en kommun eller en polisorganisation.")
    named = [part.strip() for part in posted.get("kommuner", "").replace("\n", ",").split(",") if part.strip()]
    return NewOrganisation(OrganisationKind(kind), posted.get("namn", ""), tuple(_code(each) for each in named))


def _code(text: str) -> str:
    found = search_municipalities(text)
    exact = [each for each in found if text.lower() in (each.name.lower(), each.code, each.legal_name.lower())]
    if not exact and len(found) != 1:
        raise AccountProblem(f"”{text[:80]}” är ingen kommun, eller flera. Skriv hela namnet eller koden.")
    return (exact or found)[0].code


def _home(problem: str = "", about: str = "") -> str:
    engine, moment = services().agreements.engine, services().clock()
    titles = {plan.id: plan.title for plan in services().all_plans()}
    return render_template(
        "identity/administration.html",
        accounts=accounts().all(),
        organisations=organisations().all(),
        roles_of=ROLES_OF,
        ownerless=ownerless(engine),
        old=old_drafts(engine, services().settings.draft_months, moment),
        moment_now=moment,
        titles=titles,
        problem=problem,
        about=about,
        typed=request.form,
    )


def _organisation_page(organisation_id: str, problem: str = "") -> str:
    found = organisations().find(organisation_id)
    persons = persons_required(services().agreements.engine, [found.id])[found.id]
    return render_template("identity/organisation.html", organisation=found, persons=persons, problem=problem)


def _account_page(account_id: str, problem: str = "", invitation: Invitation | None = None) -> str:
    account = accounts().find(account_id)
    link = url_for("invitations.page", token=invitation.token, _external=True) if invitation else ""
    return render_template(
        "identity/account_of.html",
        account=account,
        is_self=account.id == own_account().id,
        organisations=organisations().all(),
        roles_of=ROLES_OF,
        theirs={f"{each.organisation}{_SEPARATOR}{each.role.value}" for each in account.memberships},
        problem=problem,
        link=link,
        expires=invitation.expires.astimezone(STOCKHOLM) if invitation else None,
    )
