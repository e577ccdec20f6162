"""What number stands where: numerals, units, bounds, ranges and lists of a Chinese text, as quantities."""

from pipeline.quantity.read import read

__all__ = ["read"]
