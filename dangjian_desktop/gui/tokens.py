"""Every colour and size of the look, as data. Sizes are px at 96 dpi and 100 % zoom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Colours:
    """Grounds, lines, inks and the accent; contrasts are stated for the named ground."""

    frame: str = "#F4F2EF"
    rail: str = "#EEEBE6"
    surface: str = "#FFFFFF"
    table_head: str = "#FAF9F7"
    hover: str = "#F6F4F1"
    hairline: str = "#E7E3DD"
    control_edge: str = "#D6D0C7"
    strong_edge: str = "#8C857A"
    matrix_line: str = "#F3F0EC"
    ink: str = "#1F1D1A"  # 16.8 on white
    ink2: str = "#565049"  # 8.0 on white
    ink3: str = "#6B645B"  # 5.8 on white
    disabled: str = "#8C857A"
    disabled_ground: str = "#EFECE7"
    red: str = "#B3161C"  # 6.9 under white text
    red_hover: str = "#9A1218"
    red_pressed: str = "#7F0E13"
    blue: str = "#24598F"  # 7.2 on white
    blue_fill: str = "#3F78B0"
    selection: str = "#E7EEF6"
    search_hit: str = "#FFE9A8"
    ballot_row: str = "#FFF3C4"
    track: str = "#EFECE7"
    phase_bar: str = "#5B544B"
    phase_track: str = "#CFC8BE"
    badge: str = "#4A4640"
    soon_text: str = "#855000"
    soon_tint: str = "#FCF0DA"
    soon_edge: str = "#EBD3A2"
    wrong_tint: str = "#FBECEA"
    wrong_edge: str = "#EBC4C1"
    done_text: str = "#176B4A"
    done_tint: str = "#E6F2EC"
    done_edge: str = "#BCDCCB"
    scroll: str = "#C6C0B7"
    shade: str = "#1F1D1A"  # shadows and the veil, with the alpha of their place
    paper_shade: str = "#463C2D"
    paper_ground: str = "#E5DFD6"
    icon_source: str = "#565049"  # the colour the SVG files are drawn in
    typing_ground: str = "#ECE7E1"
    typing_head: str = "#26231F"
    typing_head_note: str = "#DAD4CB"
    typing_head_saved: str = "#F4F2EF"
    typing_track: str = "#E5E0D8"
    ballot_edge: str = "#B9B2A8"
    ballot_head: str = "#F3F0EC"
    lowest_ink: str = "#7A2E1A"
    lowest_tint: str = "#F8EFEB"
    lowest_edge: str = "#E2C6BC"


class State(StrEnum):
    """How a thing stands; shown by sign, word and tint together."""

    DONE = "done"
    REVIEW = "review"
    DOING = "doing"
    SOON = "soon"
    WRONG = "wrong"
    OVERDUE = "overdue"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class StateColours:
    """Text on its own tint, the edge (empty: none) and the fill for bars and signs."""

    text: str
    tint: str
    edge: str
    fill: str


STATES: dict[State, StateColours] = {
    State.DONE: StateColours("#176B4A", "#E6F2EC", "#BCDCCB", "#2B8262"),
    State.REVIEW: StateColours("#176B4A", "#F3F9F6", "", "#2B8262"),
    State.DOING: StateColours("#24598F", "#E7EEF6", "#BDD0E4", "#3F78B0"),
    State.SOON: StateColours("#855000", "#FCF0DA", "#EBD3A2", "#D08700"),
    State.WRONG: StateColours("#B3161C", "#FBECEA", "#EBC4C1", "#B3161C"),
    State.OVERDUE: StateColours("#FFFFFF", "#B3161C", "", "#B3161C"),
    State.IDLE: StateColours("#595249", "#EFECE7", "#D9D4CC", "#A59D92"),
}

GRADES: dict[str, str] = {"好": "#1E7455", "较好": "#6496CA", "一般": "#C2871A", "较差": "#7A2E1A"}
SERIES: tuple[str, ...] = ("#3F78B0", "#C2871A", "#7A2E1A", "#1E7455")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths and type sizes in px at 100 %."""

    unit: int = 8
    margin: int = 24
    rail: int = 72
    rail_tab: int = 60
    rail_tab_small: int = 52
    top_bar: int = 48
    title_row: int = 56
    button: int = 32
    icon: int = 18
    head: int = 33
    row: int = 31
    row_two_lines: int = 52
    status: int = 30
    surface_radius: int = 8
    card_radius: int = 6
    control_radius: int = 5
    chip_radius: int = 4
    cell_radius: int = 3
    chip: int = 22
    cell_pad: int = 10
    pane: int = 344
    pane_most: int = 440
    palette_width: int = 660
    palette_top: int = 88
    title: int = 20
    pane_title: int = 17
    section: int = 15
    body: int = 14
    note: int = 13
    small: int = 12


# Families of the shipped fonts for what the system's lack; see gui/rare_fonts.py.
RARE_FAMILIES = ("Noto Serif SC", "Rare Song B", "Rare Song G")
COLOURS = Colours()
SIZES = Sizes()
FAMILIES: tuple[str, ...] = ("Microsoft YaHei UI", "Noto Sans CJK SC", *RARE_FAMILIES)
ZOOMS: tuple[int, ...] = (100, 110, 125, 150, 175)
FADE_MS = 120
SLIDE_MS = 160
