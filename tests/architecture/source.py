"""Reads our own source for the rules about it: modules, their trees, their texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dangjian_desktop"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Module:
    """One source file, read and parsed."""

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Return the number of lines of the file."""
        return len(self.text.splitlines())


@cache
def modules(folder: Path = PACKAGE) -> tuple[Module, ...]:
    """Return every Python file under ``folder``, named by its path from the root of the project."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        found.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


def under(*folders: str) -> tuple[Module, ...]:
    """Return the modules of the product whose path starts with one of ``folders``."""
    return tuple(module for module in modules() if module.name.startswith(folders))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the last word of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each string literal with its line; docstrings and bare annotations are left out."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level package of each absolute import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def share_within(values: Iterable[int], share: float) -> int:
    """Return the value that ``share`` of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
