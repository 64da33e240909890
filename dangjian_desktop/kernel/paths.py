"""Where the program's own files and the user's folders lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP_FOLDER = "dangjian-desktop"


def program_root() -> Path:
    """Return the folder that holds ``forms/`` and ``resources/`` (also in the built program)."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[2]


def forms_folder() -> Path:
    """Return the folder of the forms that ship with the program."""
    return program_root() / "forms"


def resources_folder() -> Path:
    """Return the folder of fonts, icons, styles, help and samples."""
    return program_root() / "resources"


def user_folder() -> Path:
    """Return the user's own folder for settings, logs and own forms.

    ``DANGJIAN_HOME`` overrides it: for tests, and for a program run from a USB stick.
    """
    chosen = os.environ.get("DANGJIAN_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir(APP_FOLDER, False, roaming=True))


def own_forms_folder() -> Path:
    """Return the folder in which the office adds or overrides forms."""
    return user_folder() / "forms"
