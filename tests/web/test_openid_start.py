"""The start of a service with sign-in at one's own organisation: what stops it, and what is only told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import SettingsError
from generator.settings import Settings
from generator.web import server
from tests.web.openid_site import openid_settings_for


def test_a_file_of_roles_that_cannot_be_read_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    openid = replace(openid_settings_for("https://x.example", tmp_path), roles_file=tmp_path / "finns-inte.yaml")
    with pytest.raises(SettingsError, match="Filen finns inte"):
        server._tell_about_roles(replace(settings, openid=openid))


def test_roles_in_organisations_that_nobody_has_registered_yet_are_told_and_stop_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server._tell_about_roles(replace(settings, openid=openid_settings_for("https://x.example", tmp_path)))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert all(line.startswith("varning: behörigheten för ”samverkan-") for line in said)


def test_a_service_without_it_says_nothing_of_it(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    server._tell_about_roles(settings)
    assert capsys.readouterr().err == ""
