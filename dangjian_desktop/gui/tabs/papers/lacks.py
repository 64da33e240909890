"""What a paper still lacks: asked for quietly until the clerk has typed there or wants the paper."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.gui.tabs.papers.model import field_of
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.paper_asks import PaperKind

BLANKS = ("papers.blank", "papers.no_body")


class Lacks:
    """Remembers the fields that were typed into since the paper was chosen, and whether it was wanted."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.wanted = False

    def begin(self) -> None:
        """Begin with another paper, of which nothing was typed and which nobody has wanted yet."""
        self.touched.clear()
        self.wanted = False

    def quiet(self, findings: Sequence[Finding], kind: PaperKind) -> tuple[Finding, ...]:
        """Return the findings that are no errors yet: they say what is still to be filled in."""
        if self.wanted:
            return ()
        blanks = [item for item in findings if item.code in BLANKS]
        return tuple(item for item in blanks if (code := field_of(item, kind)) and code not in self.touched)
