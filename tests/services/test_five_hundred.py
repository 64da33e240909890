"""533 organisations whose grades fall 54, 323, 107, 49: every table says 10.1, 60.6, 20.1, 9.2 %."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import RateBase
from dangjian_desktop.domain.grading import ClauseFact, GradeInputs
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg
from dangjian_desktop.domain.ranking import grade_category
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.storage.database import Book
from tests.services.assessed_township import CAMPAIGN, CLOCK, TODAY

FALLEN = {"good": 54, "fair": 323, "plain": 107, "poor": 49}
SHARES = ("10.1%", "60.6%", "20.1%", "9.2%")
KINDS = (OrgCategory.RURAL, OrgCategory.COMMUNITY, OrgCategory.OFFICE, OrgCategory.NON_PUBLIC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    book = Book.create(tmp_path_factory.mktemp("五百") / "五百.djb", clock=CLOCK)
    grades = list(Counter(FALLEN).elements())
    random.Random(533).shuffle(grades)
    with book.work("book.fill", "测试数据") as work:
        work.campaigns.add(Campaign(id=CAMPAIGN, title="2012年基层党组织分类定级", year=2012))
        work.party_orgs.add_all(
            PartyOrg(id=f"org-{n}", name=f"第{n + 1}党支部", category=KINDS[n % len(KINDS)], order=n)
            for n in range(len(grades))
        )
        work.commit()
    made = office_of(book, Catalog(), CLOCK)
    wishes = [
        GradeWish(
            campaign_id=CAMPAIGN,
            party_org_id=f"org-{n}",
            grade=grade,
            reason="综合研究",
            decided_by="镇党委会议",
            decided_on=TODAY,
        )
        for n, grade in enumerate(grades)
    ]
    made.scoring.decide_all(CAMPAIGN, wishes)
    yield made
    book.close()


def test_the_summary_counts_and_shares_exactly(office: Office) -> None:
    total = office.scoring.summary(CAMPAIGN).total
    assert (total.total, total.counts, total.undecided, total.open) == (533, (54, 323, 107, 49), 0, 0)
    assert tuple(percent(share) for share in total.shares() if share is not None) == SHARES
    assert sum(share for share in total.shares() if share is not None) == 1


def shown(cell: Cell | MergedCell) -> str:
    """Return what Excel shows of a cell: the sheet holds shares as numbers, with one decimal of a percent."""
    return f"{cell.value:.1%}" if cell.number_format == "0.0%" else str(cell.value)


def test_the_table_says_so_in_excel_and_on_paper(office: Office, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    wish = PaperWish(kind="rating_summary", values={"issuer": "中共栖梧镇委员会", "year": "2012"})
    office.papers.save(wish, tmp_path / "汇总表.xlsx")
    rows = load_workbook(tmp_path / "汇总表.xlsx").worksheets[0].iter_rows()
    last = next(row for row in rows if row[0].value == "合计")
    assert [shown(cell) for cell in last if cell.value is not None] == [
        "合计", "533", "54", SHARES[0], "323", SHARES[1], "107", SHARES[2], "49", SHARES[3],
    ]  # fmt: skip
    pdf = PdfDocument(office.papers.make(wish, "pdf").content)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert all(share in words for share in SHARES)


@pytest.mark.parametrize("kind", ["rating_list", "ranking_list", "poor_list", "poor_detail"])
@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_every_table_of_so_many_is_made(office: Office, kind: str, ending: str) -> None:
    wish = PaperWish(kind=kind, values={"issuer": "中共栖梧镇委员会", "year": "2012"})
    assert len(office.papers.make(wish, ending).content) > 5_000


def test_every_row_of_a_long_list_says_its_category_in_excel(office: Office, tmp_path: Path) -> None:
    wish = PaperWish(kind="rating_list", values={"issuer": "中共栖梧镇委员会", "year": "2012"})
    office.papers.save(wish, tmp_path / "一览表.xlsx")
    page = load_workbook(tmp_path / "一览表.xlsx").worksheets[0]
    numbered = [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(numbered) == 533
    assert all(row[1] for row in numbered)


def test_scores_in_the_bands_propose_the_same_counts() -> None:
    form = Catalog().score_form("five_good_rural")
    dice = random.Random(54)
    edges = {"good": (90, 100), "fair": (80, 90), "plain": (60, 80), "poor": (30, 60)}
    whole = RateFigure(code="satisfied", name="满意率", numerator=95, denominator=100, base=RateBase.VALID)
    inputs = []
    for grade, count in FALLEN.items():
        low, high = edges[grade]
        for n in range(count):
            # the lowest score of the band itself, then any below the band above
            score = Fraction(low) if n == 0 else low + Fraction(dice.randrange((high - low) * 100), 100)
            facts = tuple(
                ClauseFact(id=o.code, campaign_id="c", party_org_id="o", clause=o.code, holds=False)
                for o in form.overrides
            )
            inputs.append(
                GradeInputs(
                    party_org_id=f"{grade}-{n}", score=score, rates=(whole,), facts=facts, on=date(2012, 4, 1)
                )
            )
    dice.shuffle(inputs)
    result = grade_category(form, inputs)
    assert Counter(r.proposed for r in result.results) == Counter(FALLEN)
    good, poor = result.quotas
    assert good.arithmetic == "533 × 20% = 106.6，取 106 个"
    assert (good.proposed, poor.proposed, poor.limit) == (54, 49, 53)
