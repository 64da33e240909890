"""Makes requirements/*.txt anew from pyproject.toml, for Linux and Windows, with hashes (needs uv)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {
    "requirements/runtime.txt": (),
    "requirements/develop.txt": ("--group", "dev", "--constraints", "requirements/runtime.txt"),
    "requirements/build.txt": ("--group", "build", "--constraints", "requirements/develop.txt"),
}
OPTIONS = ("--universal", "--python-version=3.11", "--generate-hashes", "--only-binary=:all:")
PLAIN = ("--no-header", "--no-annotate")  # the lock names no machine and no registry


def lock(upgrade: bool) -> int:
    """Resolve both locks with uv; ``upgrade`` takes the newest release each range allows."""
    for target, extra in LOCKS.items():
        newest = ("--upgrade",) if upgrade else ()
        command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS, *PLAIN, *extra, *newest, "-o", target]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return done.returncode
        print(f"{target}: written")
    return 0


if __name__ == "__main__":
    sys.exit(lock(upgrade="--upgrade" in sys.argv[1:]))
