"""Makes resources/characters/readings.txt: characters that dictionaries give readings nobody uses today.

``python packaging/make_readings.py kTGHZ2013.txt`` with the file of that name from the project pinyin-data
(github.com/mozillazg/pinyin-data, MIT licence), which takes it from the Unihan database: the readings of
通用规范汉字字典. A row is a character and its readings of today without tone marks, where pypinyin's
dictionary knows others besides: 景 is jing, no more also ying. The readings of surnames stay.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"U\+([0-9A-F]+): (\S+)")
OUT = ROOT / "resources" / "characters" / "readings.txt"
sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    """Write the table from the file named on the command line."""
    from dangjian_desktop.gui.pinyin import plain, table
    from dangjian_desktop.services.name_readings import SURNAMES

    if len(arguments) != 1:
        raise SystemExit(__doc__)
    rows = []
    lines = Path(arguments[0]).read_text("utf-8").splitlines()
    for code, written in (found.groups() for one in lines if (found := ROW.match(one))):
        character = chr(int(code, 16))
        today = dict.fromkeys(map(plain, written.split(",")))
        if character in SURNAMES:
            today[SURNAMES[character]] = None
        known = set(map(plain, table().get(int(code, 16), "").split(",")))
        if known - set(today):
            rows.append(f"{character} {' '.join(today)}")
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} characters, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
