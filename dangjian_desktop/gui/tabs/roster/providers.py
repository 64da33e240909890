"""What the palette finds in the roster: people and units, by characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dangjian_desktop.gui.pinyin import find, rank
from dangjian_desktop.gui.shell import Hit
from dangjian_desktop.gui.tabs.roster.model import by_pinyin, title_words, unit_words

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

MOST = 20
Named = tuple[str, str, str, str]  # name, note, icon, key


def people_hits(tab: RosterTab, text: str) -> list[Hit]:
    """Return the people whose name ``text`` finds, best first."""
    lines = sorted(tab.picture.persons, key=by_pinyin) if tab.picture is not None else ()
    named = (
        (line.person.name, f"{unit_words(line)} {title_words(line)}".strip(), "person", line.person.id)
        for line in lines
    )
    return _hits(tab, text, named)


def unit_hits(tab: RosterTab, text: str) -> list[Hit]:
    """Return the communities and Party organisations whose name ``text`` finds, best first."""
    picture = tab.picture
    if picture is None:
        return []
    places: list[Named] = [
        (one.community.name, one.area or "不属于任何片", "unit", one.community.id)
        for one in picture.communities
    ]
    orgs: list[Named] = [(one.org.name, one.parent, "flag", one.org.id) for one in picture.orgs]
    return _hits(tab, text, [*places, *orgs])


def _hits(tab: RosterTab, text: str, named: Iterable[Named]) -> list[Hit]:
    found = []
    for number, (name, note, icon, key) in enumerate(named):
        span = find(name, text)
        if span is not None:
            run = _goer(tab, key)
            found.append((rank(name, span, text), number, Hit(name, run, note, "花名册", icon)))
    return [hit for _, _, hit in sorted(found, key=lambda item: item[:2])][:MOST]


def _goer(tab: RosterTab, key: str) -> Callable[[], object]:
    return lambda: tab.shell.show_tab("roster", key)
