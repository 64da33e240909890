"""Makes resources/characters/strokes.txt: the strokes of every character, for 姓氏笔画 order.

``python packaging/make_strokes.py codepoint-character-sequence.txt`` with the file of that name from the
Conway Stroke Data (github.com/stroke-input/stroke-input-data, CC BY 4.0), of the sha256 below. It gives
strokes as 1 横 2 竖 3 撇 4 点 5 折; where it allows several ways, the mainland's is taken: the one with
the number of strokes in ``stroke_counts.txt`` (characters whose shortest way is only a lenient one), else
the one with the fewest (草字头 3, 走之 3); among these the ways named in ``OURS``, then the first.
"""

from __future__ import annotations

import hashlib
import re
import sys
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "resources" / "characters" / "strokes.txt"
COUNTS = Path(__file__).with_name("stroke_counts.txt")
SHA256 = "2da408c8982613020bda7ad16b76a3b28e93843afcd207e8bb2c9c743727f123"
ENTRY = re.compile(r"^U\+[0-9A-F]+[^\t]*\t(.)[\^*]?\t([0-9()|\\]+)$")
# Among ways of equal length the national order of strokes (GF 3002-1999) takes these.
OURS = {"15|35|53": "35"}


def main(arguments: list[str]) -> int:
    """Write the table from the source named on the command line."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    data = Path(arguments[0]).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit("not the source this table is made from; see the module's docstring")
    counts = {line[0]: int(line[1:]) for line in COUNTS.read_text("utf-8").splitlines()}
    made: dict[str, str] = {}
    for line in data.decode("utf-8").splitlines():
        found = ENTRY.match(line)
        if found:
            made.setdefault(found[1], mainland(found[2], counts.get(found[1])))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    rows = (f"{character}{strokes}" for character, strokes in sorted(made.items()))
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(made)} characters, {OUT.stat().st_size} bytes")
    return 0


def mainland(pattern: str, count: int | None = None) -> str:
    """Return the one sequence taken of those a pattern allows: of ``count`` strokes, else of the fewest."""
    ways = expanded(pattern)
    wanted = count or min(map(len, ways))
    return next(way for way in ways if len(way) == wanted)


def expanded(pattern: str) -> list[str]:
    """Return every sequence a pattern allows, ours first; a back-reference repeats its group's choice."""
    parts = re.findall(r"\(([0-9|]*)\)|\\([0-9])|([0-9]+)", pattern)
    groups = [_ways(choice) for choice, back, plain in parts if not back and not plain]
    found = []
    for chosen in product(*groups):
        at, text = iter(chosen), ""
        for _choice, back, plain in parts:
            text += plain or (chosen[int(back) - 1] if back else next(at))
        found.append(text)
    return found


def _ways(choice: str) -> list[str]:
    ways = choice.split("|")
    first = OURS.get(choice)
    return ways if first is None else [first, *(way for way in ways if way != first)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
