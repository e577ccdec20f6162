"""The published tables in other formats, one module each. What a format cannot hold raises; nothing is cut or rounded."""

from pipeline.export.formats import FORMATS, Made, make

__all__ = ["FORMATS", "Made", "make"]
