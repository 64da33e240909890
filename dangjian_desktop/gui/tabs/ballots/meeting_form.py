"""The sheet of a meeting as a form: which ballot, about whom, when, where, who chairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.tabs.ballots.checking_fields import CheckingFields
from dangjian_desktop.gui.widgets.combos import Combo, dressed_list
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.words import link
from dangjian_desktop.kernel.findings import Finding, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_views import Subject

FIELD_OF = {
    "ballots.no_title": "title",
    "ballots.no_subject": "subject",
    "ballots.bad_day": "held_on",
    "ballots.form_in_use": "form",
    "ballots.bad_percent": "percent",
    "ballots.second_in_use": "percent",
    "ballots.way_in_use": "way",
    "catalog.no_form": "form",
    "catalog.no_valid_form": "form",
}


class MeetingForm(QWidget):
    """Asks for the facts of a meeting; its headcounts are typed in the pane afterwards."""

    form_chosen = Signal(object)  # BallotForm
    styles_asked = Signal()

    def __init__(self, forms: Sequence[BallotForm], meeting: Meeting) -> None:
        super().__init__()
        self.forms, self.meeting = {f.code: f for f in forms}, meeting
        self.subjects: dict[str, Subject] = {}
        self.form, self.subject = Combo(), Combo()
        for one in forms:
            self.form.addItem(one.name, one.code)
        self.subject.setEditable(True)
        self.subject.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.subject.model(), self.subject)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dressed_list(completer)
        self.subject.setCompleter(completer)
        self.title, self.held_on = QLineEdit(meeting.title), QLineEdit()
        self.place, self.host = QLineEdit(meeting.place), QLineEdit(meeting.host)
        self.tellers, self.scrutineers = QLineEdit(meeting.tellers), QLineEdit(meeting.scrutineers)
        for several in (self.tellers, self.scrutineers):
            several.setPlaceholderText("几个人用顿号隔开")
        self.lines = (
            self.title, self.held_on, self.place, self.host, self.tellers, self.scrutineers,
        )  # fmt: skip
        for editor in self.lines:
            editor.setMaxLength(80)
        self.held_on.setText(meeting.held_on.isoformat() if meeting.held_on else "")
        self.held_on.setPlaceholderText("如 2012-03-05")
        body = column(self, gap=8)
        self.fields = {
            "form": Field("测评票", self.form, label_width=64),
            "subject": Field("测评对象", self.subject, label_width=64),
            "title": Field("会议名称", self.title, label_width=64),
            "held_on": Field("日期", self.held_on, label_width=64),
            "place": Field("地点", self.place, label_width=64),
            "host": Field("主持人", self.host, label_width=64),
            "tellers": Field("计票人", self.tellers, label_width=64),
            "scrutineers": Field("监票人", self.scrutineers, label_width=64),
        }
        for field in self.fields.values():
            body.addWidget(field)
            if field is self.fields["form"]:
                across = row(margins=(64, 0, 0, 0))
                across.addWidget(link("看样式、做本单位的测评票…", self.styles_asked.emit))
                across.addStretch(1)
                body.addLayout(across)
        self.checking = CheckingFields(meeting)
        self.fields |= self.checking.fields
        body.addWidget(self.checking)
        at = self.form.findData(meeting.form_code)
        self.form.setCurrentIndex(max(0, at))
        self.form.currentIndexChanged.connect(self._form_chosen)
        self.subject.currentTextChanged.connect(self._propose_title)
        self.proposed = meeting.title

    def ballot_form(self) -> BallotForm | None:
        """Return the form in hand."""
        return self.forms.get(self.form.currentData())

    def begin(self) -> None:
        """Put the cursor where one types first."""
        self.subject.setFocus()

    def show_subjects(self, subjects: Sequence[Subject]) -> None:
        """Offer what a meeting on the form in hand can be about."""
        kept = self.subject.currentText()
        self.subjects = {s.name: s for s in subjects}
        self.subject.blockSignals(True)
        self.subject.clear()
        self.subject.addItems(list(self.subjects))
        here = next((s.name for s in subjects if _is_about(self.meeting, s)), kept)
        self.subject.setCurrentText(here if here in self.subjects else "")
        self.subject.blockSignals(False)

    def _form_chosen(self) -> None:
        self.form_chosen.emit(self.ballot_form())

    def _propose_title(self, name: str) -> None:
        if name in self.subjects and self.title.text() in ("", self.proposed):
            self.proposed = f"{name}民主测评会"
            self.title.setText(self.proposed)

    def result(self) -> Meeting | None:
        """Return the meeting as typed; None when the day cannot be read (the field says so)."""
        for field in self.fields.values():
            field.right()
        text = self.held_on.text().strip()
        try:
            held_on = date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse((finding("ballots.bad_day", text=text),))
            return None
        subject = self.subjects.get(self.subject.currentText().strip(), Subject(name=""))
        form = self.ballot_form()
        same = form is not None and form.code == self.meeting.form_code
        return replace(
            self.checking.applied(self.meeting),
            form_code=form.code if form is not None else "",
            form_edition=self.meeting.form_edition if same else "",
            title=self.title.text().strip(),
            community_id=subject.community_id,
            party_org_id=subject.party_org_id,
            person_id=subject.person_id,
            held_on=held_on,
            place=self.place.text().strip(),
            host=self.host.text().strip(),
            tellers=self.tellers.text().strip(),
            scrutineers=self.scrutineers.text().strip(),
        )

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields, go to the first one; return those that have none."""
        rest, wrong = [], set()
        for item in findings:
            name = FIELD_OF.get(item.code)
            if name is None:
                rest.append(item)
            else:
                bare = replace(item, where=type(item.where)())
                self.fields[name].wrong(sentence(bare))
                wrong.add(name)
        first = next((field for name, field in self.fields.items() if name in wrong), None)
        if first is not None:
            first.editor.setFocus()
        return tuple(rest)


def _is_about(meeting: Meeting, subject: Subject) -> bool:
    about = (meeting.community_id, meeting.party_org_id, meeting.person_id)
    return any(about) and about == (subject.community_id, subject.party_org_id, subject.person_id)
