"""What every test shares: how many examples a property is tried on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Time limits per example would make a busy machine fail tests that are right.
settings.register_profile("local", deadline=None)
# In CI the examples are the same each run, so that a red run can be repeated; `make long` looks further.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])

_DEFAULT = "ci" if os.environ.get("CI") == "true" else "local"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", _DEFAULT))
