"""The pane of 花名册: a person, a community, a Party organisation; a new person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from dangjian_desktop.domain.people import Person, age_on, masked_id_number, masked_phone
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.person_card import Go, card_sections, chips_of, events_of, spaced_pinyin
from dangjian_desktop.gui.tabs.roster.photos import PhotoActs
from dangjian_desktop.gui.tabs.roster.posts import TITLES
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo, list_below
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.panes import Fact, Pane, Section
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, Label, SignLabel
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.person_cards import PersonCard
from dangjian_desktop.services.person_fields import SEXES, birth_words, month_words
from dangjian_desktop.services.roster_edits import NewPerson
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, KIND_WORDS, LEVEL_WORDS
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine, PersonLine

EMPTY = "未登记"
CARD_MS = 150  # a row passed over on the way to another is not asked about


@dataclass(frozen=True, slots=True)
class PaneActs:
    """What the pane may ask of the tab."""

    edit: Callable[[], object]
    reveal: Callable[[str], object]
    confirm: Callable[[], object]
    show_unit: Callable[[str], object]
    ask_card: Callable[[str], object]
    go: Go
    photos: PhotoActs


class NewForm(QWidget):
    """Asks for a new person: name, unit, post, sex, date of birth."""

    def __init__(self, communities: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.name, self.title = QLineEdit(), QLineEdit()
        self.birth = QLineEdit()
        self.birth.setPlaceholderText("如 1975.03 或 1975-03-12")
        self.title.setPlaceholderText("如 党支部书记；可以不写")
        list_below(self.title, QCompleter(list(TITLES), self.title))
        self.unit, self.sex = Combo(), Combo()
        for key, name in communities:
            self.unit.addItem(name, key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        for word in ("", "男", "女"):
            self.sex.addItem(word)
        body = column(self, gap=8)
        self.fields = {
            "姓名": Field("姓名", self.name, label_width=68),
            "单位": Field("单位", self.unit, label_width=68),
            "职务": Field("职务", self.title, label_width=68),
            "性别": Field("性别", self.sex, label_width=68),
            "出生日期": Field("出生日期", self.birth, label_width=68),
        }
        for field in self.fields.values():
            body.addWidget(field)

    def asked(self, *, same_name: bool = False) -> NewPerson:
        """Return what is asked for."""
        for field in self.fields.values():
            field.right()
        return NewPerson(
            name=self.name.text(),
            community_id=str(self.unit.currentData() or ""),
            title=self.title.text(),
            sex=self.sex.currentText(),
            birth=self.birth.text(),
            same_name=same_name,
        )

    def refuse(self, findings: Sequence[Finding], anyway: Callable[[], object]) -> tuple[Finding, ...]:
        """Show findings at their fields; return those that have none."""
        rest = []
        for item in findings:
            field = self.fields.get(item.where.field)
            words = sentence(item).split("：", 1)[-1]
            if field is None:
                rest.append(item)
            elif item.code == "roster.name_exists":
                field.wrong(words, "是另一个人，仍新增", anyway)
            else:
                field.wrong(words)
        return tuple(rest)


class RemoveForm(QWidget):
    """Asks why things go into the bin."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = QLineEdit()
        self.reason.setMaxLength(60)
        self.reason.setPlaceholderText("如 重复登记、已迁出")
        body = column(self, gap=8)
        self.field = Field("原因", self.reason, label_width=46, hint="原因记入操作日志，回收站里也能看到")
        body.addWidget(self.field)

    def asked(self) -> str:
        """Return the reason, empty (with the field marked) when none is written."""
        self.field.right()
        reason = self.reason.text().strip()
        if not reason:
            self.field.wrong("请写明为什么移入回收站。")
        return reason


class OpenItem(QWidget):
    """One thing left unsure by a file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        across = row(self, (0, 3, 0, 5), gap=8)
        across.addWidget(SignLabel(Sign.QUESTION, State.SOON, 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Label(text, "note", wrap=True), 1)


class RosterPane(Pane):
    """Shows the row in hand."""

    answered = Signal()  # what was asked is done with, or given up

    def __init__(self, acts: PaneActs, purpose: Callable[[str], str]) -> None:
        super().__init__()
        self.acts, self.purpose = acts, purpose
        self.new: NewForm | None = None
        self.remove: RemoveForm | None = None
        self.asking: AskForm | None = None
        self.revealed: dict[str, str] = {}
        self.masked = False  # whether numbers were taken away when the tab was left
        self.shown_key = ""
        self.card: PersonCard | None = None
        self.asking_card = QTimer(self, interval=CARD_MS, singleShot=True)
        self.asking_card.timeout.connect(self._ask_more)
        FileDrop(self).dropped.connect(acts.photos.drop)
        self.hide()

    def busy_asking(self) -> bool:
        """Tell whether the pane asks for something (then it does not follow the row in hand)."""
        return self.isVisible() and any((self.new, self.remove, self.asking))

    def _ask_more(self) -> None:
        self.acts.photos.ask(self.shown_key)
        self.acts.ask_card(self.shown_key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget numbers shown in full once the tab is left."""
        super().hideEvent(event)
        shown, self.revealed = self.revealed, {}
        if shown and not any((self.new, self.remove, self.asking)):
            self.show_sections()
            self.masked = True

    def showEvent(self, event: QShowEvent) -> None:
        """Show the row in hand again, its numbers masked."""
        super().showEvent(event)
        if self.masked:
            QTimer.singleShot(0, self.answered.emit)

    def _ready(self, key: str) -> None:
        self.masked = False
        self.new = self.remove = self.asking = None
        self.asking_card.stop()
        self.card = None
        if key != self.shown_key:
            self.revealed = {}
        self.shown_key = key

    def show_person(self, line: PersonLine, today: date) -> None:
        """Show a person: posts now, posts before, facts, what is still unsure."""
        self._ready(line.person.id)
        person = line.person
        about = [
            SEXES[person.sex] if person.sex else "",
            f"{age_on(person.birth, today)} 岁" if person.birth else "",
            person.ethnicity,
            person.political_status,
        ]
        self.show_head(
            person.name,
            spaced_pinyin(person.name, person.pinyin),
            "，".join(part for part in about if part),
            chips_of(line),
        )
        sections: list[QWidget] = []
        photo = self.acts.photos.place_of(line)
        if photo is not None:
            sections.append(photo)
        if line.to_confirm:
            sections.append(self._open_section(line.to_confirm))
        held = Section("现任职务")
        held.time_line(events_of(line.held, now=True))
        if not line.held:
            held.add(Label("没有登记现任职务。", "note"))
        sections.append(held)
        if line.past:
            past = Section("曾任职务")
            past.time_line(events_of(line.past, now=False))
            sections.append(past)
        facts = Section("基本情况", link_text="修改（Shift+F2）", run=self.acts.edit)
        facts.facts(self._facts(line), 80)
        sections.append(facts)
        self.show_foot()
        self._keep_scroll(*sections)
        self.asking_card.start()

    def show_card(self, card: PersonCard) -> None:
        """Tell the rest of the person shown, below what stands there."""
        if card.line.person.id == self.shown_key and self.asking is None and self.card is None:
            self.card = card
            for section in card_sections(card, self.acts.go):
                self.body.insertWidget(self.body.count() - 1, section)

    def _facts(self, line: PersonLine) -> tuple[Fact, ...]:
        person = line.person
        return (
            self._secret("身份证号", "id_number", masked_id_number(person.id_number)),
            self._fact("出生日期", "birth", birth_words(person)),
            self._fact("学历", "education", person.education),
            self._secret("手机", "phone", masked_phone(person.phone)),
            self._fact("入党时间", "joined_party", month_words(person.joined_party)),
            self._fact("住址", "residence", person.residence),
            *self._no_photo(person),
            *((Fact("原来写作", person.name_written),) if person.name_written else ()),
            *((Fact("备注", person.note),) if person.note else ()),
        )

    def _no_photo(self, person: Person) -> tuple[Fact, ...]:
        if person.photo:
            return ()
        return (replace(self._fact("照片", "photo", ""), link="添加", run=self.acts.photos.choose),)

    def _fact(self, words: str, what: str, value: str) -> Fact:
        return Fact(words, value or EMPTY, tip=self.purpose(what))

    def _secret(self, words: str, what: str, masked: str) -> Fact:
        if not masked or what in self.revealed:
            return self._fact(words, what, self.revealed[what] if masked else "")
        return replace(self._fact(words, what, masked), link="显示", run=lambda: self.acts.reveal(what))

    def _open_section(self, items: Sequence[str]) -> Section:
        section = Section("待核对", link_text="已核对", run=self.acts.confirm)
        for item in items:
            section.add(OpenItem(item))
        return section

    def show_community(self, line: CommunityLine, staff: Sequence[tuple[str, str]]) -> None:
        """Show a community: its work group, its committees, figures, what is still unsure."""
        self._ready(line.community.id)
        one = line.community
        chips = (ChipLabel(f"待核对 {len(line.to_confirm)} 处", State.SOON, Sign.QUESTION),)
        self.show_head(
            one.name, KIND_WORDS[one.kind], line.area or "不属于任何片", chips if line.to_confirm else ()
        )
        sections: list[QWidget] = []
        if line.to_confirm:
            sections.append(self._open_section(line.to_confirm))
        group = Section("驻社区工作组")
        facts = (
            ("片长", "、".join(line.area_leads)),
            ("驻社区领导", "、".join(line.resident_leaders)),
            ("帮扶单位", line.partner_org),
            ("负责人", "、".join(line.group_heads)),
            ("联络员", "、".join(line.liaisons)),
        )
        group.facts(tuple(Fact(words, text or EMPTY) for words, text in facts), 84)
        figures = Section("基本情况")
        figures.facts(
            (
                Fact("户数", _counted(one.households, "户")),
                Fact("人口", _counted(one.population, "人")),
                Fact("选民", _counted(one.voters, "人")),
            ),
            84,
        )
        people = Section("班子和后备", link_text="看这里的人", run=lambda: self.acts.show_unit(one.name))
        people.facts(tuple(Fact(name, title) for name, title in staff), 84)
        if not staff:
            people.add(Label("还没有登记。", "note"))
        sections += [group, people, figures]
        self.show_foot()
        self._keep_scroll(*sections)

    def show_org(self, line: OrgLine) -> None:
        """Show a Party organisation."""
        self._ready(line.org.id)
        org = line.org
        self.show_head(org.name, LEVEL_WORDS[org.level], line.parent)
        facts = Section("基本情况")
        facts.facts(
            (
                Fact("类别", CATEGORY_WORDS[org.category] or EMPTY),
                Fact("村、社区", line.community or "不在村、社区"),
                Fact("书记", line.secretary or EMPTY),
                Fact("成立时间", month_words(org.founded) or EMPTY),
                Fact("党员", _counted(org.members, "名")),
            ),
            80,
        )
        self.show_foot()
        self._keep_scroll(facts)

    def _keep_scroll(self, *sections: QWidget) -> None:
        self.show_sections(*sections)
        self.open_pane()

    def show_new(
        self, communities: Sequence[tuple[str, str]], chosen: str, save: Callable[[], object]
    ) -> None:
        """Ask for a new person."""
        self._ready("")
        self.new = NewForm(communities, chosen)
        self.show_head("新建人员", "", "先写姓名和单位，其余可以以后在表里填。")
        section = Section("资料")
        section.add(self.new)
        self.show_sections(section)
        self._foot_buttons("新建", "plus", save)
        for editor in (self.new.name, self.new.title, self.new.birth):
            editor.returnPressed.connect(save)
        self.begin_form(self.new, "“新建人员”")
        self.open_pane()
        self.new.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_remove(self, title: str, words: str, save: Callable[[], object]) -> None:
        """Ask why things go into the bin; ``title`` says how many of what."""
        self._ready("")
        self.remove = RemoveForm()
        self.show_head(title, "", words)
        section = Section("写明原因")
        section.add(self.remove)
        self.show_sections(section)
        self._foot_buttons("移入回收站", "trash", save)
        self.remove.reason.returnPressed.connect(save)
        self.begin_form(self.remove, "“移入回收站”")
        self.open_pane()
        self.remove.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(
        self, form: AskForm, name: str, title: str, about: str, save: Callable[[], object], words: str = ""
    ) -> None:
        """Ask what ``form`` asks; ``title`` names the act, ``name`` what it concerns."""
        key = self.shown_key
        self._ready(key)
        self.asking = form
        self.show_head(name, "", about)
        section = Section(title)
        section.add(form)
        self.show_sections(section)
        self._foot_buttons(words or title, "check", save)
        for editor in form.findChildren(QLineEdit):
            editor.returnPressed.connect(save)
        self.begin_form(form, f"{name}的“{title}”")
        self.open_pane()
        form.begin()

    def _foot_buttons(self, words: str, icon: str, save: Callable[[], object]) -> None:
        keep = Button(words, icon, "primary")
        keep.clicked.connect(lambda _on=False: save())
        drop: QPushButton = Button("取消", name="取消（Esc）")
        drop.clicked.connect(self.close_pane)
        self.show_foot(keep, drop)

    def close_pane(self) -> None:
        """Forget what was asked, and hide unless the row in hand is shown again."""
        asked = self.busy_asking()
        self.new = self.remove = self.asking = self.asking_for = None
        self.revealed = {}
        super().close_pane()
        if asked:
            self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let F2 begin to change the person shown."""
        if event.key() == Qt.Key.Key_F2 and not self.busy_asking():
            self.acts.edit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses on the pane from the list below."""
        event.accept()


def _counted(count: int | None, unit: str) -> str:
    return EMPTY if count is None else f"{count:,} {unit}"
