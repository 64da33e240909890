"""What the clerk reads in the window: Chinese, no jargon, no exclamation marks."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import CHINESE, calls, texts, under

GUI = under("dangjian_desktop/gui/")
SHOWN_BY = frozenset(
    (
        "setText setToolTip setWindowTitle setPlaceholderText setAccessibleName setTitle setStatusTip"
        " addAction addItem addTab showMessage QLabel QPushButton QAction QCheckBox QRadioButton"
        " QGroupBox QMenu"
    ).split()
)
# Keys, file types and names of programs and licences that the office knows by these letters.
ALLOWED = frozenset(
    (
        "Ctrl Shift Alt Enter Esc Tab Excel Word WPS PDF PNG CSV TXT xlsx xls csv ods docx txt pdf png djb"
        " htm html toml djup zip A4 A3 MB GB GBK UTF MulanPSL LGPL Qt PySide6"
    ).split()
)


def english(text: str) -> set[str]:
    """Return the Latin words of a text, without tags, placeholders and what a clerk knows."""
    plain = re.sub(r"<[^>]*>|&[a-z]+;|\{[^}]*\}|%[a-zA-Z]|F\d+", "", text)
    return set(re.findall(r"[A-Za-z]{2,}\d*", plain)) - ALLOWED


def test_chinese_texts_have_no_english_in_them() -> None:
    found = [
        (f"{module.name}:{line}", text)
        for module in GUI
        for line, text in texts(module.tree)
        if CHINESE.search(text) and english(text)
    ]
    assert not found


def test_what_a_widget_shows_is_not_english() -> None:
    shown = [
        (f"{module.name}:{call.lineno}", argument.value)
        for module in GUI
        for name, call in calls(module.tree)
        if name in SHOWN_BY
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and english(argument.value)
    ]
    assert not shown


def test_texts_do_not_shout() -> None:
    found = [
        (f"{module.name}:{line}", text)
        for module in GUI
        for line, text in texts(module.tree)
        if CHINESE.search(text) and re.search(r"[!！]", text)
    ]
    assert not found
