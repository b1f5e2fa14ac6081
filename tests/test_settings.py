"""What the service is told by its surroundings, and what it refuses to start with."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.errors import SettingsError
from generator.settings import from_environment

LONG_ENOUGH = "k" * 32


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"GENERATOR_VAR": str(tmp_path / "var"), **more}


def test_without_a_word_the_service_answers_this_machine_only_and_keeps_its_own_database(tmp_path: Path) -> None:
    settings = from_environment(environment(tmp_path))
    assert (settings.host, settings.port, settings.production) == ("127.0.0.1", 8000, False)
    assert settings.is_loopback
    assert settings.database_url == f"sqlite:///{tmp_path}/var/samverkan.db"


def test_what_is_given_on_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    given = environment(tmp_path, GENERATOR_HOST="127.0.0.2", GENERATOR_PORT="9000")
    assert (from_environment(given).host, from_environment(given).port) == ("127.0.0.2", 9000)
    settings = from_environment(given, host="localhost", port=8123)
    assert (settings.host, settings.port) == ("localhost", 8123)


def test_the_database_may_be_elsewhere(tmp_path: Path) -> None:
    url = "postgresql+psycopg://localhost/samverkan"
    assert from_environment(environment(tmp_path, DATABASE_URL=url)).database_url == url


def test_the_installations_own_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = from_environment(environment(tmp_path))
    assert first.secret_key == from_environment(environment(tmp_path)).secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((first.var_dir / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(first.var_dir.stat().st_mode) == 0o700


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    keys = {from_environment({"GENERATOR_VAR": str(tmp_path / name)}).secret_key for name in ("a", "b")}
    assert len(keys) == 2


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: from_environment(environment(tmp_path)).secret_key, range(16)))
    assert len(set(made)) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_production_does_not_start_without_a_secret_of_its_own(tmp_path: Path) -> None:
    given = environment(tmp_path, GENERATOR_ENV="production", GENERATOR_HOSTS="samverkan.example.se")
    with pytest.raises(SettingsError, match="GENERATOR_SECRET_KEY"):
        from_environment(given)
    assert list((tmp_path / "var").iterdir()) == []
    assert from_environment({**given, "GENERATOR_SECRET_KEY": LONG_ENOUGH}).secret_key == LONG_ENOUGH


def production(tmp_path: Path, **more: str) -> dict[str, str]:
    named = {"GENERATOR_ENV": "production", "GENERATOR_SECRET_KEY": LONG_ENOUGH}
    return environment(tmp_path, **named, **more)


def test_production_does_not_start_without_the_names_it_answers_to(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_HOSTS"):
        from_environment(production(tmp_path))
    named = from_environment(production(tmp_path, GENERATOR_HOSTS=" Samverkan.example.se, b.example.se,"))
    assert named.hosts == ("samverkan.example.se", "b.example.se")


@pytest.mark.parametrize("name", ["https://a.example.se", "a b", "*", ".example.se", "a/b", "a:8000"])
def test_a_name_that_is_no_host_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_HOSTS"):
        from_environment(production(tmp_path, GENERATOR_HOSTS=name))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::"])  # noqa: S104 - settings are only read
def test_in_production_others_may_reach_the_service(tmp_path: Path, host: str) -> None:
    given = production(tmp_path, GENERATOR_HOSTS="samverkan.example.se", GENERATOR_HOST=host)
    assert from_environment(given).host == host


@pytest.mark.parametrize("word", ["Production", "prod", "produktion", "test", " production"])
def test_a_misspelt_production_does_not_become_a_demonstration(tmp_path: Path, word: str) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_ENV"):
        from_environment(environment(tmp_path, GENERATOR_ENV=word))


@pytest.mark.parametrize(("word", "trusted"), [("", False), ("nej", False), ("ja", True)])
def test_a_proxy_is_trusted_only_when_it_is_said_to_be_there(tmp_path: Path, word: str, trusted: bool) -> None:
    assert from_environment(environment(tmp_path, GENERATOR_PROXY=word)).behind_proxy is trusted


def test_a_proxy_setting_that_is_no_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_PROXY"):
        from_environment(environment(tmp_path, GENERATOR_PROXY="1"))


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="32"):
        from_environment(environment(tmp_path, GENERATOR_SECRET_KEY="k" * 31))


def test_a_damaged_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret-key").write_text("")
    with pytest.raises(SettingsError, match="skadad"):
        from_environment(environment(tmp_path))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "192.168.1.10", "example.se", "127.0.0.1.example.se"])  # noqa: S104
def test_an_address_that_others_can_reach_is_refused_in_a_demonstration(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match="demonstration"):
        from_environment(environment(tmp_path), host=host)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "åttatusen", "８０００", "80 80"])
def test_a_port_that_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingsError, match="port"):
        from_environment(environment(tmp_path, GENERATOR_PORT=port))


def test_a_folder_that_cannot_be_written_in_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(SettingsError, match="GENERATOR_VAR"):
        from_environment({"GENERATOR_VAR": str(tmp_path / "fil" / "var")})


def test_drafts_are_kept_for_two_years_unless_something_else_is_said(tmp_path: Path) -> None:
    assert from_environment(environment(tmp_path)).draft_months == 24
    assert from_environment(environment(tmp_path, GENERATOR_DRAFT_MONTHS="6")).draft_months == 6


@pytest.mark.parametrize("months", ["0", "-1", "två", "1201", "1.5", "９", "9" * 5_000])
def test_a_time_to_keep_drafts_that_is_none_is_refused(tmp_path: Path, months: str) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_DRAFT_MONTHS"):
        from_environment(environment(tmp_path, GENERATOR_DRAFT_MONTHS=months))
