"""得分总表 of 300 organisations × 40 indicators: one point recorded and read anew, as the page does it."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from time import perf_counter

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import Indicator, ScoreForm
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.services.score_tables import ScoreTables
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.services.scoring_views import PointsEdit
from dangjian_desktop.storage.database import Book
from tests.benchmarks.figures import Figure

ORGS, INDICATORS, TIMES = 300, 40, 15
BARE = "sqlite3 改一行并读出同样的 12000 行"


class WideCatalog(Catalog):
    """The catalog with one form of forty indicators that people score."""

    def score_form_for(self, category: str, on: date | None = None) -> ScoreForm | None:
        """Return the form of a category, widened."""
        found = super().score_form_for(category, on)
        return wide(found) if found is not None else None

    def score_form(self, code: str, edition: str | None = None, on: date | None = None) -> ScoreForm:
        """Return a form, widened."""
        return wide(super().score_form(code, edition, on))


def wide(form: ScoreForm) -> ScoreForm:
    """Return ``form`` with forty indicators of 2.5 points."""
    group = form.groups[0].code
    made = tuple(
        Indicator(
            code=f"i{n}",
            group=group,
            text=f"指标{n}",
            criteria="每缺一项扣 0.5 分",
            max_points=Fraction(5, 2),
        )
        for n in range(INDICATORS)
    )
    return replace(form, indicators=made)


def measure() -> list[Figure]:
    """Record points one after the other, in the book and bare."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.djb"
        clock = SystemClock()
        with Book.create(path, clock=clock) as book:
            catalog = WideCatalog(forms_folder(), None)
            scoring = Scoring(book, catalog, clock, Ballots(book, catalog, clock))
            tables = ScoreTables(scoring)
            fill(book, scoring)
            whole: list[float] = []
            base: list[float] = []
            for n in range(TIMES):
                start = perf_counter()
                edit = PointsEdit(indicator=f"i{n}", points=Fraction(n % 5, 2), reason="材料不全")
                scoring.record_all("c", {f"org-{n}": [edit]})
                tables.matrix("c", "five_good_rural", only=(f"org-{n}",))
                whole.append((perf_counter() - start) * 1000)
                base.append(bare(path, n))
    what = f"得分总表 {ORGS} × {INDICATORS}：录一格，存下并重读这一行"
    return [Figure(what, "毫秒", BARE, whole, base, aim=2)]


def fill(book: Book, scoring: Scoring) -> None:
    """Write the organisations and all their points."""
    with book.work("book.fill", "测试数据") as work:
        work.campaigns.add(Campaign(id="c", title="分类定级", year=2012))
        work.party_orgs.add_all(
            PartyOrg(id=f"org-{n}", name=f"第{n}村党支部", category=OrgCategory.RURAL, order=n)
            for n in range(ORGS)
        )
        work.commit()
    points = [PointsEdit(indicator=f"i{n}", points=Fraction(2), reason="材料不全") for n in range(INDICATORS)]
    scoring.record_all("c", {f"org-{n}": points for n in range(ORGS)})


def bare(path: Path, number: int) -> float:
    """Change one row and read all, with nothing around it."""
    with sqlite3.connect(path) as plain:
        start = perf_counter()
        changed = "UPDATE score_entries SET reason = ? WHERE party_org_id = ? AND indicator = ?"
        plain.execute(changed, (f"材料不全{number}", f"org-{number}", f"i{number}"))
        plain.commit()
        plain.execute("SELECT * FROM score_entries").fetchall()
        return (perf_counter() - start) * 1000
