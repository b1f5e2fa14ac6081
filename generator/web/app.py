"""Puts the pages together: services, security, error pages, blueprints and what templates may use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from babel.dates import format_datetime
from flask import Flask
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined

from generator import clock as system_clock
from generator.assembly.printing import day_in_words
from generator.formats.orders import Make, make_files
from generator.formats.production import open_production
from generator.library.model import Library, QuestionType
from generator.reference import all_municipalities, municipality, thousands
from generator.resources import templates_dir
from generator.settings import Settings
from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database
from generator.storage.roles import ROLE_WORDS
from generator.web import (
    agreement,
    all_answers,
    assets,
    blanks,
    calendars,
    clause_matrix,
    clause_search,
    clauses,
    comments,
    comparing,
    confirming,
    consequence,
    earlier_file,
    guest,
    guided_example,
    health,
    help,
    jobs,
    law,
    law_watch,
    library_comparing,
    local_wording,
    optional_clauses,
    overview,
    own_clause,
    own_drafts,
    own_new,
    own_wordings,
    person,
    person_first,
    person_set,
    person_standing_page,
    renewing,
    returned,
    review,
    review_copies,
    review_rounds,
    scanning,
    signing,
    start,
    stepping,
    versions,
)
from generator.web.access import configure_access
from generator.web.blank_files import BlankFiles
from generator.web.error_pages import configure_error_pages
from generator.web.forms import is_one_control, parts_asked
from generator.web.identity import account, administration, demo, event_log, invitations, openid, signing_in
from generator.web.local_time import local_time
from generator.web.log import AnswerlessFlask, configure_log
from generator.web.naming import ascii_name
from generator.web.page_views import Notice
from generator.web.question_views import SEEN_FIELD, SUGGESTION_PREFIX
from generator.web.raw import displayable
from generator.web.security import configure_form_tokens, configure_security
from generator.web.services import EXTENSION, Services
from generator.web.uploads import MemoryRequest
from generator.web.work import Apart, here

_DRAFTS = (
    comments, guest, versions, stepping, renewing, signing, calendars, earlier_file, returned, local_wording,
    review, review_rounds, law_watch,
)
_IDENTITY = (signing_in, openid, invitations, account, administration, event_log)
_REST = (
    person, person_first, person_set, person_standing_page, blanks, clauses, clause_search, clause_matrix,
    review_copies, comparing, library_comparing, law, own_wordings, own_clause, own_new, own_drafts, scanning,
    consequence, jobs, health, help, guided_example, assets,
)
_BLUEPRINTS = (
    *_IDENTITY, start, agreement, overview, all_answers, confirming, optional_clauses, *_DRAFTS, *_REST,
)
_BOOTSTRAP_STYLES = "/bootstrap/static/css/bootstrap.min.css"


def create_app(
    settings: Settings,
    library: Library,
    clock: Callable[[], datetime] = system_clock.now,
    make_files: Make = make_files,
    apart: Apart = here,
) -> Flask:
    """The application for one process. The database must have been created or migrated."""
    app = AnswerlessFlask(
        "generator.web", static_folder=None, static_url_path="/static", template_folder=str(templates_dir() / "web")
    )
    app.request_class = MemoryRequest
    store = AgreementStore(open_database(settings.database_url))
    own = settings.documents
    production = open_production(own.look, own.seal, own.seal_password, clock)
    blank_files = BlankFiles(make_files, production)
    made = Services(settings, library, store, clock, production.sealing(make_files), apart, blank_files, production)
    app.extensions[EXTENSION] = made
    # Every failure ends in a page of ours, also where Flask would rather show its own.
    app.config.update(BOOTSTRAP_SERVE_LOCAL=True, PROPAGATE_EXCEPTIONS=False)
    configure_log(app)
    configure_security(app, settings)
    configure_access(app)
    configure_form_tokens(app)
    configure_error_pages(app)
    openid.configure_openid(app, settings)
    Bootstrap5(app)
    for module in _BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    if not settings.production:
        app.register_blueprint(demo.blueprint)
    _configure_templates(app, settings)
    return app


def _configure_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=assets.asset,
        bootstrap_styles=_BOOTSTRAP_STYLES,
        Notice=Notice,
        QuestionType=QuestionType,
        all_municipalities=all_municipalities,
        is_demo=not settings.production,
        role_words=ROLE_WORDS,
        is_one_control=is_one_control,
        parts_asked=parts_asked,
        seen_field=SEEN_FIELD,
        suggestion_prefix=SUGGESTION_PREFIX,
    )
    app.jinja_env.filters.update(
        counted=thousands,
        day=_day,
        displayable=displayable,
        lower_first=lambda text: text[:1].lower() + text[1:],
        upper_first=lambda text: text[:1].upper() + text[1:],
        document_words=overview.document_words,
        last_day=lambda until: _day(local_time(until - timedelta(seconds=1)).date()),
        local=local_time,
        moment=_moment,
        municipality_name=lambda code: municipality(code).name,
        kind=lambda value: type(value).__name__,
        kind_class=lambda kind: ascii_name(kind.value),
    )


def _day(day: date) -> str:
    return day_in_words(day)


def _moment(moment: datetime) -> str:
    """``21 november 2026 kl. 13.05``."""
    return format_datetime(moment, "d MMMM yyyy 'kl.' HH.mm", locale="sv")
