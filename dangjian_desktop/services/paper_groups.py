"""The papers in the groups a clerk looks for them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import MenuForm
from dangjian_desktop.services.paper_asks import PaperKind
from dangjian_desktop.services.paper_kinds import KINDS

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog

FORM, OTHERS = "papers", "其他"


def grouped(catalog: Catalog, day: date) -> Sequence[tuple[str, tuple[PaperKind, ...]]]:
    """Return every kind of paper under the name of its group, as the form of the day has them.

    Kinds the form does not name come last; names of kinds there are none of are passed over.
    """
    left = {kind.code: kind for kind in KINDS}
    menus = [one for one in catalog.editions("menus", FORM) if isinstance(one, MenuForm)]
    newest = next((one for one in reversed(menus) if one.validity.covers(day)), None)
    found = [
        (group.name, tuple(left.pop(code) for code in group.kinds if code in left))
        for group in (newest.groups if newest is not None else ())
    ]
    return tuple((name, kinds) for name, kinds in (*found, (OTHERS, tuple(left.values()))) if kinds)
