"""What every test of the command line shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs commands, as if nobody sat at a terminal and the calendar said so and no other day."""
    monkeypatch.setattr("generator.clock.today", lambda: pytest.fail("the clock was read although a day was given"))
    return Runner(capsys, tmp_path)
