"""Every finding has its Chinese sentence, every sentence its finding, and the sentence's facts are given."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from string import Formatter

from dangjian_desktop.kernel.texts import TABLES, sentences
from tests.architecture.source import CHINESE, calls, modules, texts

MAKERS = frozenset(("finding", "warning", "hint", "Finding"))
CODE = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)+")
SENTENCES = sentences()
SOURCE = tuple(module for module in modules() if not module.name.startswith("dangjian_desktop/kernel/texts/"))
# File types, programs and keys that the office knows by these letters.
ENGLISH_ALLOWED = frozenset(
    (
        "xlsx xls csv ods docx doc odt rtf pdf txt djb toml zip ODS ODT RTF PDF CSV TOML Excel Word WPS UTF"
        " djup GBK GB MB KB A4 A3 Enter Esc Tab Ctrl Z F U"
    ).split()
)
JARGON = "数据库 线程 堆栈 空指针 序列化 主键 外键 正则 哈希 句柄 缓存 布尔 枚举 元组 非法 致命".split()


def made_codes() -> dict[str, list[tuple[str, ast.Call]]]:
    """Return the calls that make a finding with a written-out code, by code."""
    found: dict[str, list[tuple[str, ast.Call]]] = {}
    for module in SOURCE:
        for name, call in calls(module.tree):
            code = call.args[0] if call.args else None
            if name in MAKERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.setdefault(code.value, []).append((f"{module.name}:{call.lineno}", call))
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_finding_that_is_made_has_a_sentence() -> None:
    missing = {code: uses[0][0] for code, uses in made_codes().items() if code not in SENTENCES}
    assert not missing


def test_every_sentence_belongs_to_a_finding_of_the_source() -> None:
    written = {text for module in SOURCE for _, text in texts(module.tree)}
    assert not sorted(set(SENTENCES) - written)


def test_a_sentence_stands_in_one_table_only() -> None:
    counted = sum(len(import_module(f"dangjian_desktop.kernel.texts.{name}").SENTENCES) for name in TABLES)
    assert counted == len(SENTENCES)


def test_a_finding_brings_the_facts_of_its_sentence() -> None:
    lacking = []
    for code, uses in made_codes().items():
        for where, call in uses:
            given = {keyword.arg for keyword in call.keywords}
            spread = None in given or "facts" in given  # handed on as a whole
            wanted = placeholders(SENTENCES.get(code, "")) - {str(name) for name in given}
            if wanted and not spread:
                lacking.append((where, code, sorted(wanted)))
    assert not lacking


def test_codes_read_feature_dot_what() -> None:
    assert not [code for code in SENTENCES if not CODE.fullmatch(code)]


def test_a_sentence_is_whole_and_chinese() -> None:
    assert not [code for code, sentence in SENTENCES.items() if not CHINESE.search(sentence)]
    assert not [code for code, sentence in SENTENCES.items() if not sentence.endswith(("。", "？"))]
    assert not [code for code, sentence in SENTENCES.items() if re.search(r"[!！]", sentence)]


def test_a_sentence_has_no_english_and_no_jargon() -> None:
    """Keys of form files and options of the command line may stand where their writers read them."""
    english, jargon = {}, {}
    for code, sentence in SENTENCES.items():
        plain = re.sub(r"\{[^}]*\}|\.[a-z]+|--[a-z]+( [a-z]+=)?", "", sentence)
        words = set(re.findall(r"[A-Za-z]+[0-9]*", plain)) - ENGLISH_ALLOWED
        if words and not code.startswith("catalog."):
            english[code] = words
        if found := [word for word in JARGON if word in plain]:
            jargon[code] = found
    assert not english
    assert not jargon
