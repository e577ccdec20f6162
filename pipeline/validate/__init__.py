"""Checks return what they found; who calls decides whether that stops the run.

``guards``: is a frame what its table declares (pandera). ``rules``: what several rows say together. ``suites``: expectations on the
tables about to be published (Great Expectations). ``docs``: the pages a reviewer opens. No rule is stated twice.
"""

from pipeline.validate.checking import Validated, check, validate
from pipeline.validate.stop import stop_on_errors

__all__ = ["Validated", "check", "stop_on_errors", "validate"]
