"""How the organisation's sign-in is asked: nothing but that one address, no redirects, and never for long."""

from __future__ import annotations

import base64
import time
from io import BytesIO
from typing import Any
from urllib.parse import quote_plus

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ReadTimeout

from generator.openid_settings import origin_of
from generator.web.identity.troubles import SignInStopped, Trouble

CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
WHOLE_SECONDS = 8.0
"""One that answers slowly, a little at a time, is not waited for longer than this."""
LARGEST_ANSWER = 500_000
_PIECE = 16_384


class IssuerAdapter(HTTPAdapter):
    """Sends to one origin, and reads a bounded answer in a bounded time."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        super().__init__()

    def send(self, request: PreparedRequest, *args: Any, **more: Any) -> Response:
        """Called by requests. Raises SignInStopped for another address, or an answer that is too large."""
        if origin_of(request.url or "") != self._origin:
            raise SignInStopped(Trouble.UNTRUSTED)
        began = time.monotonic()
        ours = {"stream": True, "timeout": (CONNECT_SECONDS, READ_SECONDS), "proxies": {}}
        response = super().send(request, *args, **{**more, **ours})
        try:
            response.raw = BytesIO(_whole(response, began))
        except BaseException:
            response.close()
            raise
        return response


def _whole(response: Response, began: float) -> bytes:
    """The body as it was sent; we have asked for it without compression."""
    body = bytearray()
    for piece in response.raw.stream(_PIECE, decode_content=False):
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise SignInStopped(Trouble.UNTRUSTED)
        if time.monotonic() - began > WHOLE_SECONDS:
            raise ReadTimeout
    return bytes(body)


def show_secret(client: Any, method: str, uri: str, headers: dict[str, str], body: str) -> tuple[str, Any, str]:
    """Show the client's secret in a header, called by Authlib. Its own way of doing it loses ``+`` and ``%`` in a
    secret, since the receiver reads them as the protocol says."""
    shown = ":".join(quote_plus(each) for each in (client.client_id, client.client_secret))
    return uri, {**headers, "Authorization": f"Basic {base64.b64encode(shown.encode()).decode()}"}, body


class IssuerSession(OAuth2Session):  # type: ignore[misc]  # authlib ships no types
    """A session of Authlib's that can ask one origin only. What the surroundings say of proxies is not heard."""

    def __init__(self, *args: Any, origin: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.trust_env = False
        self.max_redirects = 0
        self.headers["Accept-Encoding"] = "identity"
        for scheme in ("https://", "http://"):
            self.mount(scheme, IssuerAdapter(origin))
