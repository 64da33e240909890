"""What the palette finds in the roster: people and units, by characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject

from dangjian_desktop.gui.pinyin import find, rank
from dangjian_desktop.gui.shell import Hit, Shell
from dangjian_desktop.gui.tabs.roster.model import by_pinyin
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_fields import title_words, unit_words
from dangjian_desktop.services.rosters import RosterPicture

MOST = 20
Named = tuple[str, str, str, str]  # name, note, icon, key
Take = Callable[[Sequence[Hit]], None]


class RosterFinder(QObject):
    """Keeps the roster as last read, until it changes."""

    def __init__(self, office: Office, shell: Shell) -> None:
        super().__init__(shell)
        self.office, self.shell = office, shell
        self.picture: RosterPicture | None = None
        shell.runner.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.ROSTER):
            self.picture = None

    def people(self, text: str, take: Take) -> None:
        """Give the people whose name ``text`` finds, best first."""
        self._with_picture(lambda picture: take(self._hits(text, _people(picture), persons=True)))

    def units(self, text: str, take: Take) -> None:
        """Give the communities and Party organisations whose name ``text`` finds, best first."""
        self._with_picture(lambda picture: take(self._hits(text, _units(picture))))

    def _with_picture(self, use: Callable[[RosterPicture], None]) -> None:
        if self.picture is not None:
            use(self.picture)
            return

        def keep(picture: RosterPicture) -> None:
            self.picture = picture
            use(picture)

        self.shell.runner.run(self.office.rosters.picture, then=keep)

    def _hits(self, text: str, named: Iterable[Named], *, persons: bool = False) -> list[Hit]:
        found = []
        for number, (name, note, icon, key) in enumerate(named):
            span = find(name, text, name=persons)
            if span is not None:
                hit = Hit(name, self._goer(key), note, "花名册", icon)
                found.append((rank(name, span, text), number, hit))
        return [hit for _, _, hit in sorted(found, key=lambda item: item[:2])][:MOST]

    def _goer(self, key: str) -> Callable[[], object]:
        return lambda: self.shell.show_tab("roster", key)


def _people(picture: RosterPicture) -> list[Named]:
    return [
        (line.person.name, f"{unit_words(line)} {title_words(line)}".strip(), "person", line.person.id)
        for line in sorted(picture.persons, key=by_pinyin)
    ]


def _units(picture: RosterPicture) -> list[Named]:
    places = [
        (one.community.name, one.area or "不属于任何片", "unit", one.community.id)
        for one in picture.communities
    ]
    return [*places, *((one.org.name, one.parent, "flag", one.org.id) for one in picture.orgs)]
