"""The settings of sign-in at one's own organisation: all of them or none, and only in production."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SettingsError
from generator.openid_settings import openid_settings, origin_of
from generator.settings import from_environment

WHOLE = {
    "GENERATOR_OIDC_ISSUER": "https://login.example.se/realm",
    "GENERATOR_OIDC_CLIENT_ID": "samverkan",
    "GENERATOR_OIDC_CLIENT_SECRET": "hemligheten",
    "GENERATOR_OIDC_ROLES": "/etc/samverkan/behorigheter.yaml",
}


def test_without_a_word_there_is_no_such_sign_in() -> None:
    assert openid_settings({"GENERATOR_OIDC_ISSUER": "", "ANNAT": "x"}, production=True) is None


def test_the_least_that_is_needed_gives_the_rest_its_usual_values() -> None:
    made = openid_settings(WHOLE, production=True)
    assert made is not None
    assert (made.issuer, made.client_id) == ("https://login.example.se/realm", "samverkan")
    assert (made.roles_claim, made.organisation_claim, made.scope) == ("roles", "", "openid profile email")
    assert (made.roles_file, made.ca_file) == (Path("/etc/samverkan/behorigheter.yaml"), None)
    assert made.origin == "https://login.example.se"
    assert "hemligheten" not in repr(made)


def test_everything_else_can_be_said_too(tmp_path: Path) -> None:
    authorities = tmp_path / "ca.pem"
    authorities.write_text("x")
    more = {"ROLES_CLAIM": "realm_access.roles", "ORGANISATION_CLAIM": "org", "SCOPE": " openid  groups "}
    said = {f"GENERATOR_OIDC_{name}": value for name, value in {**more, "CA": str(authorities)}.items()}
    made = openid_settings({**WHOLE, **said}, production=True)
    assert made is not None
    assert (made.roles_claim, made.organisation_claim) == ("realm_access.roles", "org")
    assert (made.scope, made.ca_file) == ("openid groups", authorities)


def test_the_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "hemlighet"
    file.write_text("ur en fil\n")
    given = {name: value for name, value in WHOLE.items() if not name.endswith("SECRET")}
    made = openid_settings({**given, "GENERATOR_OIDC_CLIENT_SECRET_FILE": str(file)}, production=True)
    assert made is not None
    assert f"{made.client_secret}\n" == file.read_text()
    with pytest.raises(SettingsError, match="Ange bara en av"):
        openid_settings({**WHOLE, "GENERATOR_OIDC_CLIENT_SECRET_FILE": str(file)}, production=True)
    with pytest.raises(SettingsError, match="går inte att läsa"):
        openid_settings({**given, "GENERATOR_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "nej")}, production=True)


@pytest.mark.parametrize("left_out", WHOLE)
def test_half_of_it_is_refused_with_what_is_missing(left_out: str) -> None:
    with pytest.raises(SettingsError, match=f"saknas {left_out}\\."):
        openid_settings({**WHOLE, left_out: ""}, production=True)


@pytest.mark.parametrize("issuer", [
    "http://login.example.se",
    "login.example.se",
    "https://",
    "https://login.example.se/?a=b",
    "https://login.example.se/#x",
    "https://anna:hemligt@login.example.se",
    "https://login.example.se:port",
    "https://[::1",
    "https://login.example.se/två ord",
    "https://login.example.se/" + "a" * 400,
    "ftp://login.example.se",
])
def test_an_address_that_cannot_be_trusted_is_refused(issuer: str) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_OIDC_ISSUER"):
        openid_settings({**WHOLE, "GENERATOR_OIDC_ISSUER": issuer}, production=True)


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9000", "http://localhost:9000/realm", "http://[::1]:9000"])
def test_on_this_machine_alone_it_may_be_without_tls(issuer: str) -> None:
    made = openid_settings({**WHOLE, "GENERATOR_OIDC_ISSUER": issuer}, production=True)
    assert made is not None
    assert made.issuer == issuer


@pytest.mark.parametrize(("name", "value"), [("SCOPE", "profile email"), ("CA", "/finns/inte.pem")])
def test_what_cannot_be_right_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"GENERATOR_OIDC_{name}"):
        openid_settings({**WHOLE, f"GENERATOR_OIDC_{name}": value}, production=True)


def test_a_demonstration_with_such_a_sign_in_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_ENV=production"):
        from_environment({**WHOLE, "GENERATOR_VAR": str(tmp_path)})


def test_a_service_in_production_has_it(tmp_path: Path) -> None:
    production = {"GENERATOR_ENV": "production", "GENERATOR_SECRET_KEY": "k" * 32, "GENERATOR_HOSTS": "x.example"}
    made = from_environment({**WHOLE, **production, "GENERATOR_VAR": str(tmp_path)})
    assert made.openid is not None


@pytest.mark.parametrize(("one", "another", "is_same"), [
    ("https://x.example", "https://x.example:443/a?b#c", True),
    ("https://X.example", "https://x.example/", True),
    ("https://x.example", "http://x.example", False),
    ("https://x.example", "https://x.example:8443", False),
    ("https://x.example", "https://x.example.evil.example", False),
    ("https://x.example", "https://x.example@evil.example", False),
    ("https://x.example", "//x.example", False),
    ("https://x.example", "", False),
    ("http://[::1]:80", "http://[::1]", True),
])
def test_two_addresses_are_of_one_service_when_scheme_host_and_port_are_the_same(
    one: str, another: str, is_same: bool
) -> None:
    assert (origin_of(one) == origin_of(another)) is is_same
