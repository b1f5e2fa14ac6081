"""What a browser may do with our pages, and which requests are refused before any page sees them."""

from __future__ import annotations

from flask import Flask, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix

from generator.settings import Settings
from generator.web.uploads import is_upload

MAX_BODY_BYTES = 2_000_000
MAX_FIELDS = 4_000
"""No page has that many; more of them would only keep the service busy."""
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY_KEY = "SAMVERKAN_CONTENT_SECURITY_POLICY"
_FORM = "application/x-www-form-urlencoded"

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",  # a page asks for itself again when an answer makes another question appear
    "frame-ancestors 'none'",
    "base-uri 'none'",
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def configure_security(app: Flask, settings: Settings) -> None:
    """Cookies, limits, trusted hosts and headers, for every route."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="samverkan",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.production,
        TRUSTED_HOSTS=_trusted_hosts(settings),
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=1,
        # The token lasts as long as the session: whoever thinks for an hour loses nothing.
        WTF_CSRF_TIME_LIMIT=None,
        # Our own policy keeps the browser from sending a referrer, so there is none to compare with.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_refuse_strange_requests)
    app.config[_POLICY_KEY] = _content_security_policy(settings)
    app.after_request(_add_headers)
    if settings.production:
        app.after_request(_ask_for_tls)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=1, x_host=1)  # type: ignore[method-assign]


def _content_security_policy(settings: Settings) -> str:
    # The form that signs somebody out sends her on, to sign out at her organisation too.
    elsewhere = f" {settings.openid.origin}" if settings.openid else ""
    return "; ".join((*_POLICY, f"form-action 'self'{elsewhere}"))


def configure_form_tokens(app: Flask) -> None:
    """Protection against forged requests; last, so that whoever has been signed out is told that and nothing else."""
    CSRFProtect(app)


def _trusted_hosts(settings: Settings) -> list[str]:
    """The names that we answer to. This machine's own are always among them: whoever watches the service uses them."""
    return ["127.0.0.1", "localhost", *(settings.hosts if settings.production else (settings.host,))]


def _refuse_strange_requests() -> None:
    if request.method in _SAFE_METHODS:
        return
    # A file is taken on the few pages that ask for one, and nowhere else.
    if (not is_upload() and request.mimetype not in (_FORM, "")) or (request.mimetype == "" and request.content_length):
        raise UnsupportedMediaType
    # Browsers tell where a request was started; another site has no business posting here.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if request.mimetype == _FORM and len(request.form) > MAX_FIELDS:
        abort(413)


def _ask_for_tls(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", current_app.config[_POLICY_KEY])
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    # Pages hold answers. Whatever may be kept by a browser says so itself.
    response.headers.setdefault("Cache-Control", "no-store")
    return response
