"""What every test shares: how many examples a property is tried on, and the two kinds of database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import KINDS, Cluster, Databases, databases_of

# Time limits per example would make a busy machine fail tests that are right.
settings.register_profile("local", deadline=None)
# In CI the examples are the same each run, so that a red run can be repeated; `make long` looks further.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])

_DEFAULT = "ci" if os.environ.get("CI") == "true" else "local"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", _DEFAULT))

@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of this process's own."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Makes databases, of each kind in turn."""
    with databases_of(request.param, tmp_path, request) as made:
        yield made
