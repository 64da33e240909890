"""What the window remembers, as typed data in one ini file of the user's folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from dangjian_desktop.kernel.paths import user_folder

V = TypeVar("V")
RECENT_FILES = 8


@dataclass(frozen=True, slots=True)
class Setting(Generic[V]):
    """One remembered value: its key, what it is when never set, and its words on the page 设置."""

    key: str
    default: V
    text: str = ""


ZOOM = Setting("look/zoom", 100, "显示比例")
GEOMETRY = Setting("window/geometry", "", "窗口的大小和位置")
RECENT: Setting[list[str]] = Setting("files/recent", [], "最近打开的数据文件")
LAST_FOLDER = Setting("files/folder", "", "上次用的文件夹")
LAST_TAB = Setting("window/tab", "", "上次看的页")
WIDTHS: Setting[dict[str, dict[str, int]]] = Setting("grids/widths", {}, "各表的列宽")
COLUMNS: Setting[dict[str, list[str]]] = Setting("grids/columns", {}, "各表的列")
CAMPAIGNS: Setting[dict[str, str]] = Setting("files/campaigns", {}, "各数据文件上次所选的活动")
PANES: Setting[dict[str, int]] = Setting("panes/widths", {}, "右栏的宽度")
NAME_ORDER = Setting("roster/order", "pinyin", "花名册里人员的排列")
PRINTERS: Setting[dict[str, str]] = Setting("print/printers", {}, "各类纸用的打印机")
BALLOT_KEYS = Setting("ballots/keys", "digits", "录票按键")
BALLOT_SOUND = Setting("ballots/sound", True, "按错键响一声")
TYPISTS: Setting[dict[str, str]] = Setting("ballots/typists", {}, "各数据文件的录入人")
PRINT_WAYS: Setting[dict[str, dict[str, str]]] = Setting("print/ways", {}, "各类纸用的纸盒、份数和单双面")

ALL: tuple[Setting[Any], ...] = (
    ZOOM, GEOMETRY, RECENT, LAST_FOLDER, LAST_TAB, WIDTHS, COLUMNS, CAMPAIGNS, PANES, NAME_ORDER, PRINTERS,
    PRINT_WAYS, TYPISTS, BALLOT_KEYS, BALLOT_SOUND,
)  # fmt: skip


class Settings:
    """Reads and writes the settings; a damaged value counts as never set."""

    def __init__(self, path: Path | None = None) -> None:
        place = path or user_folder() / "settings.ini"
        place.parent.mkdir(parents=True, exist_ok=True)
        self.store = QSettings(str(place), QSettings.Format.IniFormat)
        self.file = ""  # the data file that is open

    def get(self, setting: Setting[V]) -> V:
        """Return the value of ``setting``, of the type of its default."""
        raw = self.store.value(setting.key)
        if raw is None:
            return setting.default
        try:
            value = json.loads(str(raw))
        except ValueError:
            return setting.default
        return value if isinstance(value, type(setting.default)) else setting.default

    def set(self, setting: Setting[V], value: V) -> None:
        """Remember ``value``."""
        self.store.setValue(setting.key, json.dumps(value, ensure_ascii=False))

    def put(self, setting: Setting[dict[str, Any]], name: str, value: Any) -> None:
        """Remember ``value`` under ``name`` in a setting that is a table."""
        self.set(setting, self.get(setting) | {name: value})

    def recent(self) -> list[Path]:
        """Return the data files opened last, newest first, that still exist."""
        names = self.get(RECENT)
        return [path for path in map(Path, names) if path.exists()]

    def opened(self, path: Path) -> None:
        """Put ``path`` first among the recent files; it is the one that is open."""
        self.file = str(path)
        others = [name for name in self.get(RECENT) if name != str(path)]
        self.set(RECENT, [str(path), *others][:RECENT_FILES])

    def typist(self) -> str:
        """Return who types into the data file that is open; empty while nobody was named for it."""
        return self.get(TYPISTS).get(self.file, "")

    def name_typist(self, name: str) -> None:
        """Remember who types into the data file that is open."""
        self.put(TYPISTS, self.file, name)

    def geometry(self) -> QByteArray:
        """Return the window's remembered geometry; empty when never set."""
        return QByteArray.fromBase64(self.get(GEOMETRY).encode())

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember the window's geometry."""
        self.set(GEOMETRY, bytes(geometry.toBase64().data()).decode())

    def sync(self) -> None:
        """Write to disk now."""
        self.store.sync()
