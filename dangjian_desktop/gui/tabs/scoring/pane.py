"""The pane of 评分定级: grades against quotas, the scores, why a grade, and the inline decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grading import Decision, Step
from dangjian_desktop.domain.grading import Sign as StepSign
from dangjian_desktop.gui.signs import Chip, Sign, paint_sign
from dangjian_desktop.gui.tabs.scoring.chart import DistributionChart
from dangjian_desktop.gui.tabs.scoring.grade_chart import GradeChart
from dangjian_desktop.gui.tabs.scoring.model import short_source
from dangjian_desktop.gui.tabs.scoring.workpage import BAD_DAY, typed_day
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import Pages, clear, column, fixed_height, frame, row
from dangjian_desktop.gui.widgets.panes import Begun, begun
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, ElidedLabel, Label, line, link
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow

SIGNS: dict[StepSign, tuple[Sign, State]] = {
    StepSign.MET: (Sign.DISC, State.DONE),
    StepSign.BARRED: (Sign.SQUARE_CROSS, State.WRONG),
    StepSign.NOT_CONCERNED: (Sign.DASH, State.IDLE),
    StepSign.OPEN: (Sign.QUESTION, State.SOON),
}
FIELD_OF = {
    "scoring.unknown_grade": "grade",
    "scoring.no_explanation": "reason",
    "scoring.differs_without_reason": "reason",
    "scoring.no_decider": "by",
    "scoring.future_day": "on",
}
LABEL, LOW = 58, 350
MOST_BESIDE = 14  # characters of a source that leave its head room beside them
GRADES, SCORES = "grades", "scores"


class WhyStep(QWidget):
    """One step of 为什么: sign, outcome, its figures, its clause as a word to press (``narrow``: below)."""

    def __init__(self, step: Step, *, last: bool, note: str = "", narrow: bool = False) -> None:
        super().__init__()
        self.step, self.last = step, last
        words = column(self, (32, 1, 0, 9), gap=2)
        head = row(gap=10)
        title = Label(step.title, "strong", wrap=True)
        head.addWidget(title, 1)
        words.addLayout(head)
        words.addWidget(Label(step.text, "note", wrap=True))
        if note:
            words.addWidget(Label(note, "small", wrap=True))
        self.whole = Label(f"出处：{step.source}" if step.source else "", "small", wrap=True)
        self.whole.hide()
        if step.source is not None:
            shown = "看出处" if narrow else short_source(step.source)
            pressed = link(shown, self.toggle, name=f"出处 {step.source}")
            pressed.setToolTip(str(step.source))
            if narrow or len(shown) > MOST_BESIDE:
                words.addWidget(pressed, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                head.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
            words.addWidget(self.whole)
        self.setAccessibleName(f"{step.title}，{step.text}")

    def toggle(self) -> None:
        """Show or hide the whole citation."""
        self.whole.setVisible(self.whole.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign and the line to the next step."""
        painter = QPainter(self)
        side, middle, top = px(20), px(10), px(3)
        if not self.last:
            painter.setPen(QPen(QColor(COLOURS.hairline), px(2)))
            painter.drawLine(middle, top + side + px(3), middle, self.height())
        sign, state = SIGNS[self.step.sign]
        paint_sign(painter, QRectF(middle - side / 2, top, side, side), sign, state)


class DecisionForm(QWidget):
    """Asks what 党委研究 decided: grade, reason, by whom, when."""

    saved = Signal()
    left = Signal()

    def __init__(self, listed: RatingRow, form: ScoreForm, by: str, today: date) -> None:
        super().__init__()
        self.listed = listed
        body = column(self, (0, 4, 0, 8), gap=8)
        self.grade = Segmented([Segment(band.grade, band.name) for band in form.bands], "等次")
        standing = listed.result.decided or listed.result.proposed
        self.grade.choose(standing or form.bands[0].grade, silent=True)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("说明情况；与建议不同或评为好、较差的必填")
        fixed_height(self.reason, 68)
        self.by, self.on = QLineEdit(by), QLineEdit(today.isoformat())
        self.by.setPlaceholderText("如：镇党委会议")
        self.by.setMaxLength(60)
        self.fields = {
            "grade": Field("等次", _to_the_left(self.grade), label_width=0),  # it is as wide as a narrow pane
            "reason": Field("理由", self.reason, label_width=LABEL),
            "by": Field("决定机关", self.by, label_width=LABEL),
            "on": Field("日期", self.on, label_width=LABEL),
        }
        for place in self.fields.values():
            body.addWidget(place)
        buttons = row(gap=8)
        keep, leave = Button("记下", "check", "primary", name="记下党委决定"), Button("取消")
        keep.setToolTip("记下（Ctrl+Enter）")
        keep.clicked.connect(self.saved.emit)
        leave.clicked.connect(self.left.emit)
        buttons.addSpacing(px(LABEL))
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        body.addLayout(buttons)
        for editor in (self.by, self.on):
            editor.returnPressed.connect(self.saved.emit)

    def begin(self) -> None:
        """Put the keyboard on the grades."""
        self.grade.buttons[self.grade.current()].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wish(self, campaign_id: str) -> GradeWish | None:
        """Return what to record; None (with the field marked) when the day cannot be read."""
        for place in self.fields.values():
            place.right()
        day = typed_day(self.on.text())
        if day is None:
            self.fields["on"].wrong(BAD_DAY)
            return None
        return GradeWish(
            campaign_id=campaign_id,
            party_org_id=self.listed.org.id,
            grade=self.grade.current(),
            reason=self.reason.toPlainText(),
            decided_by=self.by.text(),
            decided_on=day,
        )

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields; return those that have none."""
        rest, first = [], None
        for item in findings:
            name = FIELD_OF.get(item.code)
            if name is None:
                rest.append(item)
                continue
            self.fields[name].wrong(sentence(item).split("：", 1)[-1])
            first = first or self.fields[name].editor
        if first is not None:
            first.setFocus()
        return tuple(rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a grade by its digit; leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        names = list(self.grade.buttons)
        if event.text().isdigit() and 1 <= int(event.text()) <= len(names):
            self.grade.choose(names[int(event.text()) - 1])
            return
        super().keyPressEvent(event)


class Tall(QWidget):
    """The inside of a scrolling pane: as high as its wrapped words need at the width in hand."""

    def event(self, event: QEvent) -> bool:
        """Measure again when the width or the words change."""
        done = super().event(event)
        inside = self.layout()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and inside is not None:
            self.setMinimumHeight(max(0, inside.totalHeightForWidth(self.width())))
        return done


class RatingPane(QFrame):
    """Chart above, 为什么 below; the decision is typed in the place of 为什么."""

    sheet_asked = Signal()

    def __init__(self, decide: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.form: DecisionForm | None = None
        self.begun: Begun | None = None
        self.category: RatingCategory | None = None
        self.names: dict[str, str] = {}
        outer = column(self, (1, 0, 0, 0))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = Tall()
        inside = column(inner, (0, 0, 0, 8))
        inside.addWidget(self._drawing())
        inside.addWidget(line())
        inside.addWidget(self._why(), 1)
        self.area.setWidget(inner)
        for ground in (inner, self.area.viewport()):
            ground.setAutoFillBackground(False)
        outer.addWidget(self.area, 1)
        foot = frame("pane-foot")
        foot_line = row(foot, (23, 9, 23, 9), gap=10)
        foot_line.addWidget(decide)
        foot_line.addStretch(1)
        foot_line.addWidget(link("评分明细", self.sheet_asked.emit, name="打开评分明细"))
        self.foot = foot
        outer.addWidget(foot)

    def _drawing(self) -> QWidget:
        self.top = QWidget()
        inside = column(self.top, (23, 14, 23, 10), gap=6)
        head = row(gap=8)
        self.drawn = Segmented([Segment(GRADES, "等次和名额"), Segment(SCORES, "得分分布")], "画什么")
        self.drawn.chosen.connect(lambda _: self.turn_chart())
        head.addWidget(self.drawn)
        self.note = ElidedLabel("", "note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.note, 1)
        inside.addLayout(head)
        self.bars, self.chart = GradeChart(), DistributionChart()
        self.charts = Pages()
        self.charts.addWidget(self.bars)
        self.charts.addWidget(self.chart)
        inside.addWidget(self.charts)
        return self.top

    def _why(self) -> QWidget:
        self.why = QWidget()
        outer = column(self.why, (23, 12, 23, 0), gap=8)
        head = row(gap=8)
        self.title = Label("为什么", "section")
        head.addWidget(self.title)
        self.name = ElidedLabel("", "note")
        head.addWidget(self.name, 1)
        self.chip = ChipLabel()
        head.addWidget(self.chip)
        outer.addLayout(head)
        self.body = column()
        outer.addLayout(self.body, 1)
        return self.why

    def show_category(self, category: RatingCategory | None) -> None:
        """Show the grades against their quotas, and the distribution of the scores, of a category."""
        self.category = category
        self.names = {b.grade: b.name for b in category.form.bands} if category is not None else {}
        self.chart.show_category(category)
        if category is None:
            self.bars.show_result(None, None)
        else:
            self.bars.show_result(category.form, category.result)
        self.turn_chart()

    def turn(self) -> None:
        """Choose the other drawing."""
        self.drawn.choose(SCORES if self.drawn.current() == GRADES else GRADES)

    def turn_chart(self) -> None:
        """Show the drawing that is chosen, and what it is drawn of."""
        rows = self.category.rows if self.category is not None else ()
        grades = self.drawn.current() == GRADES
        for each, shown in ((self.bars, grades), (self.chart, not grades)):
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)  # the one that is not shown takes no room
        self.charts.setCurrentWidget(self.bars if grades else self.chart)
        scored, decided = sum(r.score is not None for r in rows), sum(bool(r.decided) for r in rows)
        self.note.setText(f"{len(rows)} 个，已定 {decided}" if grades else f"{scored} 个，每格 1 个")

    def picture(self) -> QPixmap:
        """Return the drawing that is shown, with its title."""
        name = self.category.name if self.category is not None else ""
        if self.drawn.current() == GRADES:
            return self.bars.picture(f"{name}党组织等次和名额")
        return self.chart.picture(f"{name}党组织得分分布")

    def show_row(self, listed: RatingRow | None) -> None:
        """Say why an organisation's grade is what it is."""
        self.drop_form()
        clear(self.body)
        self.foot.show()
        self.foot.setEnabled(listed is not None)
        if listed is None:
            self._show_head("", None)
            self.body.addWidget(Label("选中一个党组织，这里写明每一步的依据。", "hint", wrap=True))
            self.body.addStretch(1)
            return
        self._show_head(listed.org.name, _chip_of(listed))
        steps = listed.steps
        for number, step in enumerate(steps):
            working = f"计分：{listed.sheet.working}" if number == 0 else ""
            self.body.addWidget(WhyStep(step, last=number == len(steps) - 1, note=working))
        if len(listed.decisions) > 1:
            self.body.addWidget(_history(listed.decisions[:-1], self.names))
        self.body.addStretch(1)
        self._scroll()

    def begin_decision(
        self, listed: RatingRow, form: ScoreForm, by: str, today: date, save: Callable[[], object]
    ) -> None:
        """Ask for the decision on an organisation, with its reasons below."""
        self.show_row(listed)
        self.form = DecisionForm(listed, form, by, today)
        self.form.saved.connect(save)
        self.form.left.connect(lambda: self.show_row(listed))
        self.body.insertWidget(0, self.form)
        self.body.insertWidget(1, line())
        self.body.insertSpacing(2, px(8))
        self.title.setText("党委决定")
        self.foot.hide()
        self._scroll(always=True)
        self.form.begin()
        self.begun = begun(self.form, f"{listed.org.name}的“党委决定”")

    def drop_form(self) -> None:
        """Ask no longer: what was typed is stored, or given up."""
        self.form = self.begun = None

    def unfinished(self) -> str:
        """Return the name of the decision when something was typed of it and is not stored yet."""
        return self.begun.unfinished() if self.begun is not None else ""

    def _scroll(self, *, always: bool = False) -> None:
        """Let 为什么 stand at the top where the drawing leaves it little room, once all is laid out."""

        def scroll() -> None:
            low = always or self.height() < px(LOW)
            self.area.verticalScrollBar().setValue(self.why.y() if low else 0)

        QTimer.singleShot(0, self.area, scroll)

    def _show_head(self, name: str, chip: Chip | None) -> None:
        self.title.setText("为什么")
        self.name.setText(name)
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.set_chip(chip)


def _to_the_left(widget: QWidget) -> QWidget:
    holder = QWidget()
    across = row(holder, gap=0)
    across.addWidget(widget)
    across.addStretch(1)
    return holder


def _chip_of(listed: RatingRow) -> Chip:
    if listed.decided:
        return Chip(f"已定 {listed.decided}", State.DONE, Sign.CHECK)
    if listed.tied:
        return Chip("同分待定", State.SOON, Sign.ASK)
    if listed.proposed:
        state = State.DOING if listed.proposed == listed.by_score else State.SOON
        return Chip(f"建议 {listed.proposed}", state)
    return Chip("还没有等次", State.IDLE)


def _history(decisions: Sequence[Decision], names: dict[str, str]) -> QWidget:
    made = QWidget()
    body = column(made, (32, 2, 0, 6), gap=2)
    body.addWidget(Label("以前的决定（保留）", "note"))
    for decision in reversed(decisions):
        grade = names.get(decision.grade, decision.grade)
        words = f"{decision.decided_on.isoformat()} {decision.decided_by}：{grade}。{decision.reason}"
        body.addWidget(Label(words, "small", wrap=True))
    return made
