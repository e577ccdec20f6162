"""Versions of the dataset: what changed between two of them, which bump that asks for, and whether files are what they claim."""

from pipeline.versions.compare import Difference, compare
from pipeline.versions.edition import Edition, read
from pipeline.versions.integrity import verify

__all__ = ["Difference", "Edition", "compare", "read", "verify"]
