"""What the pane of 花名册 tells of a person: posts, meetings, vettings, talks, papers, with ways there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.name_order import surname_of
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.panes import Event, Section
from dangjian_desktop.gui.widgets.words import ChipLabel, Label, link
from dangjian_desktop.services.person_cards import (
    CONCLUSION_WORDS,
    AppraisalLine,
    PaperLine,
    PersonCard,
    RecordLine,
    VettingLine,
)
from dangjian_desktop.services.roster_views import PersonLine, PostLine
from dangjian_desktop.services.vetting_views import Conclusion

Go = Callable[[str, str, object], object]
"""Called with a tab, the campaign to take in hand (or none) and what to show there."""

CONCLUSIONS = {
    Conclusion.PASSED: (State.DONE, Sign.CHECK),
    Conclusion.PENDING: (State.SOON, Sign.QUESTION),
    Conclusion.FAILED: (State.WRONG, Sign.SQUARE_CROSS),
    Conclusion.WITHDRAWN: (State.IDLE, Sign.NONE),
}


class Told(QWidget):
    """One thing told: a strong line with the way there, what stands beside it, a note under it."""

    def __init__(self, words: str, note: str, way: str, run: Callable[[], object]) -> None:
        super().__init__()
        both = column(self, (0, 3, 0, 5), gap=1)
        self.line = row(gap=8)
        self.line.addWidget(Label(words, wrap=True), 1)
        self.line.addWidget(link(way, run, name=f"{way}{words}"), 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(self.line)
        if note:
            both.addWidget(Label(note, "small", wrap=True))


def card_sections(card: PersonCard, go: Go) -> list[QWidget]:
    """Return the sections of what is told besides posts and facts; none where nothing is."""
    sections: list[QWidget] = []
    if card.vettings:
        section = Section("资格审查")
        for one in card.vettings:
            section.add(_vetting(one, go))
        sections.append(section)
    if card.records:
        section = Section("谈话和告知")
        for record in card.records:
            section.add(_record(record, go))
        sections.append(section)
    if card.appraisals:
        section = Section("测评结果")
        for appraisal in card.appraisals:
            section.add(_appraisal(appraisal, go))
        sections.append(section)
    if card.papers:
        section = Section("公文")
        for paper in card.papers:
            section.add(_paper(paper, go))
        sections.append(section)
    return sections


def _paper(one: PaperLine, go: Go) -> QWidget:
    times = f"第 {one.version} 次生成" if one.version > 1 else ""
    note = "，".join(part for part in (one.day.isoformat(), times, one.name) if part)
    return Told(one.title, note, "查看", lambda: go("papers", "", one.paper))


def _vetting(one: VettingLine, go: Go) -> QWidget:
    told = Told(
        one.sought_post, one.campaign, "查看", lambda: go("vetting", one.campaign_id, one.candidate_id)
    )
    state, sign = CONCLUSIONS[one.conclusion]
    told.line.insertWidget(1, ChipLabel(CONCLUSION_WORDS[one.conclusion], state, sign))
    return told


def _record(one: RecordLine, go: Go) -> QWidget:
    note = "，".join(part for part in (one.day.isoformat(), one.by) if part)
    words = f"{one.kind}：{one.words}" if one.words else one.kind
    return Told(words, note, "查看", lambda: go("vetting", "", one.candidate_id))


def _appraisal(one: AppraisalLine, go: Go) -> QWidget:
    rates = "，".join(f"{name} {share}" for name, share in one.rates) or "没有可以公布的结果"
    whose = "班子的测评" if one.of_body else "本人的测评"
    day = one.held_on.isoformat() if one.held_on else ""
    note = "，".join(part for part in (whose, day, one.title) if part)
    return Told(rates, note, "查看", lambda: go("ballots", "", one.meeting_id))


def spaced_pinyin(name: str, pinyin: str) -> str:
    """Write the pinyin beside a name, surname first."""
    from dangjian_desktop.gui.pinyin import readings

    left, parts = pinyin, []
    for character in name:
        found = next((one for one in readings(character) if one and left.startswith(one)), "")
        if not found:
            return pinyin
        parts.append(found)
        left = left[len(found) :]
    shown, first = [part.replace("v", "ü") for part in parts], len(surname_of(name))
    return " ".join("".join(part).capitalize() for part in (shown[:first], shown[first:]) if part)


def chips_of(line: PersonLine) -> tuple[ChipLabel, ...]:
    """Return what a person is at a glance."""
    chips = []
    if line.heads_both():
        chips.append(ChipLabel("一肩挑", State.DOING))
    if line.holds((PostRole.RESERVE,)):
        chips.append(ChipLabel("后备", State.IDLE))
    elif line.held:
        chips.append(ChipLabel("在任", State.DONE, Sign.CHECK))
    if line.to_confirm:
        chips.append(ChipLabel("待核对", State.SOON, Sign.QUESTION))
    return tuple(chips)


def events_of(posts: Sequence[PostLine], *, now: bool) -> tuple[Event, ...]:
    """Return posts as a time line."""
    return tuple(
        Event(
            one.post.title or "任职",
            _since(one, now=now),
            one.body,
            Sign.DOT if now else Sign.RING,
            State.DOING if now else State.IDLE,
        )
        for one in posts
    )


def _since(one: PostLine, *, now: bool) -> str:
    since = f"{one.post.since:%Y-%m}" if one.post.since else ""
    if now:
        return f"{since} 起" if since else ""
    until = f"{one.post.until:%Y-%m}" if one.post.until else ""
    return f"{since} 至 {until}".strip()
