"""The pane of 资格联审: one clause of one candidate, who answered on what basis, telling and 复核."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.domain.forms import ClauseKind, VettingForm
from dangjian_desktop.domain.vetting import Answer, Opinion, Result
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.vetting.forms import InlineForm
from dangjian_desktop.gui.tabs.vetting.matrix import conclusion_chip, look_of
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import column, fixed_width, frame, row
from dangjian_desktop.gui.widgets.panes import Event, Fact, Pane, Section
from dangjian_desktop.gui.widgets.words import ChipLabel, ElidedLabel, Label, SignLabel
from dangjian_desktop.kernel.texts.vetting import (
    ANSWER_NAMES,
    CONCLUSION_NAMES,
    EFFECT_NAMES,
    RESULT_NAMES,
    TALK_NAMES,
)
from dangjian_desktop.services.vetting_views import CandidateRow, ClauseCell, Conclusion

ANSWER_SIGNS: dict[Answer, tuple[Sign, State]] = {
    Answer.CLEAR: (Sign.DISC, State.DONE),
    Answer.PROBLEM: (Sign.SQUARE_CROSS, State.WRONG),
    Answer.CHECKING: (Sign.QUESTION, State.SOON),
}


RESULT_SIGNS: dict[Conclusion, tuple[Sign, State]] = {
    Conclusion.PASSED: (Sign.DISC, State.DONE),
    Conclusion.PENDING: (Sign.QUESTION, State.SOON),
    Conclusion.FAILED: (Sign.SQUARE_CROSS, State.WRONG),
    Conclusion.WITHDRAWN: (Sign.DASH, State.IDLE),
}


WIDTH = 356
"""px: room for three answers side by side."""


class CandidatePane(Pane):
    """Shows a candidate; the clause in hand first, then what was told and reviewed."""

    def __init__(self) -> None:
        super().__init__(WIDTH)
        self.row: CandidateRow | None = None
        self.clause = ""
        self.form: InlineForm | None = None
        inside = self.body.parentWidget()
        if inside is not None:
            inside.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the inside as high as its wrapped words need."""
        if isinstance(watched, QWidget) and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            inside = watched.layout()
            if inside is not None:
                watched.setMinimumHeight(max(0, inside.totalHeightForWidth(watched.width())))
        return super().eventFilter(watched, event)

    def show_candidate(self, shown: CandidateRow, clause: str) -> None:
        """Show a candidate with one clause; an empty ``clause`` takes the deciding one."""
        self.form = None
        self.row, self.clause = shown, clause or clause_to_show(shown)
        self._head(shown)
        cell = shown.cell(self.clause)
        sections: list[QWidget] = [] if cell is None else [clause_section(shown, cell)]
        sections.extend((time_section(shown), person_section(shown)))
        self.show_sections(*sections)
        self.open_pane()

    def ask(self, form: InlineForm, title: str, note: str = "") -> None:
        """Ask for something under the head, with the clause below."""
        self.form = form
        section = Section(title, note)
        section.add(form)
        rest: list[QWidget] = []
        if self.row is not None and (cell := self.row.cell(self.clause)) is not None:
            rest = [clause_section(self.row, cell), time_section(self.row)]
        self.show_sections(section, *rest)
        self.show_foot()
        self.open_pane()
        form.begin()
        self.begin_form(form, f"资格审查的“{title}”")

    def ask_candidate(self, form: InlineForm) -> None:
        """Ask for a new candidate."""
        self.row, self.clause = None, ""
        self.show_head("新增候选人", "", "从花名册里找人；只记条款要问的事。")
        self.ask(form, "提名")

    def _head(self, shown: CandidateRow) -> None:
        person = shown.person
        about = [person.sex, f"{person.age} 岁" if person.age is not None else "", person.education]
        about.append(person.political_status)
        place = f"{shown.community}{shown.candidate.sought_post}"
        chips = [_chip(shown)]
        if shown.talk_due and shown.conclusion is Conclusion.PENDING:
            chips.append(ChipLabel("先谈话", State.SOON, Sign.WARNING))
        sought = f"拟任 {place}" if place else ""
        self.show_head(person.name, sought, "，".join(part for part in about if part), chips)


def _chip(shown: CandidateRow) -> ChipLabel:
    chip = conclusion_chip(shown)
    return ChipLabel(chip.text, chip.state, chip.sign)


def clause_to_show(shown: CandidateRow) -> str:
    """Return the deciding clause, else the first that is asked."""
    for cell in (*shown.deciding, *shown.cells):
        if cell.asked:
            return cell.clause.code
    return ""


# ---------------------------------------------------------------- sections


def clause_section(shown: CandidateRow, cell: ClauseCell) -> QWidget:
    """Return the clause with its words, validity and source, and the answers given."""
    made = QWidget()
    body = column(made, (0, 12, 0, 6), gap=7)
    body.addLayout(_clause_head(shown, cell))
    body.addWidget(_quote(shown.form, cell))
    if not cell.asked:
        body.addWidget(Label("只问现任干部，这名候选人不适用。", "hint", wrap=True))
    elif cell.clause.kind is ClauseKind.COMPUTED and shown.candidate.alias:
        body.addWidget(Label("个人资料已关闭：结论仍在，依据的个人测评已清除。", "hint", wrap=True))
    elif cell.clause.kind is ClauseKind.COMPUTED:
        body.addWidget(fact_line("判断", cell.reason.arithmetic))
        body.addWidget(fact_line("来源", f"{cell.who}，自动判断" if cell.who else "还没有录入测评票"))
    else:
        _add_answers(body, cell)
    return made


def _clause_head(shown: CandidateRow, cell: ClauseCell) -> QHBoxLayout:
    head = row(gap=8)
    head.addWidget(Label(cell.clause.title, "section"))
    look = look_of(shown, cell)
    if cell.answer is not None and cell.asked:
        sign, state = ANSWER_SIGNS[cell.answer]
        if look.chip is not None:
            sign, state = look.chip.sign, look.chip.state
        head.addWidget(SignLabel(sign, state, 17))
    head.addWidget(Label(look.words, "strong" if cell.answer is Answer.PROBLEM else "note"))
    head.addStretch(1)
    head.addWidget(Label(cell.when.isoformat() if cell.when else "", "small"))
    return head


def _quote(form: VettingForm, cell: ClauseCell) -> QWidget:
    quote = frame("quote")
    body = column(quote, (14, 9, 12, 9), gap=5)
    head = row(gap=8)
    source = ElidedLabel(cell.clause.source.article or form.name, "note")
    source.tip = str(cell.clause.source)
    head.addWidget(source, 1)
    head.addWidget(Label(_validity(form), "small"))
    body.addLayout(head)
    body.addWidget(Label(f"{cell.clause.text}。", wrap=True))
    effect = EFFECT_NAMES[cell.clause.effect.value]
    body.addWidget(Label(f"属实的：{effect}。出处：{cell.clause.source}", "small", wrap=True))
    return quote


def _validity(form: VettingForm) -> str:
    start, end = form.validity.start, form.validity.end
    if end is not None:
        return f"有效至 {end.isoformat()}"
    return f"{start.isoformat()} 起有效" if start is not None else ""


def _add_answers(body: QVBoxLayout, cell: ClauseCell) -> None:
    """Show the answers in force with their basis, then those that were replaced."""
    standing = cell.standing
    if not standing:
        asked = "、".join(cell.clause.answered_by)
        body.addWidget(Label(f"还没有答复{f'，由{asked}答复' if asked else ''}。", "hint", wrap=True))
    for opinion in standing:
        place = QWidget()
        inner = column(place, (0, 2, 0, 4))
        for fact in _answer_facts(opinion):
            inner.addWidget(fact_line(fact.label, fact.value))
        body.addWidget(place)
    kept = [o for o in cell.opinions if o not in standing]
    for opinion in reversed(kept):
        day = opinion.answered_on.isoformat() if opinion.answered_on else ""
        said = f"{day} {opinion.answered_by}：{ANSWER_NAMES[opinion.answer.value]}（保留）"
        more = "；".join(part for part in (opinion.basis, opinion.evidence) if part)
        body.addWidget(Label(f"原意见：{said} {more}".strip(), "small", wrap=True))


def fact_line(label: str, value: str) -> QWidget:
    """Return one line of label and value."""
    place = QWidget()
    across = row(place, gap=0)
    name = Label(label, "note")
    fixed_width(name, 52)
    across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(value, wrap=True), 1)
    return place


def _answer_facts(opinion: Opinion) -> list[Fact]:
    facts = []
    if opinion.basis:
        facts.append(Fact("依据", opinion.basis))
    if opinion.evidence:
        facts.append(Fact("佐证", opinion.evidence))
    day = opinion.answered_on.isoformat() if opinion.answered_on else ""
    facts.append(Fact("签署", f"{opinion.answered_by}  {day}".strip()))
    return facts


def time_section(shown: CandidateRow) -> Section:
    """Return what was answered, told, talked and reviewed, in the order of the days."""
    section = Section("告知与复核")
    section.time_line(events_of(shown))
    return section


def events_of(shown: CandidateRow) -> list[Event]:
    """Return the points of the time line; the last ones say what comes next."""
    dated = [_opinion_event(cell, opinion) for cell in shown.cells for opinion in cell.opinions]
    for talk in shown.talks:
        words = f"诫勉谈话：{TALK_NAMES[talk.outcome.value]}"
        dated.append((talk.held_on.isoformat(), 1, Event(words, "", talk.held_by, Sign.DISC, State.DONE)))
    for telling in shown.tellings:
        note = "，".join(part for part in (telling.told_by, telling.way, telling.clauses) if part)
        words = f"告知本人：{RESULT_NAMES[telling.result.value]}"
        dated.append((telling.told_on.isoformat(), 2, Event(words, "", note, Sign.DISC, State.DONE)))
    dated.sort(key=lambda one: one[:2])
    events = [Event(e.text, day, e.note, e.sign, e.state) for day, _, e in dated]
    return [_result_event(shown), *events, *_coming(shown)]


def _result_event(shown: CandidateRow) -> Event:
    """Say how the candidate stands, on which clauses and by whose answer."""
    sign, state = RESULT_SIGNS[shown.conclusion]
    parts = [f"{c.clause.title}：{c.who}" if c.who else c.clause.title for c in shown.deciding]
    note = "；".join(parts) or ("各条均无问题" if shown.conclusion is Conclusion.PASSED else "")
    return Event(f"结论：{CONCLUSION_NAMES[shown.conclusion.value]}", "", note, sign, state)


def _opinion_event(cell: ClauseCell, opinion: Opinion) -> tuple[str, int, Event]:
    sign, state = ANSWER_SIGNS[opinion.answer]
    what = "复核" if opinion.review_of else "答复"
    words = f"{cell.clause.title} {what}：{ANSWER_NAMES[opinion.answer.value]}"
    day = opinion.answered_on.isoformat() if opinion.answered_on else ""
    return day, 3 if opinion.review_of else 0, Event(words, "", opinion.answered_by, sign, state)


def _coming(shown: CandidateRow) -> list[Event]:
    """Say what is still to do: answers, the talk, the telling, the days for a 复核."""
    waiting = [c.clause.title for c in shown.cells if c.asked and c.answer is None]
    events = []
    if waiting:
        events.append(Event("等答复", "", "、".join(waiting), Sign.RING, State.IDLE))
    if shown.talk_due:
        events.append(Event("诫勉谈话", "待办", "谈话后登记结果", Sign.HALF, State.DOING))
    elif shown.telling_due:
        words = f"告知本人：{CONCLUSION_NAMES[shown.conclusion.value]}"
        events.append(Event(words, "待办", "送达后登记日期和方式", Sign.HALF, State.DOING))
    until = shown.review_until
    if until is not None and shown.tellings[-1].result is Result.FAILED:
        note = f"收到通知后 {shown.form.review_days} 日内"
        events.append(Event("可申请复核", f"至 {until.isoformat()}", note, Sign.RING, State.IDLE))
    return events


def person_section(shown: CandidateRow) -> Section:
    """Return what is known of the person, masked."""
    section = Section("本人", "证件和电话已遮挡")
    person = shown.person
    facts: Sequence[Fact] = (
        Fact("现任", "；".join(person.posts) or "无"),
        Fact("身份证", person.id_number or "未登记"),
        Fact("电话", person.phone or "未登记"),
    )
    section.facts(facts, 58)
    return section
