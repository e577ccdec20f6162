"""Raw bytes and characters to a document: clean text with the way back to the raw file, pages, outline, sentences."""

from pipeline.text.decode import decode
from pipeline.text.document import read

__all__ = ["decode", "read"]
