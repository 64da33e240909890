"""Write a schema revision from the tables in ``storage/rows`` (for developers).

``python packaging/make_migration.py 0003 words`` writes what changed since the revision before; read it
and mend what SQLite cannot alter (see 0002). Released revisions, those with books in ``tests/upgrades``,
are refused.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dangjian_desktop" / "storage" / "migrations"


def main(arguments: list[str]) -> int:
    """Write the revision named on the command line and point HEAD at it."""
    sys.path.insert(0, str(ROOT))
    if len(arguments) < 2 or not re.fullmatch(r"\d{4}", arguments[0]):
        raise SystemExit("python packaging/make_migration.py NUMBER WORDS")
    number, words = arguments[0], " ".join(arguments[1:])
    if any((ROOT / "tests" / "upgrades").glob(f"{number}-*")):
        raise SystemExit(f"{number} is released: write the next revision")
    for old in (FOLDER / "versions").glob(f"{number}_*.py"):
        old.unlink()
    made = write(number, words)
    init = FOLDER / "__init__.py"
    init.write_text(re.sub(r'HEAD = "\d+"', f'HEAD = "{number}"', init.read_text("utf-8")), "utf-8")
    made.write_text(re.sub(r"\n *# ### .*", "", made.read_text("utf-8")), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(made)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--fix", "--quiet", str(made)], check=True)
    print(made.relative_to(ROOT))
    return 0


def write(number: str, words: str) -> Path:
    """Compare the tables with a file at the revision before and write the difference."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    from dangjian_desktop.storage.rows import metadata

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/before.db")
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            config.attributes["metadata"] = metadata
            command.upgrade(config, "head")
            connection.commit()
            script = command.revision(config, words, autogenerate=True, rev_id=number)
        engine.dispose()
    if script is None or isinstance(script, list):
        raise SystemExit("no single revision was written")
    return Path(script.path)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
