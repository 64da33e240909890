"""The child of start.py: opens one window, reports when its event loop is idle first, and ends."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget


def bare() -> None:
    """Open a window with four tabs and nothing else."""
    application = QApplication([])
    window = QMainWindow()
    tabs = QTabWidget()
    for number in range(4):
        tabs.addTab(QLabel(str(number)), str(number))
    window.setCentralWidget(tabs)
    window.resize(1366, 720)
    window.show()
    QTimer.singleShot(0, report)
    application.exec()


def program() -> None:
    """Start the program as its users do, with a look at the moment its event loop begins."""
    from dangjian_desktop.app.main import main

    run = QApplication.exec

    def watched() -> int:
        QTimer.singleShot(0, report)
        return run()

    QApplication.exec = staticmethod(watched)  # type: ignore[method-assign]
    sys.exit(main([]))


def report() -> None:
    """Print the moment and the memory, and end the process without further ado."""
    moment = time.monotonic()  # the same clock as the parent's: counted from the start of the machine
    import psutil

    memory = psutil.Process().memory_info().rss
    print(json.dumps({"ready": moment, "rss": memory}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    {"bare": bare, "program": program}[sys.argv[1]]()
