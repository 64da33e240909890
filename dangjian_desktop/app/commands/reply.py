"""What a command answers, and how it is printed for people and for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangjian_desktop.app.jsonable import plain
from dangjian_desktop.kernel.findings import Finding, Severity, blocking, facts_of
from dangjian_desktop.kernel.texts import sentence

SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "△", Severity.HINT: "·"}


@dataclass(frozen=True, slots=True)
class Reply:
    """Lines for a person, a mapping for ``--json``, and what was noticed."""

    lines: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Finding] = ()


def finding_data(item: Finding) -> dict[str, Any]:
    """Write one finding for a machine, with the sentence a person would read."""
    where = {name: value for name, value in plain(item.where).items() if value}
    return {
        "code": item.code,
        "severity": item.severity.value,
        "where": where,
        "facts": dict(facts_of(item)),
        "text": sentence(item),
    }


def show(reply: Reply, as_json: bool) -> int:
    """Print ``reply`` and return the exit code: 1 when a finding blocks, 0 otherwise."""
    if as_json:
        body = {**plain(reply.data), "findings": [finding_data(f) for f in reply.findings]}
        write(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        for line in reply.lines:
            write(line)
        for item in reply.findings:
            write(f"{SIGNS[item.severity]} {sentence(item)}")
    return 1 if blocking(reply.findings) else 0


def refuse(findings: Sequence[Finding], as_json: bool, code: int) -> int:
    """Print why nothing was done and return ``code``."""
    if as_json:
        write(json.dumps({"findings": [finding_data(f) for f in findings]}, ensure_ascii=False, indent=1))
    else:
        for item in findings:
            sys.stderr.write(f"{SIGNS[item.severity]} {sentence(item)}\n")
    return code


def write(line: str) -> None:
    """Print one line; a console that lacks a character shows ? instead of stopping."""
    sys.stdout.write(line + "\n")


def steady_console(as_json: bool) -> None:
    """Make the console take any character: UTF-8 for machines, its own code page for people."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if as_json and stream is sys.stdout:
            reconfigure(encoding="utf-8")
        else:
            reconfigure(errors="replace")
