"""``--self-test DIR``: the program goes through its own work on the machine it is on, and reports.

``DIR/report.json`` is for machines, ``DIR/自检报告.txt`` for people, ``DIR/shots`` holds pictures of every
page as the program itself sees them. Nothing outside DIR is touched: it has its own settings and data.
``--self-test DIR --quick`` only starts, opens an empty book and makes one paper: what an update asks of a
new program before it is kept. ``--self-test DIR --pages BOOK`` only shows every tab of a book: the self-test
starts it on screens of every scaling.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dangjian_desktop import __version__
from dangjian_desktop.app.self_test_bench import Fault, is_built
from dangjian_desktop.app.self_test_steps import Steps, Trial
from dangjian_desktop.app.words import PAGES, QUICK

REPORT, REPORT_WORDS = "report.json", "自检报告.txt"
BROKEN = "程序出错，记在 home/logs/program.log 的最后"


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was tried: what it found, or (when ``fault`` is not empty) what is wrong."""

    name: str
    seconds: float
    found: str = ""
    fault: str = ""


def main(arguments: Sequence[str]) -> int:
    """Run the self-test; return 0 when every step went well, 1 otherwise, 2 without a folder."""
    if not arguments or arguments[0].startswith("-"):
        if sys.stderr is not None:
            sys.stderr.write("请写明放自检结果的文件夹：--self-test 文件夹\n")
        return 2
    folder, rest = Path(arguments[0]).absolute(), list(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DANGJIAN_HOME"] = str(folder / "home")
    begun = time.time()
    from dangjian_desktop.app.commands.reply import steady_console
    from dangjian_desktop.app.logs import start_logging

    steady_console(False)
    start_logging()
    trial = Trial(folder, [word for word in rest if word not in (QUICK, PAGES)])
    steps: list[Step] = []
    try:
        for name, act in _chosen(trial, rest):
            steps.append(tried(name, act))
            say(line_of(steps[-1]))
            if steps[-1].fault and len(steps) == 1:
                break  # without a window the rest has nothing to stand on
    finally:
        trial.close()
    write_report(folder, steps, begun)
    return 1 if any(step.fault for step in steps) else 0


def _chosen(trial: Trial, words: Sequence[str]) -> Steps:
    """Return the steps that ``words`` ask for."""
    if PAGES in words:
        return trial.pages_steps(Path(words[words.index(PAGES) + 1]))
    return trial.quick_steps() if QUICK in words else trial.steps()


def tried(name: str, act: Callable[[], str]) -> Step:
    """Do one step; whatever goes wrong is part of the answer."""
    from dangjian_desktop.app.crash import guarded

    begun = time.monotonic()
    answer = guarded(lambda: _answer(act))
    found, fault = answer or ("", BROKEN)
    return Step(name, round(time.monotonic() - begun, 1), found, fault)


def _answer(act: Callable[[], str]) -> tuple[str, str]:
    """Return what a step found, and what was wrong."""
    from dangjian_desktop.kernel.findings import ExpectedError
    from dangjian_desktop.kernel.texts import sentence

    try:
        return act(), ""
    except Fault as error:
        return "", str(error)
    except ExpectedError as error:
        return "", "；".join(sentence(one) for one in error.findings)


def line_of(step: Step) -> str:
    """Return one step as a line for a person."""
    return f"{'✕' if step.fault else '✓'} {step.name}（{step.seconds} 秒）：{step.fault or step.found}"


def write_report(folder: Path, steps: Sequence[Step], begun: float) -> None:
    """Write both reports."""
    passed = bool(steps) and not any(step.fault for step in steps)
    system = f"{platform.system()} {platform.release()} {platform.version()} {platform.machine()}"
    facts = {
        "version": __version__,
        "built": is_built(),
        "program": sys.executable,
        "system": system,
        "begun": begun,
        "seconds": round(time.time() - begun, 1),
        "passed": passed,
        "steps": [asdict(step) for step in steps],
    }
    (folder / REPORT).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    kind = "安装的程序" if is_built() else "源代码"
    head = (f"党建台 {__version__} 自检（{kind}）", f"系统：{system}")
    end = "全部通过。" if passed else "有问题，见标着 ✕ 的各行。请把这个文件夹交给技术人员。"
    lines = [*head, "", *(line_of(step) for step in steps), "", end]
    (folder / REPORT_WORDS).write_text("\n".join(lines) + "\n", "utf-8-sig")


def say(line: str) -> None:
    """Print one line where there is a console."""
    if sys.stdout is not None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
