"""Frames to pages: the review site, one HTML file with everything inside, and its charts as SVG files."""

from pipeline.report.site import pages

__all__ = ["pages"]
