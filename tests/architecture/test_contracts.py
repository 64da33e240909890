"""The rooms of the house: import-linter's contracts of pyproject.toml hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import PACKAGE, ROOT, modules

RANKS = {
    "kernel": 0,
    "domain": 1,
    "storage": 2, "documents": 2, "exchange": 2, "catalog": 2,
    "services": 3,
    "gui": 4,
    "app": 5,
}  # fmt: skip


def test_every_contract_holds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_folder_of_the_package_is_a_room() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(RANKS)


def test_rooms_hold_for_imports_of_mere_types_too() -> None:
    """import-linter leaves out what stands under TYPE_CHECKING; a room must not even speak of another."""
    upward = []
    for module in modules():
        room = module.name.split("/")[1]
        for target in internal_imports(module.tree):
            other = target.split(".")[1]
            if room in RANKS and other in RANKS and other != room and RANKS[other] >= RANKS[room]:
                upward.append(f"{module.name}: {target}")
            if room == "gui" and RANKS.get(other) == RANKS["storage"]:
                upward.append(f"{module.name}: {target}")
    assert not upward


def internal_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("dangjian_desktop."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dangjian_desktop."):
            yield str(node.module)
