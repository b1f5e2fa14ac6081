"""Where people sign in who sign in at their own organisation: what OpenID Connect needs to be told."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from generator.errors import SettingsError
from generator.given_secrets import given_secret

PREFIX = "GENERATOR_OIDC_"
_NEEDED = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ROLES")
_LONGEST_ISSUER = 400


@dataclass(frozen=True)
class OpenIdSettings:
    """The service that signs people in, and how its words about them are read."""

    issuer: str
    """Its address, exactly as it calls itself."""
    client_id: str
    client_secret: str = field(repr=False)
    roles_file: Path
    """Which words about somebody give which role here."""
    roles_claim: str = "roles"
    organisation_claim: str = ""
    """Empty when the words about roles alone say which organisation."""
    scope: str = "openid profile email"
    ca_file: Path | None = None
    """The authorities that vouch for its certificate, when they are not among the well-known ones."""

    @property
    def origin(self) -> str:
        """``https://login.example.se``: nothing but this is ever asked."""
        return origin_of(self.issuer)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, so that two can be compared; empty when it has none."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    if not (parts.hostname and port):
        return ""
    standard = {"https": 443, "http": 80}.get(parts.scheme) == port
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" if standard else f"{parts.scheme}://{host}:{port}"


def openid_settings(given: Mapping[str, str], production: bool) -> OpenIdSettings | None:
    """What the surroundings say of it; None when they say nothing. Raises SettingsError for half of it."""
    if not any(name.startswith(PREFIX) and value for name, value in given.items()):
        return None
    if not production:
        raise SettingsError(
            f"{PREFIX}… gäller bara med GENERATOR_ENV=production. I en demonstration väljer var och en själv sin roll."
        )
    told = {name: given.get(PREFIX + name, "") for name in _NEEDED}
    told["CLIENT_SECRET"] = given_secret(given, f"{PREFIX}CLIENT_SECRET")
    if missing := [PREFIX + name for name in _NEEDED if not told[name]]:
        raise SettingsError(f"För inloggning hos organisationen saknas {', '.join(missing)}.")
    authorities = given.get(f"{PREFIX}CA", "")
    return OpenIdSettings(
        issuer=_issuer(told["ISSUER"]),
        client_id=told["CLIENT_ID"],
        client_secret=told["CLIENT_SECRET"],
        roles_file=Path(told["ROLES"]).absolute(),
        roles_claim=given.get(f"{PREFIX}ROLES_CLAIM", "") or "roles",
        organisation_claim=given.get(f"{PREFIX}ORGANISATION_CLAIM", ""),
        scope=_scope(given.get(f"{PREFIX}SCOPE", "") or "openid profile email"),
        ca_file=_readable(Path(authorities)) if authorities else None,
    )


def _issuer(text: str) -> str:
    name = f"{PREFIX}ISSUER"
    try:
        parts = urlsplit(text)
        strange = parts.query or parts.fragment or "@" in parts.netloc or not origin_of(text)
    except ValueError:
        strange = True
    if strange or len(text) > _LONGEST_ISSUER or not text.isprintable() or " " in text:
        raise SettingsError(f"{name}: ”{text}” är ingen adress till en inloggning, som https://login.example.se.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts)):
        raise SettingsError(f"{name}: ”{text}” ska börja med https.")
    return text


def _is_this_machine(parts: SplitResult) -> bool:
    try:
        return parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _scope(text: str) -> str:
    if "openid" not in text.split():
        raise SettingsError(f"{PREFIX}SCOPE är ”{text}”. Ordet openid ska vara med.")
    return " ".join(text.split())


def _readable(path: Path) -> Path:
    try:
        with path.open("rb"):
            return path.absolute()
    except OSError as error:
        raise SettingsError(f"Filen ”{path}” ({PREFIX}CA) går inte att läsa.") from error
