"""The pane of 活动进度: one task (of one unit) with its items, who signs, what proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dangjian_desktop.domain.campaigns import Phase, SignOff, Task, TaskScope, TaskState
from dangjian_desktop.domain.progress import Cell, TaskProgress
from dangjian_desktop.gui.tabs.campaigns.model import STATES, WORDS, cell_words, days_note, spaced
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.panes import Fact, Pane, Section
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.campaigns import Tick

FIELD_OF = {
    "campaigns.no_signer": "signer",
    "campaigns.no_evidence": "evidence",
    "campaigns.no_reason": "evidence",
    "campaigns.future_day": "day",
    "campaigns.bad_day": "day",
}


class TickForm(QWidget):
    """Records a state of items: which, signer, evidence, day."""

    def __init__(self, task: Task, entries: Sequence[SignOff], today: date) -> None:
        super().__init__()
        self.task, self.today = task, today
        body = column(self, gap=8)
        known = {entry.item: entry for entry in entries}
        self.items = [QCheckBox() for _ in task.items]
        for place, (box, text) in enumerate(zip(self.items, task.items, strict=True)):
            state = known[place].state if place in known else TaskState.IDLE
            box.setText(f"{place + 1}. {text}" if len(task.items) > 1 else text)
            box.setText(box.text() if len(box.text()) <= 19 else box.text()[:18] + "…")
            box.setToolTip(text)
            box.setAccessibleName(text)
            box.setChecked(state not in (TaskState.DONE, TaskState.WAIVED))
            body.addWidget(box)
            words = [WORDS[state]]
            if place in known and known[place].evidence:
                words.append(known[place].evidence)
            if place in known and known[place].signer:
                words.append(f"签收 {known[place].signer}")
            if state is not TaskState.IDLE:
                said = Label("，".join(words), "small", wrap=True)
                said.setContentsMargins(px(24), 0, 0, 0)
                body.addWidget(said)
        self.state = Combo()
        for kind in (TaskState.DONE, TaskState.REVIEW, TaskState.DOING, TaskState.WAIVED, TaskState.IDLE):
            self.state.addItem(WORDS[kind], kind)
        self.signer, self.evidence = QLineEdit(), QLineEdit()
        self.signer.setMaxLength(40)
        self.evidence.setMaxLength(200)
        self.evidence.setPlaceholderText("文件名、照片、编号；免办写理由")
        self.day = QLineEdit(today.isoformat())
        self.fields = {
            "state": Field("记为", self.state, label_width=58),
            "signer": Field("签收人", self.signer, label_width=58),
            "evidence": Field("佐证", self.evidence, label_width=58),
            "day": Field("日期", self.day, label_width=58),
        }
        for place_of in self.fields.values():
            body.addWidget(place_of)

    def tick(self, community_id: str | None) -> Tick | None:
        """Return what to record; None (with the field marked) when the day cannot be read."""
        for place in self.fields.values():
            place.right()
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            self.fields["day"].wrong("日期请写成 2012-03-05 的样子。")
            return None
        chosen = tuple(place for place, box in enumerate(self.items) if box.isChecked())
        if not chosen:
            self.fields["state"].wrong("请先勾选要记的条目。")
            return None
        return Tick(
            task_id=self.task.id,
            community_id=community_id,
            items=chosen,
            state=TaskState(self.state.currentData()),
            done_on=day,
            signer=self.signer.text(),
            evidence=self.evidence.text(),
        )

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields; return those that have none."""
        rest = []
        for item in findings:
            name = FIELD_OF.get(item.code)
            if name is None:
                rest.append(item)
            else:
                self.fields[name].wrong(sentence(item).split("：", 1)[-1])
        return tuple(rest)


class TaskForm(QWidget):
    """Asks for a new task: phase, words, written deadline, owners, whose it is."""

    def __init__(self, phases: Sequence[Phase]) -> None:
        super().__init__()
        self.phase, self.scope = Combo(), Combo()
        for phase in phases:
            self.phase.addItem(phase.name, phase.id)
        self.scope.addItem("镇里统一完成", TaskScope.OFFICE)
        self.scope.addItem("每个村、社区各自完成", TaskScope.EACH_UNIT)
        self.words, self.due, self.owners = QLineEdit(), QLineEdit(), QLineEdit()
        self.words.setMaxLength(300)
        self.due.setPlaceholderText("如 4月15日前、4月下旬、3月份")
        self.owners.setPlaceholderText("多个用顿号隔开")
        body = column(self, gap=8)
        self.fields = {
            "phase": Field("阶段", self.phase, label_width=58),
            "words": Field("任务", self.words, label_width=58),
            "due": Field("时间", self.due, label_width=58),
            "owners": Field("负责人", self.owners, label_width=58),
            "scope": Field("范围", self.scope, label_width=58),
        }
        for place in self.fields.values():
            body.addWidget(place)


class TaskPane(Pane):
    """Shows one task, or one task of one unit, and takes what is recorded about it."""

    def __init__(self) -> None:
        super().__init__()
        self.form: TickForm | None = None
        self.new: TaskForm | None = None
        self.hide()

    def show_task(
        self,
        progress: TaskProgress,
        unit: tuple[str, str] | None,
        entries: Sequence[SignOff],
        today: date,
        save: Callable[[], object],
    ) -> None:
        """Show a task; ``unit`` is a community's id and name, None for the whole task."""
        task, self.new = progress.task, None
        cell = _cell_of(progress, unit[0] if unit else None)
        self.show_head(
            unit[1] if unit else _number_words(task),
            task.items[0] if unit and len(task.items) == 1 else "",
            "" if not unit or len(task.items) == 1 else "；".join(task.items),
            _chips(progress, cell, today),
        )
        facts = Section("任务")
        facts.facts(
            (
                Fact("完成时间", task.due_text or "（未写）"),
                Fact("读作", _range_words(task)),
                Fact("责任人", "、".join(task.owners) or "（未写）"),
                Fact("完成", spaced(progress.share)),
            ),
            72,
        )
        sections: list[QWidget] = [facts]
        self.form = None
        each = task.scope is TaskScope.EACH_UNIT
        if unit is not None or not each:
            self.form = TickForm(task, entries, today)
            save_on_enter(save, self.form.signer, self.form.evidence, self.form.day)
            section = Section("销号")
            section.add(self.form)
            sections.append(section)
            keep = Button("记下", "check", "primary", name="记下销号")
            keep.clicked.connect(lambda _=False: save())
            self.show_foot(keep)
        else:
            sections.append(_all_items(task))
            self.show_foot(Label("到“挂图作战”里选一个村、社区销号", "hint"))
        self.show_sections(*sections)
        if self.form is not None:
            self.begin_form(self.form, "“销号”")
        self.open_pane()

    def show_new(self, phases: Sequence[Phase], save: Callable[[], object]) -> None:
        """Ask for a new task."""
        self.form = None
        self.new = TaskForm(phases)
        save_on_enter(save, self.new.words, self.new.due, self.new.owners)
        self.show_head("新建任务", "", "写明时间和责任人；时间按原话保留。")
        section = Section("内容")
        section.add(self.new)
        self.show_sections(section)
        self.begin_form(self.new, "“新建任务”")
        keep = Button("新建任务", "plus", "primary")
        keep.clicked.connect(lambda _=False: save())
        self.show_foot(keep)
        self.open_pane()
        self.new.words.setFocus(Qt.FocusReason.OtherFocusReason)


def save_on_enter(save: Callable[[], object], *editors: QLineEdit) -> None:
    """Let Enter in any of ``editors`` do what the pane's button does."""
    for editor in editors:
        editor.returnPressed.connect(save)


def _cell_of(progress: TaskProgress, community_id: str | None) -> Cell | None:
    return next((c for c in progress.cells if c.community_id == community_id), None)


def _chips(progress: TaskProgress, cell: Cell | None, today: date) -> tuple[ChipLabel, ...]:
    if cell is None:
        note = days_note(progress, today)
        return (ChipLabel(note, State.OVERDUE if progress.late else State.SOON),) if note else ()
    word, state = cell_words(cell)
    if cell.late:
        word = f"逾期 {cell.late} 天"
    elif not word or state is State.DONE:
        word = WORDS[cell.state]
    return (ChipLabel(word, state if cell.late else STATES[cell.state]),)


def _all_items(task: Task) -> Section:
    section = Section("内容", f"{len(task.items)} 条" if len(task.items) > 1 else "")
    for place, item in enumerate(task.items, 1):
        section.add(Label(f"{place}. {item}" if len(task.items) > 1 else item, wrap=True))
    return section


def _number_words(task: Task) -> str:
    return f"第 {task.order} 项任务"


def _range_words(task: Task) -> str:
    if task.end is None:
        return "读不出日期，请核对"
    if task.start is None or task.start == task.end:
        return f"到 {task.end.isoformat()}"
    return f"{task.start.isoformat()} 至 {task.end.isoformat()}"
