"""The first page: 打开示例 / 新建 / 打开, files opened last, the password where a file needs one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLineEdit, QWidget

from dangjian_desktop.gui.book import password_wanted
from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import clear, column, frame, row
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence

WIDTH = 720


class StartCard(QAbstractButton):
    """One of the three ways to begin."""

    def __init__(self, title: str, words: str, icon_name: str, *, primary: bool = False) -> None:
        super().__init__()
        self.title, self.words, self.icon_name, self.primary = title, words, icon_name, primary
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px(116))

    def sizeHint(self) -> QSize:
        """Return the size of the card."""
        return QSize(px(224), px(116))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.setFixedHeight(px(116))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, icon, title and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = COLOURS.red if self.primary else COLOURS.surface
        if self.underMouse():
            ground = COLOURS.red_hover if self.primary else COLOURS.hover
        painter.setPen(QPen(QColor(ground if self.primary else COLOURS.control_edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, px(6), px(6))
        if self.hasFocus():
            self._draw_focus(painter, rect)
        ink = COLOURS.surface if self.primary else COLOURS.ink
        side = px(24)
        icon(self.icon_name, ink).paint(painter, px(16), px(16), side, side)
        painter.setPen(QColor(ink))
        painter.setFont(font(SIZES.section, bold=True))
        painter.drawText(
            QRectF(px(16), px(48), rect.width(), px(24)), Qt.AlignmentFlag.AlignVCenter, self.title
        )
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.surface if self.primary else COLOURS.ink2))
        painter.drawText(
            QRectF(px(16), px(74), rect.width() - px(24), px(24)), Qt.AlignmentFlag.AlignVCenter, self.words
        )

    def _draw_focus(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the focus inside the plate: blue, white where blue would drown in red."""
        painter.setPen(QPen(QColor(COLOURS.surface if self.primary else COLOURS.blue), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = px(4) if self.primary else px(1)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(4), px(4))


class RecentRow(QAbstractButton):
    """One file opened last."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.setAccessibleName(f"打开 {path.name}")
        self.setAccessibleDescription(str(path.parent))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, name and folder."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), QColor(COLOURS.selection if self.hasFocus() else COLOURS.hover))
        painter.setPen(QColor(COLOURS.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        side = px(20)
        icon("database").paint(painter, px(8), (self.height() - side) // 2, side, side)
        painter.setFont(font(bold=True))
        painter.setPen(QColor(COLOURS.ink))
        left, wide = px(42), self.width() - px(80)
        painter.drawText(QRectF(left, px(6), wide, px(22)), Qt.AlignmentFlag.AlignVCenter, self.path.stem)
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink2))
        folder = painter.fontMetrics().elidedText(str(self.path.parent), Qt.TextElideMode.ElideMiddle, wide)
        painter.drawText(QRectF(left, px(27), wide, px(18)), Qt.AlignmentFlag.AlignVCenter, folder)
        icon("chevron-right").paint(painter, self.width() - px(28), (self.height() - side) // 2, side, side)


class StartPage(QWidget):
    """Asks which book to open."""

    sample_asked = Signal()
    new_asked = Signal(str)  # the password of the new file ("" = none)
    open_asked = Signal()
    file_asked = Signal(object, str)  # Path, password ("" = none)

    def __init__(self) -> None:
        super().__init__()
        self.wanted: Path | None = None
        around = row(self, (24, 0, 24, 0))
        around.addStretch(1)
        place = QWidget()
        place.setFixedWidth(px(WIDTH))
        around.addWidget(place)
        around.addStretch(1)
        self.body = column(place, (0, 48, 0, 24), gap=0)
        self.body.addWidget(Label("党建台", "title"))
        self.body.addSpacing(px(6))
        self.body.addWidget(
            Label("花名册、活动进度、测评录入、评分定级、资格联审、公文海报，都在本机上做，不联网。", "note")
        )
        self.body.addSpacing(px(24))
        self.body.addLayout(self._cards())
        self.body.addSpacing(px(8))
        self.problem = frame("strip-wrong")
        inside = row(self.problem, (14, 8, 14, 8))
        self.problem_words = Label("", wrap=True)
        inside.addWidget(self.problem_words, 1)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addWidget(self._password())
        self.body.addWidget(self._fresh())
        self.body.addSpacing(px(20))
        self.recent_title = Label("最近打开", "section")
        self.body.addWidget(self.recent_title)
        self.body.addSpacing(px(6))
        self.recent = column()
        self.body.addLayout(self.recent)
        self.body.addStretch(1)
        self.place = place

    def _cards(self) -> QHBoxLayout:
        across = row(gap=16)
        sample = StartCard("打开示例", "一个虚构的乡镇，随便试", "star", primary=True)
        new = StartCard("新建", "建一个空的数据文件", "plus")
        opening = StartCard("打开", "打开已有的数据文件（.djb）", "folder")
        sample.clicked.connect(self.sample_asked)
        new.clicked.connect(self.ask_new)
        opening.clicked.connect(self.open_asked)
        for card in (sample, new, opening):
            across.addWidget(card, 1)
        self.cards = (sample, new, opening)
        return across

    def _password(self) -> QFrame:
        self.ask = frame("card")
        inside = column(self.ask, (16, 14, 16, 14), gap=8)
        self.ask_title = Label("", "strong")
        inside.addWidget(self.ask_title)
        across = row(gap=8)
        inside.addLayout(across)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_field = Field("密码", self.password, label_width=48)
        across.addWidget(self.password_field, 1)
        go = Button("打开", kind="primary")
        across.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        go.clicked.connect(self._try)
        self.password.returnPressed.connect(self._try)
        self.ask.hide()
        return self.ask

    def _fresh(self) -> QFrame:
        """Ask, once, whether the new file is to have a password."""
        self.fresh = frame("card")
        inside = column(self.fresh, (16, 14, 16, 14), gap=8)
        inside.addWidget(Label("新建数据文件", "strong"))
        said = "可以设密码；不设就留空。密码忘了没有办法找回，请抄在纸上锁好。"
        inside.addWidget(Label(said, "note", wrap=True))
        self.first, self.second = QLineEdit(), QLineEdit()
        for editor in (self.first, self.second):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.returnPressed.connect(self._begin_new)
        self.first_field = Field("密码", self.first, label_width=72)
        self.second_field = Field("再输一遍", self.second, label_width=72)
        for editor in (self.first, self.second):
            editor.textEdited.connect(lambda _text: self.second_field.right())
        inside.addWidget(self.first_field)
        inside.addWidget(self.second_field)
        across = row(gap=8)
        inside.addLayout(across)
        across.addStretch(1)
        no = Button("取消")
        no.clicked.connect(self.fresh.hide)
        across.addWidget(no)
        go = Button("选保存位置…", "folder", "primary")
        go.clicked.connect(self._begin_new)
        across.addWidget(go)
        self.fresh.hide()
        return self.fresh

    def ask_new(self) -> None:
        """Ask for the password of a new file, which may stay empty."""
        self.refuse(None, ())
        for editor, place in ((self.first, self.first_field), (self.second, self.second_field)):
            editor.clear()
            place.right()
        self.fresh.show()
        self.first.setFocus()

    def _begin_new(self) -> None:
        if self.first.text() != self.second.text():
            self.second_field.wrong("两遍不一样，请重新输入。")
            self.second.setFocus()
            self.second.selectAll()
            return
        self.fresh.hide()
        self.new_asked.emit(self.first.text())

    def _try(self) -> None:
        if self.wanted is not None:
            self.file_asked.emit(self.wanted, self.password.text())

    def show_recent(self, files: Sequence[Path]) -> None:
        """List the files opened last."""
        self.setFocusProxy(self.cards[0])
        clear(self.recent)
        self.recent_title.setVisible(bool(files))
        for path in files:
            line = RecentRow(path)
            line.clicked.connect(lambda _=False, chosen=path: self.file_asked.emit(chosen, ""))
            self.recent.addWidget(line)
            if path == files[0]:
                self.setFocusProxy(line)  # Enter goes on with the file of yesterday
        QTimer.singleShot(0, self, self._begin_here)  # new lines take the keyboard once they are shown

    def _begin_here(self) -> None:
        """Take the keyboard, unless the clerk has moved on or a password is being asked for."""
        if self.isVisible() and self.window().focusWidget() in (None, self, self.cards[0]):
            self.setFocus()

    def refuse(self, path: Path | None, findings: Sequence[Finding]) -> None:
        """Say why a file did not open; ask for the password when that is all it lacks."""
        codes = {item.code for item in findings}
        needs = path is not None and password_wanted(codes)
        self.ask.setVisible(needs)
        self.problem.setVisible(not needs and bool(findings))
        words = "；".join(sentence(item) for item in findings)
        self.problem_words.setText(words)
        if not needs or path is None:
            return
        again = self.wanted == path and bool(self.password.text())
        self.wanted = path
        self.ask_title.setText(f"“{path.name}”加了密码，请输入。")
        if again:
            self.password_field.wrong(words)
        else:
            self.password_field.right()
        self.password.selectAll()
        self.password.setFocus()

    def reset(self) -> None:
        """Forget the last refusal and put the focus on the first way to begin."""
        self.cards[0].setFocus()
        self.refuse(None, ())
        self.fresh.hide()
        self.wanted = None
        self.password.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "place"):
            self.place.setFixedWidth(px(WIDTH))
