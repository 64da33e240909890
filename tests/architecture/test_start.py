"""The window opens without what it does not need yet: heavy libraries load when first used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

HEAVY = (
    "sqlalchemy alembic sqlcipher3 openpyxl docx xlsxwriter reportlab pypinyin rapidfuzz opencc"
    " python_calamine lxml fontTools pypdfium2 PIL hypothesis"
).split()


@pytest.mark.parametrize("module", ["dangjian_desktop.gui.window", "dangjian_desktop.app.desktop"])
def test_the_window_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, json; import {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not sorted(loaded.intersection(HEAVY))
