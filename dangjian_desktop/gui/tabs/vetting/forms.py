"""What is typed in the pane: an answer, a talk, a telling, a new candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from dangjian_desktop.domain.forms import VettingClause, VettingForm
from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.domain.vetting import Answer, TalkOutcome
from dangjian_desktop.gui.pinyin import find
from dangjian_desktop.gui.theme import MOST_SOFT, px, zoom_percent
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import Fixed, column, fixed_height, frame, row
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.vetting import ANSWER_NAMES, TALK_NAMES
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish, TellingWish
from dangjian_desktop.services.vetting_views import PersonChoice

LABEL = 58
MOST_HITS, HIT = 7, 28
BAD_DAY = "日期请写成 2012-04-21 的样子。"


class InlineForm(QWidget):
    """Fields one under the other with 记下 and 取消; findings stand beside their fields."""

    saved = Signal()
    left = Signal()
    field_of: ClassVar[Mapping[str, str]] = {}

    def __init__(self, keep: str) -> None:
        super().__init__()
        self.body = column(self, (0, 4, 0, 10), gap=8)
        self.fields: dict[str, Field] = {}
        self.fresh: dict[str, str] = {}
        self.keep = Button(keep, "check", "primary")
        self.leave = Button("取消")
        self.keep.clicked.connect(self.saved.emit)
        self.leave.clicked.connect(self.left.emit)

    def add(self, name: str, label: str, editor: QWidget) -> None:
        """Add a field; Enter in a line goes on to 记下."""
        self.fields[name] = Field(label, editor, label_width=LABEL)
        self.body.addWidget(self.fields[name])
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.saved.emit)

    def add_buttons(self) -> None:
        """Close the form with its buttons."""
        across, under = row(gap=0), QWidget()
        Fixed(under, lambda wide: under.setFixedWidth(wide if zoom_percent() <= MOST_SOFT else 0), LABEL)
        across.addWidget(under)
        across.addWidget(self.keep)
        across.addSpacing(8)
        across.addWidget(self.leave)
        across.addStretch(1)
        self.body.addLayout(across)
        self.fresh = self.texts()

    @property
    def about(self) -> tuple[str, ...]:
        """What the form is about: a half-filled one is found again by it."""
        return (type(self).__name__,)

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: _text_of(field.editor) for name, field in self.fields.items()}

    def is_begun(self) -> bool:
        """Tell whether anything was changed since the form was made."""
        return self.texts() != self.fresh

    def take(self, texts: Mapping[str, str]) -> None:
        """Put back what stood in the fields."""
        for name, text in texts.items():
            _put_text(self.fields[name].editor, text)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def day_of(self, editor: QLineEdit, name: str = "on") -> date | None:
        """Read a day; mark its field when it is none."""
        for place in self.fields.values():
            place.right()
        try:
            return date.fromisoformat(editor.text().strip())
        except ValueError:
            self.fields[name].wrong(BAD_DAY)
            return None

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields; return those that have none."""
        rest: list[Finding] = []
        first: QWidget | None = None
        for item in findings:
            name = self.field_of.get(item.code)
            if name is None:
                rest.append(item)
                continue
            self.fields[name].wrong(sentence(item).split("：", 1)[-1])
            first = first or self.fields[name].editor
        if first is not None:
            first.setFocus()
        return tuple(rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _text_of(editor: QWidget) -> str:
    """Return what an editor holds, as text."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    choice = editor.findChild(Segmented)
    return choice.current() if choice is not None else ""


def _put_text(editor: QWidget, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif (choice := editor.findChild(Segmented)) is not None:
        choice.choose(text, silent=True)


def to_the_left(widget: QWidget) -> QWidget:
    """Keep a widget of its own width at the left of a field."""
    holder = QWidget()
    across = row(holder, gap=0)
    across.addWidget(widget)
    across.addStretch(1)
    return holder


class OpinionForm(InlineForm):
    """Asks for one answer; for a 复核 the same, beside the answer it reviews."""

    field_of: ClassVar[Mapping[str, str]] = {
        "vetting.no_basis": "basis",
        "vetting.no_evidence": "evidence",
        "vetting.no_signer": "by",
        "vetting.future_day": "on",
    }

    def __init__(
        self, candidate_id: str, clause: VettingClause, today: date, by: str, reviewed: str = ""
    ) -> None:
        super().__init__("记下复核" if reviewed else "记下意见")
        self.candidate_id, self.clause, self.reviewed = candidate_id, clause, reviewed
        names = [Segment(a.value, f"{n} {ANSWER_NAMES[a.value]}") for n, a in enumerate(Answer, 1)]
        self.answer = Segmented(names, "答复").stand_when_zoomed()
        self.basis, self.evidence = QPlainTextEdit(), QLineEdit()
        self.basis.setTabChangesFocus(True)
        self.basis.setPlaceholderText("事实和依据；无问题的可以不填")
        fixed_height(self.basis, 60)
        self.evidence.setPlaceholderText(clause.evidence_asked or "文件名、编号")
        self.by, self.on = QLineEdit(by), QLineEdit(today.isoformat())
        self.by.setPlaceholderText(
            "、".join(clause.answered_by) + " 姓名" if clause.answered_by else "部门 姓名"
        )
        self.add("answer", "答复", to_the_left(self.answer))
        self.add("basis", "依据", self.basis)
        self.add("evidence", "佐证", self.evidence)
        self.add("by", "签署", self.by)
        self.add("on", "日期", self.on)
        self.add_buttons()

    @property
    def about(self) -> tuple[str, ...]:
        """The candidate, the clause and what is reviewed."""
        return (*super().about, self.candidate_id, self.clause.code, self.reviewed)

    def begin(self) -> None:
        """Put the keyboard on the answers."""
        self.answer.buttons[self.answer.current()].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, answer: Answer) -> None:
        """Take an answer and go on: to the signer when nothing else is needed, else to the basis."""
        self.answer.choose(answer.value)
        (self.by if answer is Answer.CLEAR else self.basis).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wish(self) -> OpinionWish | None:
        """Return what to record; None when the day cannot be read."""
        day = self.day_of(self.on)
        if day is None:
            return None
        return OpinionWish(
            candidate_id=self.candidate_id,
            clause_code=self.clause.code,
            answer=Answer(self.answer.current()),
            basis=self.basis.toPlainText(),
            evidence=self.evidence.text(),
            answered_by=self.by.text(),
            answered_on=day,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an answer by its digit."""
        answers = list(Answer)
        if event.text() in ("1", "2", "3"):
            self.choose(answers[int(event.text()) - 1])
            return
        super().keyPressEvent(event)


class TalkForm(InlineForm):
    """Asks for a 诫勉谈话 and its outcome."""

    field_of: ClassVar[Mapping[str, str]] = {"vetting.nobody_named": "by", "vetting.future_day": "on"}

    def __init__(self, candidate_id: str, today: date) -> None:
        super().__init__("记下谈话")
        self.candidate_id = candidate_id
        self.outcome = Combo()
        for outcome in (TalkOutcome.PROMISED, TalkOutcome.WITHDREW, TalkOutcome.STANDS):
            self.outcome.addItem(TALK_NAMES[outcome.value], outcome)
        self.by, self.on, self.note = QLineEdit(), QLineEdit(today.isoformat()), QLineEdit()
        self.by.setPlaceholderText("谈话人")
        self.note.setPlaceholderText("整改事项、记录编号")
        self.add("by", "谈话人", self.by)
        self.add("on", "日期", self.on)
        self.add("outcome", "结果", self.outcome)
        self.add("note", "记录", self.note)
        self.add_buttons()

    @property
    def about(self) -> tuple[str, ...]:
        """The candidate."""
        return (*super().about, self.candidate_id)

    def wish(self) -> TalkWish | None:
        """Return what to record; None when the day cannot be read."""
        day = self.day_of(self.on)
        if day is None:
            return None
        outcome = TalkOutcome(self.outcome.currentData())
        return TalkWish(
            candidate_id=self.candidate_id,
            held_on=day,
            held_by=self.by.text(),
            outcome=outcome,
            note=self.note.text(),
        )


class TellForm(InlineForm):
    """Asks when and how the result was delivered."""

    field_of: ClassVar[Mapping[str, str]] = {"vetting.nobody_named": "by", "vetting.future_day": "on"}

    def __init__(self, candidate_id: str, today: date, by: str) -> None:
        super().__init__("记下送达")
        self.candidate_id = candidate_id
        self.on, self.by, self.way = QLineEdit(today.isoformat()), QLineEdit(by), QLineEdit("本人签收")
        self.by.setPlaceholderText("经办人")
        self.add("by", "经办人", self.by)
        self.add("on", "送达日期", self.on)
        self.add("way", "方式", self.way)
        self.add_buttons()

    @property
    def about(self) -> tuple[str, ...]:
        """The candidate."""
        return (*super().about, self.candidate_id)

    def wish(self) -> TellingWish | None:
        """Return what to record; None when the day cannot be read."""
        day = self.day_of(self.on)
        if day is None:
            return None
        return TellingWish(
            candidate_id=self.candidate_id, told_on=day, told_by=self.by.text(), way=self.way.text()
        )


@dataclass(frozen=True, slots=True)
class Roll:
    """What a new candidate is chosen from: persons, communities, the forms valid today."""

    choices: tuple[PersonChoice, ...]
    communities: tuple[Community, ...]
    forms: tuple[VettingForm, ...]


class CandidateForm(InlineForm):
    """Finds a person in the roster and asks for the post sought."""

    field_of: ClassVar[Mapping[str, str]] = {
        "vetting.no_person": "person",
        "vetting.no_post": "post",
        "vetting.candidate_twice": "post",
        "vetting.form_not_valid": "form",
        "vetting.which_form": "form",
        "vetting.no_form": "form",
    }

    def __init__(self, roll: Roll) -> None:
        super().__init__("列为候选人")
        self.choices = roll.choices
        self.hits: list[PersonChoice] = []
        self.chosen: PersonChoice | None = None
        self.person, self.post = QLineEdit(), QLineEdit()
        self.person.setPlaceholderText("姓名，可用拼音首字母")
        self.person.textEdited.connect(self.search)
        self.person.installEventFilter(self)
        self.post.setPlaceholderText("如：主任、副主任、委员")
        self._build_list()
        self.who = Label("", "hint", wrap=True)
        self.who.hide()
        self.place, self.form = Combo(), Combo()
        self.place.addItem("（不属于村、社区）", None)
        for community in roll.communities:
            self.place.addItem(community.name, community.id)
        for each in roll.forms:
            self.form.addItem(f"{each.name}（{each.edition}）", (each.code, each.edition))
        self.serving = QCheckBox("现任干部（适用届满民主评议）")
        self.add("person", "找人", self.person)
        self.body.addWidget(self.plate)
        self.body.addWidget(self.who)
        self.add("place", "村、社区", self.place)
        self.add("post", "拟任职务", self.post)
        self.add("serving", "", self.serving)
        self.add("form", "审查表", self.form)
        self.add_buttons()

    def _build_list(self) -> None:
        self.hit_model = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self.hit_model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("找到的人")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self.pick(index.row()))
        self.plate = frame("plate")
        inside = column(self.plate, (4, 4, 4, 4))
        inside.addWidget(self.list)
        self.plate.hide()

    def search(self, text: str) -> None:
        """Show who is found by name, pinyin or initials."""
        self.chosen = None
        query = text.strip()
        found = [c for c in self.choices if query and (find(c.name, query, name=True) or query in c.posts)]
        self.hits = found[:MOST_HITS]
        self.hit_model.setStringList([f"{c.name}　{c.posts}" for c in self.hits])
        self.plate.setVisible(bool(self.hits))
        self.list.setGridSize(QSize(px(60), px(HIT)))
        self.list.setFixedHeight(px(HIT) * len(self.hits))
        self.list.setCurrentIndex(self.hit_model.index(0))
        more = len(found) - len(self.hits)
        said = f"还有 {more} 人，请多写一个字。" if more else ""
        self._say("没有找到，请先在花名册里登记。" if query and not found else said)

    def _say(self, text: str) -> None:
        self.who.setText(text)
        self.who.setVisible(bool(text))

    def pick(self, place: int) -> None:
        """Take one of those found."""
        if 0 <= place < len(self.hits):
            self.chosen = self.hits[place]
            self.person.setText(self.chosen.name)
            self._say(self.chosen.posts or "花名册里没有现任职务")
            self.serving.setChecked(self.chosen.serving)
            self.place.setCurrentIndex(max(0, self.place.findData(self.chosen.community_id)))
            self.plate.hide()
            self.post.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk through those found with ↑ ↓, take one with Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.plate.isVisible():
            here = self.list.currentIndex().row()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                at = max(0, min(len(self.hits) - 1, here + step))
                self.list.setCurrentIndex(self.hit_model.index(at))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.pick(here)
                return True
        return super().eventFilter(watched, event)

    def wish(self, campaign_id: str) -> CandidateWish | None:
        """Return who is proposed; None (with the field marked) while nobody is chosen."""
        for place in self.fields.values():
            place.right()
        if self.chosen is None:
            self.fields["person"].wrong("请从找到的人里选一个。")
            self.person.setFocus()
            return None
        code, edition = self.form.currentData() or ("", "")
        return CandidateWish(
            campaign_id=campaign_id,
            person_id=self.chosen.id,
            sought_post=self.post.text(),
            form_code=code,
            form_edition=edition,
            community_id=self.place.currentData(),
            serving=self.serving.isChecked(),
        )
