"""What a number says: who, what, when, compared with what, by whose count."""

from pipeline.observation.observe import observe

__all__ = ["observe"]
