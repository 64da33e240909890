"""Prints figures of speed and memory beside a baseline of the same run: ``dev.py benchmarks [name]``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from tests.benchmarks import (
    ballots,
    batches,
    editor,
    grading,
    grid,
    matching,
    meanwhile,
    papers,
    persons,
    questionnaires,
    roster_export,
    roster_import,
    score_books,
    score_keys,
    scores,
    start,
    tallies,
    typing_keys,
    voters,
    word_pages,
)
from tests.benchmarks.figures import Figure, show

BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "start": start.measure,
    "ballots": ballots.measure,
    "typing_keys": typing_keys.measure,
    "batches": batches.measure,
    "meanwhile": meanwhile.measure,
    "roster_export": roster_export.measure,
    "grading": grading.measure,
    "tallies": tallies.measure,
    "scores": scores.measure,
    "score_books": score_books.measure,
    "score_keys": score_keys.measure,
    "grid": grid.measure,
    "questionnaires": questionnaires.measure,
    "persons": persons.measure,
    "voters": voters.measure,
    "roster_import": roster_import.measure,
    "matching": matching.measure,
    "papers": papers.measure,
    "editor": editor.measure,
    "word_pages": word_pages.measure,
}


def main(names: Sequence[str]) -> int:
    """Measure what is named, or everything."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"没有这项测量：{'、'.join(unknown)}（可用：{'、'.join(BENCHMARKS)}）")
        return 2
    for name in names or BENCHMARKS:
        show(name, BENCHMARKS[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
