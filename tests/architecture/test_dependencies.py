"""What is declared, locked and imported is the same set of libraries, each pinned by its hash."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dangjian_desktop
from tests.architecture.source import PACKAGE, ROOT, imported, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = ROOT / "requirements" / "runtime.txt"
DEVELOP = ROOT / "requirements" / "develop.txt"
BUILD = ROOT / "requirements" / "build.txt"
TAKEN_BY_OTHERS = {"defusedxml"}  # openpyxl reads through it where it is installed
OWN = {"dangjian_desktop", "tests", "dev", *(path.stem for path in (ROOT / "packaging").glob("*.py"))}
COME_ALONG = {"lxml", "pillow", "shiboken6"}  # with python-docx, ReportLab and PySide6


def locked(path: Path) -> dict[str, str]:
    """Return the version of each locked package."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", path.read_text("utf-8"), re.MULTILINE))


def declared(group: str = "") -> dict[str, Requirement]:
    """Return the libraries of the product, or of a group, by their canonical names."""
    lines = PROJECT["dependency-groups"][group] if group else PROJECT["project"]["dependencies"]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


def libraries(*folders: Path) -> set[str]:
    """Return the canonical names of the libraries that the Python files under ``folders`` import."""
    owners = packages_distributions()
    roots = {name for folder in folders for module in modules(folder) for name in imported(module.tree)}
    foreign = roots - set(sys.stdlib_module_names) - OWN
    return {canonicalize_name(owners[name][0]) for name in foreign}


def test_the_lock_has_what_is_declared() -> None:
    versions = locked(RUNTIME)
    for name, requirement in declared().items():
        assert requirement.specifier.contains(versions[name]), name


def test_the_lock_of_developers_holds_the_lock_of_the_product() -> None:
    assert locked(RUNTIME).items() <= locked(DEVELOP).items()


def test_what_is_built_is_the_product_and_its_maker() -> None:
    makers = {"altgraph", "macholib", "packaging", "pefile", "pyinstaller", "pyinstaller-hooks-contrib",
              "pywin32-ctypes", "setuptools"}  # fmt: skip
    assert locked(RUNTIME).items() <= locked(BUILD).items()
    assert set(locked(BUILD)) - set(locked(RUNTIME)) == makers


def test_every_locked_package_has_hashes_and_no_address() -> None:
    for path in (RUNTIME, DEVELOP, BUILD):
        text = path.read_text("utf-8")
        entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in entry for entry in entries)
        assert "//" not in text


def test_what_the_product_imports_is_declared_and_what_is_declared_is_imported() -> None:
    used = libraries(PACKAGE)
    assert used - COME_ALONG <= set(declared())
    assert set(declared()) - TAKEN_BY_OTHERS <= used


def test_what_tests_and_makers_import_is_declared() -> None:
    used = libraries(ROOT / "tests", ROOT / "packaging")
    assert used - COME_ALONG <= {*declared(), *declared("dev")}


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == dangjian_desktop.__version__
