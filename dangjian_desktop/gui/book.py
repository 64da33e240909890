"""The calls the window itself makes on an opened book; each runs on the database thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.gui.bars import CampaignChoice
from dangjian_desktop.kernel.changes import Outcome

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Phase
    from dangjian_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bars around the tabs show of a book."""

    choices: tuple[CampaignChoice, ...]
    campaign: str
    last_backup: datetime | None


def standing(office: Office) -> Standing:
    """Return the campaigns with the phase they are in, the one in hand, and the last backup."""
    today = office.clock.today()
    in_hand = office.campaigns.in_hand()
    choices = tuple(
        CampaignChoice(campaign.id, campaign.title, phase_words(office.campaigns.phases(campaign.id), today))
        for campaign in office.campaigns.all()
    )
    backups = office.upkeep.backups()
    return Standing(choices, in_hand.id if in_hand else "", backups[0].made if backups else None)


def phase_words(phases: tuple[Phase, ...], today: date) -> str:
    """Say which phase ``today`` lies in: 整顿改进阶段 · 第 3 / 4 阶段.

    Phases may overlap; the latest that has begun counts. Empty without dated phases.
    """
    if not phases:
        return ""
    begun = [phase for phase in phases if phase.start is not None and phase.start <= today]
    if not begun:
        return f"{phases[0].name} · 尚未开始"
    now = begun[-1]
    if now is phases[-1] and now.end is not None and today > now.end:
        return "各阶段时限已过"
    return f"{now.name} · 第 {phases.index(now) + 1} / {len(phases)} 阶段"


def sample_path(folder: Path) -> Path:
    """Return where the sample township is kept."""
    return folder / "示例镇.djb"


def bring_back(office: Office, backup: Path, password: str | None) -> Outcome[Path | None]:
    """Close the book and put ``backup`` in its place; the state before is kept as a further backup."""
    from dangjian_desktop.services.upkeep import restore_backup

    office.upkeep.close()
    return restore_backup(backup, office.path, password, office.clock)


def password_wanted(codes: set[str]) -> bool:
    """Tell whether a refusal only asks for the password of the file."""
    return bool(codes & {"storage.password_needed", "storage.wrong_password"})
