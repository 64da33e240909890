"""Bringing a notice into 活动进度: its preview, and the campaign taken in hand afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.gui.importing.page import Given, ImportPage, Ways, quietly
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.covering import begin
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.import_views import ImportView, campaign_view

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.gui.tabs.base import Tab
    from dangjian_desktop.services.campaign_import import CampaignPlan


def begin_import(tab: Tab, given: Path | str | None = None) -> ImportPage | None:
    """Ask for a notice (unless ``given``) and show over ``tab`` what importing it would do."""
    return begin(tab, campaign_ways(tab), given)


def campaign_ways(tab: Tab) -> Ways:
    """Return how notices are previewed and stored."""
    office = tab.office

    def preview(given: Given, year: int | None) -> CampaignPlan:
        return office.plans.preview(given, year)

    def links(done: Outcome[Campaign]) -> tuple[Link, ...]:
        """Offer the campaign just stored where another one is in hand."""
        key = done.value.id
        if tab.shell.campaign in ("", key):
            return ()
        return (Link("看这个活动", lambda: tab.runner.run(office.campaigns.take_in_hand, key)),)

    return Ways("导入活动通知", preview, campaign_view, quietly(office.plans.apply), _done, links)


def _done(view: ImportView) -> str:
    return f"已导入：{view.will}。"
