"""What the service is told by its surroundings. Read once at start; no other module reads the environment."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import SettingsError
from generator.given_secrets import given_secret
from generator.openid_settings import OpenIdSettings, openid_settings

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_DRAFT_MONTHS = 24
_MOST_MONTHS = 1_200
_KEY_FILE = "secret-key"
_LEAST_SECRET = 32
_LAST_PORT = 65_535
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")


@dataclass(frozen=True)
class DocumentSettings:
    """What an installation adds to the documents it makes. Nothing of it needs to be there."""

    look: Path | None = None
    """A folder with the look of each municipality."""
    seal: Path | None = None
    """A PKCS#12 file with the organisation's seal."""
    seal_password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations."""

    var_dir: Path
    """Where the service may write: the database and, outside production, its secret key."""
    database_url: str
    """As SQLAlchemy writes it, for example ``sqlite:////srv/samverkan/samverkan.db``."""
    secret_key: str
    """Signs the session cookie. At least 32 characters."""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    production: bool = False
    """Real accounts. Without it the service is a demonstration that only this machine can reach."""
    hosts: tuple[str, ...] = ()
    """In production, the names that browsers find the service by."""
    behind_proxy: bool = False
    """Whether a proxy in front ends TLS and says what was asked for."""
    draft_months: int = DEFAULT_DRAFT_MONTHS
    """For how many months a draft that nobody touches is kept."""
    documents: DocumentSettings = field(default_factory=DocumentSettings)
    contact: str = ""
    """How to reach those who answer for the service, as it is shown on the help pages."""
    openid: OpenIdSettings | None = None
    """The organisation's own sign-in, beside the accounts with passwords here."""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return _is_loopback(self.host)


def from_environment(
    environment: Mapping[str, str] | None = None, host: str | None = None, port: int | None = None
) -> Settings:
    """The settings of this process; ``host`` and ``port`` go before the environment's.

    Makes the folder it may write in and, outside production, a secret key of its own there. Raises SettingsError.
    """
    given = os.environ if environment is None else environment
    production = _is_production(given.get("GENERATOR_ENV", ""))
    var_dir = _make_var_dir(Path(given.get("GENERATOR_VAR", "var")).absolute())
    return Settings(
        var_dir=var_dir,
        database_url=given.get("DATABASE_URL", "") or f"sqlite:///{var_dir / 'samverkan.db'}",
        secret_key=_secret(given.get("GENERATOR_SECRET_KEY", ""), production, var_dir),
        host=_host(host or given.get("GENERATOR_HOST", "") or DEFAULT_HOST, production),
        port=port if port is not None else _port(given.get("GENERATOR_PORT", "") or str(DEFAULT_PORT)),
        production=production,
        hosts=_hosts(given.get("GENERATOR_HOSTS", ""), production),
        behind_proxy=_is_yes(given.get("GENERATOR_PROXY", "")),
        draft_months=_months(given.get("GENERATOR_DRAFT_MONTHS", "") or str(DEFAULT_DRAFT_MONTHS)),
        documents=document_settings(given),
        contact=given.get("GENERATOR_CONTACT", "").strip(),
        openid=openid_settings(given, production),
    )


def document_settings(environment: Mapping[str, str] | None = None) -> DocumentSettings:
    """What is added to documents. Nothing is opened but the password. Raises SettingsError when it cannot be read."""
    given = os.environ if environment is None else environment
    look, seal = (given.get(name, "") for name in ("GENERATOR_LOOK", "GENERATOR_SEAL"))
    return DocumentSettings(
        look=Path(look).absolute() if look else None,
        seal=Path(seal).absolute() if seal else None,
        seal_password=given_secret(given, "GENERATOR_SEAL_PASSWORD"),
    )


def _make_var_dir(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as error:
        raise SettingsError(
            f"Tjänsten kan inte skriva i mappen ”{path}”. Ange en annan med GENERATOR_VAR eller ändra rättigheterna."
        ) from error


def _secret(given: str, production: bool, var_dir: Path) -> str:
    if given:
        if len(given) < _LEAST_SECRET:
            raise SettingsError(f"GENERATOR_SECRET_KEY är för kort. Den ska ha minst {_LEAST_SECRET} tecken.")
        return given
    if production:
        raise SettingsError(
            "GENERATOR_SECRET_KEY saknas. I produktion startar tjänsten inte utan en egen hemlig nyckel. "
            "Gör en med: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return _own_secret(var_dir / _KEY_FILE)


def _own_secret(path: Path) -> str:
    """The key of this installation, made at first start. Two processes that start at once get the same one."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600, exist_ok=False)
        made.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < _LEAST_SECRET:
        raise SettingsError(f"Den hemliga nyckeln i ”{path}” är skadad. Ta bort filen och starta om.")
    return key


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        # Not IPv6: the framework's check of the Host header does not know its way of writing addresses.
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False


def _is_production(text: str) -> bool:
    # A misspelt word must not turn the real service into a demonstration where anybody can be anybody.
    if text not in ("", "demo", "production"):
        raise SettingsError(f"GENERATOR_ENV är ”{text}”. Skriv production, eller demo för en demonstration.")
    return text == "production"


def _is_yes(text: str) -> bool:
    if text not in ("", "ja", "nej"):
        raise SettingsError(f"GENERATOR_PROXY är ”{text}”. Skriv ja eller nej.")
    return text == "ja"


def _host(host: str, production: bool) -> str:
    if not production and not _is_loopback(host):
        raise SettingsError(
            f"Tjänsten kan inte svara på adressen ”{host}”. Den körs som en demonstration, där vem som helst kan välja "
            "roll. Därför svarar den bara på den egna datorn: 127.0.0.1 eller localhost. Med GENERATOR_ENV=production "
            "har den riktiga konton och kan svara på andra adresser."
        )
    return host


def _hosts(text: str, production: bool) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    if strange := [name for name in names if not _HOST_NAME.fullmatch(name)]:
        raise SettingsError(f"GENERATOR_HOSTS: ”{strange[0]}” är inget värdnamn. Ett sådant är samverkan.example.se.")
    if production and not names:
        raise SettingsError(
            "GENERATOR_HOSTS saknas. I produktion svarar tjänsten bara på namn som den känner. "
            "Skriv dem med komma mellan, till exempel samverkan.example.se."
        )
    return names


def _months(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_MONTHS))
    if not (is_number and 0 < int(text) <= _MOST_MONTHS):
        raise SettingsError(
            f"GENERATOR_DRAFT_MONTHS är ”{text}”. Skriv ett heltal från 1 till {_MOST_MONTHS}: så många månader sparas "
            "ett utkast som ingen rör."
        )
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PORT):
        raise SettingsError(f"”{text}” är ingen port. Skriv ett heltal från 1 till {_LAST_PORT}.")
    return int(text)
