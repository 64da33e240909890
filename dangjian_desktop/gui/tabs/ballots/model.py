"""The list of meetings as columns of a grid."""

from __future__ import annotations

from fractions import Fraction

from dangjian_desktop.gui.signs import SIGN_OF, Chip
from dangjian_desktop.gui.tabs.ballots.words import STATES, TOTALS_SHORT
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.services.ballot_views import MeetingRow, MeetingState

STATE_OF: dict[MeetingState, State] = {
    MeetingState.EMPTY: State.IDLE,
    MeetingState.TYPING: State.DOING,
    MeetingState.ONCE: State.DOING,
    MeetingState.DIFFERENT: State.SOON,
    MeetingState.TYPED: State.SOON,
    MeetingState.FINISHED: State.DONE,
    MeetingState.VOID: State.WRONG,
}
ORDER = list(MeetingState)


def chip_of(row: MeetingRow) -> Chip:
    """Return the state of a meeting as word, sign and tint."""
    state = STATE_OF[row.state]
    return Chip(STATES[row.state], state, SIGN_OF[state])


def progress(row: MeetingRow) -> str:
    """Return 已录 / 收回 with thin spaces."""
    return f"{row.typed}\u2009/\u2009{row.returned}" if row.returned else str(row.typed)


def share(row: MeetingRow) -> Fraction | None:
    """Return the typed share of the papers that came back; None while none is written down."""
    return Fraction(min(row.typed, row.returned), row.returned) if row.returned else None


def form_words(row: MeetingRow) -> str:
    """Return the name of the form, marked where only totals are kept."""
    return f"{TOTALS_SHORT} · {row.form_name}" if row.meeting.totals_only else row.form_name


def day(row: MeetingRow) -> str:
    """Return the meeting's day."""
    return row.meeting.held_on.isoformat() if row.meeting.held_on else ""


COLUMNS: tuple[Column[MeetingRow], ...] = (
    Column("title", "测评会", lambda r: r.meeting.title, 232, searched=True),
    Column("subject", "测评对象", lambda r: r.subject, 100, searched=True, named=True, filter=True),
    Column("held", "日期", day, 98),
    Column("typed", "已录 / 收回", progress, 140, Align.RIGHT, share=share, number=lambda r: r.typed,
           sort=lambda r: r.typed),
    Column("valid", "有效", lambda r: str(r.valid), 52, Align.RIGHT, number=lambda r: r.valid,
           sort=lambda r: r.valid),
    Column("state", "状态", lambda r: STATES[r.state], 104, chip=chip_of, filter=True,
           sort=lambda r: ORDER.index(r.state)),
    Column("form", "测评票", form_words, 96, filter=True, muted=True),
)  # fmt: skip


def meetings_model() -> RowsModel[MeetingRow]:
    """Return the empty list."""
    return RowsModel(COLUMNS, key=lambda row: row.meeting.id)
