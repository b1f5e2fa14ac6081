"""Where the service answers: what is said on the command line, else by the surroundings, else the usual address."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.main import main
from generator.web import server


@pytest.fixture
def answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that the service would have answered on; nothing is started."""
    found: list[str] = []
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path / "var"))
    for name in ("GENERATOR_HOST", "GENERATOR_PORT", "DATABASE_URL", "GENERATOR_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(server, "_refuse_taken_port", lambda settings: found.append(server.address_of(settings)))
    monkeypatch.setattr(server._Server, "run", lambda _: None)
    monkeypatch.setattr(server, "_log_to_stderr", lambda: None)
    return found


def test_without_a_word_it_answers_on_this_machine(answered: list[str]) -> None:
    assert main(["serve"]) == 0
    assert answered == ["http://127.0.0.1:8000"]


def test_the_surroundings_say_where(answered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATOR_HOST", "127.0.0.2")
    monkeypatch.setenv("GENERATOR_PORT", "9000")
    assert main(["serve"]) == 0
    assert answered == ["http://127.0.0.2:9000"]


def test_the_command_line_goes_before_the_surroundings(answered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATOR_PORT", "9000")
    assert main(["serve", "--host", "localhost", "--port", "8123"]) == 0
    assert answered == ["http://localhost:8123"]
