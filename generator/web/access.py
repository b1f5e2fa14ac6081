"""The one table of who may use which page. What does not stand in it is refused to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.storage.ownership import NOBODY, Viewer
from generator.storage.roles import DRAFTERS, KEEPERS, READERS, STAFF, Role
from generator.web.error_pages import ErrorPage, error_response, given_back, is_shown_again
from generator.web.identity.visitors import Visitor, configure_visitors, current_visitor, visitor_if_known
from generator.web.log import LOGGER, request_id
from generator.web.services import services

__all__ = ["ACCESS", "Use", "Visitor", "configure_access", "current_visitor", "may", "use_of"]


@dataclass(frozen=True)
class Use:
    """Who may use a page."""

    public: bool = False
    """Anybody, without signing in."""
    roles: frozenset[Role] = frozenset()
    """The roles that may; when it is public, the roles as which one sees agreements there. Without any, everybody who
    has signed in may."""


PUBLIC = Use(public=True)
SIGNED_IN = Use()
WRITE = Use(roles=DRAFTERS)
READ = Use(roles=READERS)
ANY_STAFF = Use(roles=STAFF)
LAWYERS = Use(roles=frozenset({Role.KOMMUNJURIST}))
ADMINISTER = Use(roles=frozenset({Role.ADMINISTRATOR}))

ACCESS: Mapping[str, Use] = {
    # Anybody
    "start.home": Use(public=True, roles=READERS),
    "health.health": PUBLIC,
    "assets.file": PUBLIC,
    "bootstrap.static": PUBLIC,
    "blanks.*": PUBLIC,
    "clauses.*": PUBLIC,
    "clauses.drafts": READ,
    "clause_search.*": PUBLIC,
    "clause_matrix.*": PUBLIC,
    "law.*": PUBLIC,
    "help.*": PUBLIC,
    "guided_example.*": PUBLIC,
    "demo.*": PUBLIC,
    "signing_in.*": PUBLIC,
    "openid.*": PUBLIC,
    "invitations.*": PUBLIC,
    # Agreements
    "agreement.*": WRITE,
    "overview.*": READ,
    "all_answers.*": READ,
    "confirming.*": READ,
    "versions.*": READ,
    "versions.restore": WRITE,
    "versions.move": WRITE,
    "stepping.*": READ,
    "stepping.rename": WRITE,
    "renewing.*": WRITE,
    "signing.*": WRITE,
    "signing.kept": READ,
    "calendars.*": READ,
    "returned.*": READ,
    "earlier_file.*": WRITE,
    "comments.*": READ,
    "review.*": READ,
    "review_rounds.*": READ,
    "law_watch.*": READ,
    "local_wording.*": READ,
    "own_drafts.show": READ,
    "own_drafts.take": WRITE,
    "own_wordings.*": READ,
    "own_clause.*": READ,
    "own_clause.save": LAWYERS,
    "own_new.*": LAWYERS,
    "local_wording.save": WRITE,
    "local_wording.propose": WRITE,
    "optional_clauses.*": WRITE,
    "comments.invite": WRITE,
    "comments.revoke": WRITE,
    # The law, and agreements made elsewhere
    "law.ask": READ,
    "law.change": READ,
    "law.worklist": READ,
    "scanning.*": READ,
    "consequence.*": READ,
    "comparing.*": READ,
    "library_comparing.*": READ,
    "review_copies.*": READ,
    # A guest has a link instead of an account
    "guest.*": PUBLIC,
    # Long work, each with its owner
    "jobs.*": SIGNED_IN,
    # Documents for a person
    "person.*": ANY_STAFF,
    "person_first.*": ANY_STAFF,
    "person_set.*": ANY_STAFF,
    "person_standing.*": ANY_STAFF,
    "person_standing.save": Use(roles=KEEPERS),
    # The administrator
    "administration.*": ADMINISTER,
    "event_log.*": ADMINISTER,
    # Oneself
    "account.*": SIGNED_IN,
}
"""Endpoint, or the blueprint of all its endpoints, → who may use it. An endpoint of its own goes before."""


def use_of(endpoint: str) -> Use | None:
    """Who may use an endpoint; None when the table does not say."""
    return ACCESS.get(endpoint) or ACCESS.get(f"{endpoint.rpartition('.')[0]}.*")


def may(endpoint: str) -> bool:
    """Whether the present visitor may use an endpoint. Raises StorageError."""
    use = use_of(endpoint)
    return use is not None and (use.public or _is_allowed(use, current_visitor()))


def visitor_may(endpoint: str) -> bool:
    """The same in a menu: when the database does not answer, only what anybody may use."""
    use = use_of(endpoint)
    return use is not None and (use.public or _is_allowed(use, visitor_if_known()))


def _is_allowed(use: Use, visitor: Visitor) -> bool:
    return visitor.signed_in and (not use.roles or bool(use.roles & visitor.roles))


def configure_access(app: Flask) -> None:
    """Ask the table before every page."""
    configure_visitors(app)
    app.before_request(_check)
    app.jinja_env.globals.update(may=may, visitor_may=visitor_may)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # there is no such page, and the answer says so
    use = use_of(request.endpoint)
    if use is None:
        LOGGER.error("%s unlisted endpoint %s", request_id(), request.endpoint)
        return error_response(403, _NOT_YOURS)
    if use.public and not use.roles:
        return None
    visitor = current_visitor()
    g.viewer = _viewer(visitor, use)
    if use.public or _is_allowed(use, visitor):
        return None
    return error_response(403, _NOT_YOURS) if visitor.signed_in else _ask_to_sign_in()


def _viewer(visitor: Visitor, use: Use) -> Viewer:
    """She sees what belongs to the organisations where she has one of the roles that the page is for."""
    if visitor.account is None:
        return NOBODY
    return Viewer(visitor.account.id, visitor.organisations_as(use.roles))


_NOT_YOURS = ErrorPage(
    "Din roll har inte tillgång till den här sidan",
    "Gå till startsidan för att se vad du kan göra. Är något fel med din roll, tala med den som sköter tjänsten.",
)


def _ask_to_sign_in() -> ResponseReturnValue:
    """A page asked for comes after signing in. What somebody has typed is given back to that browser and kept nowhere:
    she signs in beside it and sends it again."""
    way_in = "signing_in.page" if services().settings.production else "demo.page"
    if request.method in ("GET", "HEAD"):
        return redirect(url_for(way_in, vidare=request.path), 303)
    if not is_shown_again(request.endpoint or ""):
        return redirect(url_for(way_in), 303)
    told = {"address": request.path, "fields": given_back(), "way_in": url_for(way_in)}
    page = render_template("identity/signed_out.html", **told)
    return make_response(page, 401)
