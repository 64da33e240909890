"""The measurable page rules: sizes, values, errors, no open ends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import FUNCTIONS, ROOT, body_lines, modules, share_within, under

PRODUCT = modules()
EVERYTHING = (*PRODUCT, *modules(ROOT / "tests"), *modules(ROOT / "packaging"))
CATCH_ALL = ("dangjian_desktop/gui/runner.py", "dangjian_desktop/app/crash.py")
OPEN_ENDS = re.compile(
    r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError|pragma: no cover|mark\.(skip|xfail)"
    r"|敬请期待|暂未实现|coming soon"
)
MILLIMETRES = ("/papers.py", "/paper_tables.py")  # lengths on a sheet of paper, not figures of an assessment


def test_a_module_has_at_most_600_lines() -> None:
    assert not [f"{module.name}: {module.lines}" for module in EVERYTHING if module.lines > 600]


def test_a_module_begins_with_a_line_that_says_what_it_holds() -> None:
    silent = [module.name for module in EVERYTHING if not (ast.get_docstring(module.tree) or "").strip()]
    assert not [name for name in silent if not name.endswith("__init__.py") or name.startswith("dangjian")]


def test_a_class_has_at_most_25_methods() -> None:
    large = []
    for module in PRODUCT:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(item, FUNCTIONS) for item in node.body)
                if methods > 25:
                    large.append(f"{module.name} {node.name}: {methods}")
    assert not large


def test_nine_functions_in_ten_have_at_most_30_lines() -> None:
    functions = [node for module in PRODUCT for node in ast.walk(module.tree) if isinstance(node, FUNCTIONS)]
    assert share_within(map(body_lines, functions), 0.9) <= 30


def test_nothing_is_left_open() -> None:
    found = [
        f"{module.name}: {match[0]}"
        for module in EVERYTHING
        if module.name != "tests/architecture/test_page_rules.py" and (match := OPEN_ENDS.search(module.text))
    ]
    assert not found


def test_only_the_runner_and_the_crash_hook_swallow_everything() -> None:
    """Elsewhere a handler of every error may only tidy up and raise on."""
    broad = [
        f"{module.name}:{node.lineno}"
        for module in PRODUCT
        if module.name not in CATCH_ALL
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node.type) and not raises_on(node)
    ]
    assert not broad


def catches_everything(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    names = [item.id if isinstance(item, ast.Name) else None for item in kinds]
    return kind is None or bool({"Exception", "BaseException"}.intersection(filter(None, names)))


def raises_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_the_product_does_not_steer_by_assert() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in PRODUCT
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assert)
    ]
    assert not found


def test_values_are_frozen_and_have_slots() -> None:
    loose = [
        f"{where} {name}"
        for where, name, decorator in dataclasses_of_the_inner_rooms()
        if "frozen=True" not in decorator or "slots=True" not in decorator
    ]
    assert not loose


def dataclasses_of_the_inner_rooms() -> Iterator[tuple[str, str, str]]:
    for module in under("dangjian_desktop/kernel", "dangjian_desktop/domain"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                for decorator in map(ast.unparse, node.decorator_list):
                    if re.match(r"(dataclasses\.)?dataclass\b", decorator):
                        yield module.name, node.name, decorator


def test_points_and_shares_are_never_floats() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in under("dangjian_desktop/domain/", "dangjian_desktop/kernel/numbers.py")
        if not module.name.endswith(MILLIMETRES)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert not found


def test_boxes_of_the_window_leave_the_wheel_to_the_page() -> None:
    made = [
        f"{module.name}:{node.lineno}"
        for module in under("dangjian_desktop/gui")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit")
    ]
    assert not made
