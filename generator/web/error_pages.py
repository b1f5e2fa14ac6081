"""Calm pages for what goes wrong. They say what happened, what to do, and that the work is kept when it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from generator.errors import GeneratorError, RenderError, StorageError
from generator.formats.printable import CharacterError
from generator.storage.errors import UnknownAccount, UnknownAgreement, UnknownJob
from generator.storage.statuses import AgreementClosed
from generator.web.file_wishes import AGAIN, PASSWORD
from generator.web.log import log_failure, request_id
from generator.web.uploads import MULTIPART, UPLOADS
from generator.web.work import WorkError


@dataclass(frozen=True)
class ErrorPage:
    """What a page about an error says."""

    heading: str
    text: str


_KEPT = "Det du har sparat tidigare finns kvar."
PAGES = {
    400: ErrorPage(
        "Begäran gick inte att förstå",
        f"Inget har sparats eller ändrats nu. {_KEPT} Gå tillbaka, läs in sidan på nytt och försök igen.",
    ),
    403: ErrorPage(
        "Det här är inte tillåtet",
        "Begäran kom från en annan webbplats. Inget har ändrats. Öppna sidan härifrån i stället.",
    ),
    404: ErrorPage(
        "Sidan finns inte",
        "Kontrollera adressen. Det du söker kan ha tagits bort, eller höra till någon som inte har delat det med dig. "
        "Dina egna utkast finns kvar på startsidan.",
    ),
    405: ErrorPage(
        "Så kan sidan inte användas",
        "Den adressen tar emot ett ifyllt formulär och går inte att öppna för sig. Inget har ändrats. Gå till "
        "startsidan och följ länkarna därifrån.",
    ),
    413: ErrorPage(
        "Det du skickade är för stort",
        f"Inget har sparats eller ändrats nu. {_KEPT} Gå tillbaka i webbläsaren, korta texten eller välj en mindre "
        "fil. Försök sedan igen.",
    ),
    415: ErrorPage(
        "Det här går inte att ta emot", f"Sidan tar inte emot filer. {_KEPT} Gå tillbaka och fyll i den för hand."
    ),
    500: ErrorPage("Något gick fel hos oss", f"{_KEPT} Försök igen om en stund."),
    503: ErrorPage("Tjänsten kan inte spara eller läsa just nu", f"{_KEPT} Vänta en halv minut och försök igen."),
}
_FORM_EXPIRED = ErrorPage(
    "Sidan hade varit öppen för länge",
    "Inget har hänt. Gå tillbaka, läs in sidan på nytt och försök igen.",
)

_OURS = 500
"""From this status on, the error is ours."""
RETRY_SECONDS = "30"
"""When to try again: a document has then been made or given up."""
_CLOSED = ErrorPage(
    "Överenskommelsen är undertecknad",
    "Det som är undertecknat ändras inte. Gå till överenskommelsen och gör en kopia, eller förnya den.",
)

_RESENT = frozenset({422, 500, 503})
"""Where the same form may well be taken the next time, or when one character is changed."""
_NEVER_GIVEN_BACK = ("csrf_token", PASSWORD, AGAIN)
"""A password is never put into a page; a token is made anew."""

_ShowAgain = Callable[..., ResponseReturnValue]
_RECOVERABLE: dict[str, _ShowAgain] = {}


def shows_again(endpoint: str) -> Callable[[_ShowAgain], _ShowAgain]:
    """Mark the function that shows a posted page again, with what was typed, when its token was not accepted."""

    def register(view: _ShowAgain) -> _ShowAgain:
        _RECOVERABLE[endpoint] = view
        return view

    return register


def is_shown_again(endpoint: str) -> bool:
    """Whether what is posted there can be shown again as typed."""
    return endpoint in _RECOVERABLE


def configure_error_pages(app: Flask) -> None:
    """Handle every error with a page of ours."""
    app.register_error_handler(CSRFError, _forged_or_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(UnknownAgreement, lambda _: error_response(404))
    app.register_error_handler(UnknownJob, lambda _: error_response(404))
    app.register_error_handler(UnknownAccount, lambda _: error_response(404))
    app.register_error_handler(AgreementClosed, lambda _: error_response(409, _CLOSED))
    app.register_error_handler(StorageError, _storage_failed)
    app.register_error_handler(CharacterError, _character_refused)
    app.register_error_handler(WorkError, _not_made)
    app.register_error_handler(RenderError, _not_printed)
    app.register_error_handler(GeneratorError, _generator_failed)


def error_response(status: int, page: ErrorPage | None = None) -> Response:
    """The page for a status; the one for 400 or 500 when it has none. What was typed on a page of questions is in the
    answer, to be sent again: browsers forget what was typed on a page that they may not store."""
    told = page or PAGES.get(status) or PAGES[400 if status < _OURS else 500]
    html = render_template(
        "error.html",
        heading=told.heading,
        text=told.text,
        status=status,
        request_id=request_id(),
        typed=_typed(status, told),
        pressed=request.form.get("gor", "") if status in _RESENT else "",
    )
    return make_response(html, status)


def _typed(status: int, told: ErrorPage) -> list[tuple[str, str]]:
    """What was posted with a page that can be shown again; nothing for any other."""
    if status not in _RESENT or request.method != "POST" or not is_shown_again(request.endpoint or ""):
        return []
    if told is PAGES[_OURS] and (request.blueprint or "").startswith("person"):
        return []  # a page about a crash is shown to others and sent on: never a word about a person
    return [each for each in given_back() if each[0] != "gor"]  # the buttons there say which was pressed


def given_back() -> list[tuple[str, str]]:
    """What was posted, as it may stand in the answer to whoever posted it."""
    return [each for each in request.form.items(multi=True) if each[0] not in _NEVER_GIVEN_BACK]


def _http_error(error: HTTPException) -> Response:
    response = error_response(error.code or 500, _large_file() if error.code == 413 else None)  # noqa: PLR2004
    if error.code == 405:  # noqa: PLR2004
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return response


def _large_file() -> ErrorPage | None:
    """What to say of a file that is too large, with how large it may be; None where no file was asked for."""
    most = UPLOADS.get(request.endpoint or "")
    if most is None or request.mimetype != MULTIPART:
        return None
    return ErrorPage(
        "Filen är för stor",
        f"Den får vara högst {most // 1024 // 1024} MB. Inget har sparats eller ändrats nu. {_KEPT} Gå tillbaka i "
        "webbläsaren och välj en mindre fil. Ofta är det bilder som gör den stor.",
    )


def _forged_or_expired(_: CSRFError) -> ResponseReturnValue:
    """The token was missing, forged or from another session. Nothing typed is lost: the page is shown again."""
    view = _RECOVERABLE.get(request.endpoint or "")
    if view is None:
        return error_response(400, _FORM_EXPIRED)
    return make_response(view(**(request.view_args or {})), 400)


def _storage_failed(error: StorageError) -> Response:
    log_failure(error, error.code)
    calm = PAGES[503]
    response = error_response(503, ErrorPage(calm.heading, f"{error} {calm.text}"))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _not_made(error: WorkError) -> Response:
    log_failure(error, error.code)
    response = error_response(error.status, ErrorPage(error.heading, f"{error} {_KEPT}"))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _character_refused(error: CharacterError) -> Response:
    """The message names one character and its place, never what was typed around it."""
    log_failure(error, error.code)
    return error_response(422, ErrorPage("Ett tecken kan inte skrivas ut", str(error)))


def _not_printed(error: RenderError) -> Response:
    """Something of ours was missing or full; the message says what and holds nothing that was typed."""
    log_failure(error, error.code)
    return error_response(500, ErrorPage(WorkError.heading, f"{error} {_KEPT}"))


def _generator_failed(error: GeneratorError) -> Response:
    log_failure(error, error.code)
    return error_response(500)
