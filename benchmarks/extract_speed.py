"""How long ``pipeline.extract`` takes, measured against ``rjieba.tag`` on the same text in the same run.

usage: python benchmarks/extract_speed.py [--times N] [REPORT.txt]
Prints seconds and the ratio; the text is the report repeated N times (32 by default). The smallest of three runs counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import rjieba

import pipeline

REPORT = Path(__file__).resolve().parent.parent / "raw" / "fintech-convergence-2025" / "report.txt"


def seconds(call: Callable[[], object], *, runs: int = 3) -> float:
    """The smallest of several runs, in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, default=REPORT)
    parser.add_argument("--times", type=int, default=32)
    arguments = parser.parse_args()
    text = arguments.report.read_text(encoding="utf-8") * arguments.times
    pipeline.extract("先读一次词表")
    tagging = seconds(lambda: rjieba.tag(text))
    extracting = seconds(lambda: pipeline.extract(text))
    print(f"{len(text):,} characters: rjieba.tag {tagging:.3f} s, pipeline.extract {extracting:.3f} s")
    print(f"ratio {extracting / tagging:.1f}, {len(text) / extracting:,.0f} characters a second")


if __name__ == "__main__":
    main()
