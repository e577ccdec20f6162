"""What all tests share: repeatable examples, and a project folder to run stages in."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The same examples on every machine; a slow machine fails no test.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("repeatable")
