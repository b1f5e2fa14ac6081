"""The PostgreSQL of the tests: asked for where it is missing, and gone when the tests are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases
from tests.databases import Cluster
from tests.tools import REPOSITORY


def test_a_machine_without_postgresql_fails_in_ci_and_elsewhere_skips_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(databases.shutil, "which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install -y --no-install-recommends postgresql"):
        Cluster()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="postgresql"):
        Cluster()


def test_postgresql_ends_with_the_process_that_started_it_also_when_that_is_killed(postgres: Cluster) -> None:
    program = (
        "import os, signal; from tests.databases import Cluster; made = Cluster();"
        "print(made.folder, made.process_id, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, env=surroundings, capture_output=True, text=True, check=False
    )
    folder, process = done.stdout.split()
    assert process != str(postgres.process_id)
    for _ in range(200):
        if not (Path(folder) / "data" / "postmaster.pid").exists():
            break
        databases.time.sleep(0.05)
    databases.shutil.rmtree(folder)
    assert not Path("/proc", process).exists() or "Z" in Path("/proc", process, "stat").read_text().split()[2]
