"""The photo on the card in 花名册: put there from a file, a drop or the clipboard, looked at, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QBoxLayout, QWidget

from dangjian_desktop.domain.people import Person
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.bringing import begin_import
from dangjian_desktop.gui.tabs.roster.exporting import PurposeEdit
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.gui.widgets.layouts import Fixed, column, row
from dangjian_desktop.gui.widgets.words import link
from dangjian_desktop.kernel.changes import Outcome

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab
    from dangjian_desktop.services.roster_views import PersonLine

SMALL, LARGE = (72, 96), (276, 368)
LARGEST_SIDE = 1600  # of a picture pasted: the card keeps half of it
JPEG = ".jpg"
PICTURES = (JPEG, ".jpeg", ".png", ".bmp", ".webp")
KINDS = f"照片 ({' '.join(f'*{one}' for one in PICTURES)})"
TABLES = (".xlsx", ".xls", ".csv", ".docx", ".txt", ".tsv", ".htm", ".html")
ACTS = (
    ("放大", "roster.photo_look"),
    ("更换", "roster.photo"),
    ("移除", "roster.photo_remove"),
    ("导出", "roster.photo_out"),
)


class Frame(QWidget):
    """The photo, as large as its place allows, with a thin edge."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = QPixmap()
        self.large = False
        self.width_held = Fixed(self, self.setFixedWidth, SMALL[0], soft=True)
        self.height_held = Fixed(self, self.setFixedHeight, SMALL[1], soft=True)

    def enlarge(self, *, large: bool) -> None:
        """Show it large, or small again."""
        self.large = large
        self.width_held.length, self.height_held.length = LARGE if large else SMALL
        self.width_held.rescale()
        self.height_held.rescale()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo, or its empty place until it has come."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(0, 0, -1, -1)
        if not self.photo.isNull():
            size = self.photo.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room.setSize(QSize(max(1, size.width()), max(1, size.height())))
            painter.drawPixmap(QRectF(room), self.photo, QRectF(self.photo.rect()))
        painter.setPen(QColor(COLOURS.hairline))
        painter.drawRect(room)


class PhotoPlace(QWidget):
    """The photo with what can be done with it."""

    def __init__(self, name: str, acts: PhotoActs) -> None:
        super().__init__()
        outer = column(self, (0, 12, 0, 0))
        self.both = row(gap=12)
        self.both.setDirection(QBoxLayout.Direction.LeftToRight)
        self.frame = Frame()
        self.frame.setAccessibleName(f"{name} 的照片")
        self.both.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.ways.setSpacing(2)
        self.links = []
        for words, command in ACTS:
            one = link(words, partial(acts.run, command), name=f"{words}照片")
            one.setToolTip(acts.hint(command))
            self.ways.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            self.links.append(one)
        self.ways.addStretch(1)
        self.both.addLayout(self.ways)
        self.both.addStretch(1)
        outer.addLayout(self.both)

    def show_photo(self, photo: QPixmap) -> None:
        """Show the photo."""
        self.frame.photo = photo
        self.frame.update()

    def enlarge(self, *, large: bool) -> None:
        """Show it large with the words under it, or small with the words beside it."""
        self.frame.enlarge(large=large)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.both.setDirection(down if large else across)
        self.ways.setDirection(across if large else down)
        self.ways.setSpacing(16 if large else 2)
        self.links[0].setText("缩小" if large else "放大")


class PurposeForm(AskForm):
    """Asks what a photo is taken out for."""

    def __init__(self, earlier: list[str]) -> None:
        super().__init__()
        self.purpose = PurposeEdit(earlier)
        self.add("用途", self.purpose)


class PhotoActs(QObject):
    """What the clerk does with the photo of the person in hand."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.kept: tuple[str, QPixmap] = ("", QPixmap())  # the photo read last, by its key
        self.place: PhotoPlace | None = None

    def run(self, command: str) -> None:
        """Run a command as its shortcut does."""
        self.tab.shell.registry.run(command)

    def hint(self, command: str) -> str:
        """Return the words and the shortcut of a command."""
        return self.tab.shell.registry.command(command).hint()

    def person(self) -> Person | None:
        """Return the person in hand, None when none is."""
        line = self.tab.posting.person()
        return line.person if line is not None else None

    def can_put(self) -> bool:
        """Tell whether a person is in hand."""
        return self.person() is not None

    def there(self) -> bool:
        """Tell whether the person in hand has a photo."""
        found = self.person()
        return found is not None and found.photo is not None

    # ------------------------------------------------------------ showing

    def place_of(self, line: PersonLine) -> PhotoPlace | None:
        """Return the place of a person's photo, None when there is no photo."""
        person = line.person
        self.place = PhotoPlace(person.name, self) if person.photo else None
        if self.place is not None and self.kept[0] == person.photo:
            self.place.show_photo(self.kept[1])
        return self.place

    def ask(self, person_id: str) -> None:
        """Ask for the photo of a person whose place waits for it."""
        found = self.person()
        if found is not None and found.photo and found.id == person_id and found.photo != self.kept[0]:
            key = found.photo
            self.tab.runner.run(
                self.tab.office.portraits.picture, person_id,
                then=lambda data: self._come(key, data), refused=lambda _gone: None, key="roster.photo",
            )  # fmt: skip

    def _come(self, key: str, data: bytes) -> None:
        photo = QPixmap()
        photo.loadFromData(data)
        self.kept = (key, photo)
        found = self.person()
        if self.place is not None and found is not None and found.photo == key:
            self.place.show_photo(photo)

    def look(self) -> None:
        """Show the photo large, or small again."""
        place = self.place
        if self.there() and place is not None and self.tab.pane.isVisible():
            place.enlarge(large=not place.frame.large)

    # ------------------------------------------------------------ putting and taking

    def choose(self) -> None:
        """Ask for a file and put its picture on the card."""
        shell = self.tab.shell
        if self.person() is None:
            return
        chosen = shell.desk.open_file(self.tab, "选照片", KINDS, shell.settings.get(LAST_FOLDER))
        if chosen:
            shell.settings.set(LAST_FOLDER, str(Path(chosen).parent))
            self.put(Path(chosen))

    def paste(self) -> None:
        """Put the picture on the clipboard, or the one file copied, on the card."""
        given = pasted(QGuiApplication.clipboard().mimeData())
        if given is None:
            self.tab.shell.say("剪贴板里没有图片。请先在看图软件里复制照片。", state=State.SOON)
        else:
            self.put(given)

    def drop(self, path: Path) -> None:
        """Put a dropped picture on the card; a table is a list to import."""
        if path.suffix.lower() in TABLES or not self.can_put():
            begin_import(self.tab, path)
        else:
            self.put(path)

    def put(self, given: Path | QImage) -> None:
        """Put a picture on the card of the person in hand."""
        found = self.person()
        if found is None:
            return
        key, portraits = found.id, self.tab.office.portraits

        def call() -> Outcome[Person]:
            return portraits.put(key, png_of(given) if isinstance(given, QImage) else given)

        words = "已更换" if found.photo else "已放上"
        self.tab.runner.run(call, what="正在整理照片", then=lambda done: self._done(done, words))

    def remove(self) -> None:
        """Take the photo off the card."""
        found = self.person()
        if found is not None and found.photo is not None:
            self.tab.runner.run(
                self.tab.office.portraits.remove, found.id, then=lambda done: self._done(done, "已移除")
            )

    def _done(self, done: Outcome[Person], words: str) -> None:
        self.tab.pane_wanted = True
        self.tab.shell.did(f"{words} {done.value.name} 的照片。")

    def begin_out(self) -> None:
        """Ask what the photo is taken out for, then where to."""
        found = self.person()
        if found is None or found.photo is None:
            return
        form = PurposeForm(self.tab.exporting.purposes)
        self.tab.pane.show_form(
            form, found.name, "导出照片", "用途和时间记入操作日志。", lambda: self._out(found, form)
        )

    def _out(self, found: Person, form: PurposeForm) -> None:
        form.clear()
        purpose, exporting = form.purpose.text().strip(), self.tab.exporting
        if not purpose:
            form.fields["用途"].wrong("请写明导出做什么用。")
            return
        path = exporting.ask_file(f"{found.name} 照片", JPEG, f"照片 (*{JPEG})")
        if path is not None:
            exporting.remember(purpose)
            self.tab.runner.run(
                self.tab.office.portraits.take_out, found.id, path, purpose=purpose,
                then=exporting.done, refused=exporting.refused,
            )  # fmt: skip


def pasted(given: QMimeData) -> Path | QImage | None:
    """Return the picture or the one file on the clipboard."""
    files = [url for url in given.urls() if url.isLocalFile()]
    if len(files) == 1:
        return Path(files[0].toLocalFile())
    image = given.imageData() if given.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    if max(image.width(), image.height()) > LARGEST_SIDE:
        return image.scaled(
            LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
    return image


def png_of(image: QImage) -> bytes:
    """Return a picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
