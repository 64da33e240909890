"""Campaigns, phases, tasks and sign-offs."""

from __future__ import annotations

from dangjian_desktop.domain.campaigns import Campaign, Phase, SignOff, Task
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import campaigns as rows


class Campaigns(Repository[Campaign]):
    """活动."""

    entity, table, order = Campaign, rows.campaigns, ("year", "title")


class Phases(Repository[Phase]):
    """阶段."""

    entity, table, order = Phase, rows.phases, ("order",)


class Tasks(Repository[Task]):
    """任务."""

    entity, table, order = Task, rows.tasks, ("order",)


class SignOffs(Repository[SignOff]):
    """销号."""

    entity, table, order = SignOff, rows.sign_offs, ("task_id", "item")
