"""The settings about documents: where the look and the seal lie, and how the seal's password is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SettingsError
from generator.settings import DocumentSettings, document_settings, from_environment


def test_nothing_is_added_unless_it_is_asked_for() -> None:
    assert document_settings({}) == DocumentSettings() == DocumentSettings(None, None, "")


def test_the_look_and_the_seal_are_found_where_the_environment_says(tmp_path: Path) -> None:
    given = {
        "GENERATOR_LOOK": str(tmp_path / "utseende"), "GENERATOR_SEAL": str(tmp_path / "s.p12"),
        "GENERATOR_SEAL_PASSWORD": " ett lösenord ",
    }
    assert document_settings(given) == DocumentSettings(tmp_path / "utseende", tmp_path / "s.p12", " ett lösenord ")
    assert from_environment({**given, "GENERATOR_VAR": str(tmp_path)}).documents == document_settings(given)


def test_a_relative_path_is_meant_from_where_the_service_was_started() -> None:
    found = document_settings({"GENERATOR_LOOK": "utseende"})
    assert found.look == Path("utseende").absolute()


def test_the_password_can_lie_in_a_file_whose_last_line_break_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "losenord"
    file.write_text("rävar på taket\r\n", encoding="utf-8")
    read = document_settings({"GENERATOR_SEAL_PASSWORD_FILE": str(file)}).seal_password
    assert read.split() == ["rävar", "på", "taket"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\xd8"], ids=["missing", "no text"])
def test_a_password_that_cannot_be_read_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "losenord"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="GENERATOR_SEAL_PASSWORD_FILE"):
        document_settings({"GENERATOR_SEAL_PASSWORD_FILE": str(file)})


def test_two_passwords_at_once_stop_the_start() -> None:
    with pytest.raises(SettingsError, match="bara en"):
        document_settings({"GENERATOR_SEAL_PASSWORD": "a", "GENERATOR_SEAL_PASSWORD_FILE": "b"})


def test_the_password_is_never_shown() -> None:
    assert "hemligt" not in repr(document_settings({"GENERATOR_SEAL_PASSWORD": "hemligt"}))
