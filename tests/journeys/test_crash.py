"""The last net: what an unexpected error leaves in the log and in the pack for the helper."""

from __future__ import annotations

import logging
import zipfile
from pathlib import Path

import pytest

from dangjian_desktop.app.crash import export_diagnostics, guarded


def test_the_pack_names_code_and_versions_and_no_person(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("dangjian_desktop", "dangjian_desktop.app", "dangjian_desktop.app.crash"):
        # A command of an earlier test may have left the program's log to its file alone.
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        monkeypatch.setattr(logging.getLogger(name), "disabled", False)

    def broken() -> int:
        name = "秦知远"
        raise ValueError(f"{name} 440101199001011234")

    assert guarded(broken) is None
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()
    with zipfile.ZipFile(export_diagnostics(tmp_path / "诊断包.zip")) as pack:
        texts = {name: pack.read(name).decode("utf-8") for name in pack.namelist()}
    assert set(texts) == {"versions.txt", "logs/program.log"}
    assert "ValueError at test_crash.py" in texts["logs/program.log"]
    assert "PySide6" in texts["versions.txt"]
    told = "".join(texts.values())
    assert not [word for word in ("秦知远", "440101", str(Path.home()), str(tmp_path)) if word in told]
