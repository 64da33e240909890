"""The field of a picture: chosen from a file or dropped, seen small, changed, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.widgets.layouts import Fixed, column, row
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, Label, link

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.poster_pictures import PlacedPicture

PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")
KINDS = f"图片 ({' '.join(f'*{one}' for one in PICTURES)})"
SMALL = (72, 54)
FINER = 3  # the small picture is read larger than it is shown: sharp at every zoom


class Small(QWidget):
    """The picture in small, on a ground that shows what is see-through."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        Fixed(self, self.setFixedWidth, SMALL[0], soft=True)
        Fixed(self, self.setFixedHeight, SMALL[1], soft=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture in the middle of its place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(room, QColor(COLOURS.rail))
        if not self.image.isNull():
            size = self.image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawImage(place, self.image)
        painter.setPen(QColor(COLOURS.hairline))
        painter.drawRect(room)


class PicturePick(QWidget):
    """Where a picture is chosen; ``key`` is that of the picture in it, empty for none."""

    choose_asked = Signal()
    remove_asked = Signal()
    dropped = Signal(object)  # Path

    def __init__(self, label: str, hint: str) -> None:
        super().__init__()
        self.key, self.shown = "", ""
        across = row(self, gap=10)
        self.choose = Button(f"选{label}…", "picture")
        self.choose.clicked.connect(lambda _on=False: self.choose_asked.emit())
        self.hint = Label(hint, "hint")
        self.small = Small()
        self.small.setAccessibleName(f"放上的{label}")
        self.beside = QWidget()
        told = column(self.beside, gap=2)
        self.name = ElidedLabel("", "note")
        told.addWidget(self.name)
        acts = row(gap=16)
        self.change = link("更换", self.choose_asked.emit, name=f"更换{label}")
        self.remove = link("移除", self.remove_asked.emit, name=f"移除{label}")
        acts.addWidget(self.change)
        acts.addWidget(self.remove)
        acts.addStretch(1)
        told.addLayout(acts)
        across.addWidget(self.choose)
        across.addWidget(self.hint, 1)
        across.addWidget(self.small)
        across.addWidget(self.beside, 1)
        FileDrop(self).dropped.connect(self.dropped)
        self.show_key("")

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order; only what is shown takes the keyboard."""
        return self.choose, self.change, self.remove

    def show_key(self, key: str) -> None:
        """Show which picture is in the field; how it looks is told by :meth:`show_picture`."""
        self.key = key
        there = bool(key)
        if key != self.shown:
            self.shown, self.small.image = "", QImage()
            self.name.setText("")
        for widget, wanted in ((self.choose, not there), (self.hint, not there), (self.small, there)):
            widget.setVisible(wanted)
        self.beside.setVisible(there)
        self.setFocusProxy(self.change if there else self.choose)

    def show_picture(self, placed: PlacedPicture) -> None:
        """Show the picture that is in the field."""
        if placed.key == self.key:
            self.shown = placed.key
            self.name.setText(placed.words())
            self.small.image = small_image(placed.data)
            self.small.update()

    def hold(self, held: bool) -> None:
        """Let nothing be chosen while the paper is frozen."""
        for button in (self.choose, self.change, self.remove):
            button.setEnabled(not held)


class Placing(QObject):
    """Brings pictures into the fields of the paper in hand, and out of them."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab
        tab.form.picture_asked.connect(self.choose)
        tab.form.picture_dropped.connect(self.put)
        tab.form.picture_removed.connect(self.remove)

    def takes(self, code: str) -> bool:
        """Tell whether the paper in hand takes such a picture."""
        return code in self._picks()

    def there(self, code: str) -> bool:
        """Tell whether such a picture stands on the paper in hand."""
        pick = self._picks().get(code)
        return pick is not None and bool(pick.key)

    def ask(self) -> None:
        """Ask how the pictures look that have not been shown yet."""
        kind = self.tab.form.current().code
        for code, pick in self._picks().items():
            if pick.key and pick.shown != pick.key:
                self.tab.runner.run(
                    self.tab.office.pictures.look, kind, code,
                    then=partial(self._show, pick), refused=lambda _: None, key=f"papers.look.{code}",
                )  # fmt: skip

    def choose(self, code: str) -> None:
        """Ask for a file and place its picture."""
        shell = self.tab.shell
        chosen = shell.desk.open_file(self.tab, "选图片", KINDS, shell.settings.get(LAST_FOLDER))
        if chosen:
            shell.settings.set(LAST_FOLDER, str(Path(chosen).parent))
            self.put(code, Path(chosen))

    def put(self, code: str, path: Path) -> None:
        """Place the picture of a file; what is wrong with it is said beside the field."""
        tab = self.tab
        tab.keep_fields()
        tab.runner.run(
            tab.office.pictures.put, tab.form.current().code, code, path,
            then=lambda _done: self._told("已放上"), what="正在整理图片",
            refused=lambda findings: tab.form.tell(code, findings),
        )  # fmt: skip

    def remove(self, code: str) -> None:
        """Take the picture off the paper."""
        tab = self.tab
        if self.there(code):
            tab.runner.run(
                tab.office.pictures.remove, tab.form.current().code, code,
                then=lambda _done: self._told("已移除"),
            )  # fmt: skip

    def _told(self, words: str) -> None:
        self.tab.shell.did(f"{words}图片。")
        self.tab.shell.registry.refresh()

    def _picks(self) -> dict[str, PicturePick]:
        return {
            code: editor for code, editor in self.tab.form.editors.items() if isinstance(editor, PicturePick)
        }

    def _show(self, pick: PicturePick, placed: PlacedPicture | None) -> None:
        if placed is not None and pick in self._picks().values():
            pick.show_picture(placed)


def small_image(data: bytes) -> QImage:
    """Return a picture read small."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    most = QSize(px(SMALL[0] * FINER), px(SMALL[1] * FINER))
    reader.setScaledSize(reader.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
