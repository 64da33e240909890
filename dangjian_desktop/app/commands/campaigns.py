"""campaign import, campaign status, campaign retain, campaign close."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.importing import applied_words, preview_lines, source_from
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, day_named, opened
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.domain.progress import CampaignStatus, TaskProgress
    from dangjian_desktop.services.office import Office, Opener


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("campaign", help="活动").add_subparsers(metavar="动作", required=True)
    bring = book_parser(group, "import", "从通知导入活动的阶段和任务（默认只预览）")
    bring.add_argument("file", metavar="文件", help="通知或任务分解表；- 表示从标准输入读")
    bring.add_argument("--year", metavar="年份", type=int, help="日期所属的年份；不写则用通知落款的年份")
    bring.add_argument("--apply", action="store_true", help="写入数据文件")
    bring.set_defaults(handler=bring_in)
    status = book_parser(group, "status", "活动进度和逾期")
    status.add_argument("--today", metavar="日期", help="按哪一天算，如 2012-04-12；不写则按今天")
    status.set_defaults(handler=show_status)
    retain = book_parser(group, "retain", "活动的个人资料保存到哪一天（不写 --until 只查看）")
    retain.add_argument("--until", metavar="日期", help="保存到哪一天，如 2030-12-31")
    retain.set_defaults(handler=retain_until)
    close = book_parser(group, "close", "关闭活动的个人资料：姓名改为代号，文字清除，不能撤销（默认只预览）")
    close.add_argument("--reason", metavar="原因", default="", help="关闭的原因，记入操作日志")
    close.add_argument("--apply", action="store_true", help="写入数据文件")
    close.set_defaults(handler=close_data)
    for made in (retain, close):
        made.add_argument("--campaign", metavar="活动", default="", help="活动名称；不写是选定的活动")


def bring_in(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``campaign import BOOK FILE --year Y``."""
    from dangjian_desktop.services.import_facts import campaign_facts, plan_facts

    with opened(chosen, opener) as office:
        plan = office.plans.preview(source_from(chosen.file), chosen.year)
        if chosen.apply:
            office.campaigns.take_in_hand(office.plans.apply(plan).value.id)
    data = {
        "source": plan.reading.source,
        **campaign_facts(plan.reading),
        **plan_facts(plan.plan),
        "applied": chosen.apply,
    }
    lines = [*preview_lines(plan.changes, plan.counts), plan.summary, *applied_words(chosen.apply)]
    return Reply(lines, data, plan.findings)


def show_status(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``campaign status BOOK``."""
    today = _day(chosen.today)
    with opened(chosen, opener) as office:
        status = office.campaigns.status(campaign_in_hand(office).id, today)
    lines = [
        f"{status.campaign.title}（{status.today.isoformat()}）",
        f"完成 {status.share.done} / {status.share.total}",
        *(f"{p.phase.name} {p.phase.due_text} {percent(p.share.fraction, 0)}" for p in status.phases),
        *(f"逾期 {t.late} 天：{t.task.items[0]}（{t.task.due_text}）" for t in status.late),
    ]
    return Reply(lines, _status_data(status))


def retain_until(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``campaign retain BOOK --until DAY``."""
    with opened(chosen, opener) as office:
        campaign = _named(office, chosen.campaign)
        if chosen.until:
            term = office.retention.set_until(campaign.id, day_named(chosen.until, "--until")).value
        else:
            term = office.retention.term(campaign.id)
        closed = term.campaign.closed_on
    how = "按规定推算" if term.proposed else "已设定"
    lines = [f"{campaign.title}：个人资料保存到 {term.until.isoformat()}（{how}）", f"依据：{term.source}"]
    if closed is not None:
        lines.append(f"已于 {closed.isoformat()} 关闭")
    data = {
        "campaign": campaign.title,
        "until": term.until,
        "proposed": term.proposed,
        "source": term.source,
        "closed_on": closed,
    }
    return Reply(lines, data)


def close_data(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``campaign close BOOK --reason R --apply``."""
    with opened(chosen, opener) as office:
        campaign = _named(office, chosen.campaign)
        if chosen.apply:
            closed = office.retention.close(campaign.id, chosen.reason).value
            plan, left = closed.plan, closed.left
        else:
            plan = left = office.retention.plan(campaign.id)
    lines = [f"{campaign.title}：{plan.summary()}", *applied_words(chosen.apply)]
    if chosen.apply:
        lines.append(left.checked_again())
    if plan.only_here:
        lines.append(f"删除的人员：{'、'.join(plan.only_here)}")
    lines += [f"关闭以前的备份仍有原来的内容：{path}" for path in plan.backups]
    data = {
        "campaign": campaign.title,
        "until": plan.term.until,
        "candidates": plan.candidates,
        "opinions": plan.opinions,
        "talks": plan.talks,
        "tellings": plan.tellings,
        "surveys": plan.surveys,
        "objections": plan.objections,
        "typists": plan.typists,
        "signed": plan.acting,
        "words": plan.words,
        "fields": plan.fields,
        "papers": plan.papers,
        "persons": len(plan.only_here),
        "left": sum(left.counts()),
        "backups": [str(path) for path in plan.backups],
        "applied": chosen.apply,
    }
    return Reply(lines, data)


def _named(office: Office, title: str) -> Campaign:
    """Return the campaign called ``title``, or the one in hand.

    Raises:
        Rejected: there is none.
    """
    if not title:
        return campaign_in_hand(office)
    found = next((one for one in office.campaigns.all() if one.title == title), None)
    if found is None:
        raise Rejected(finding("campaigns.no_campaign"))
    return found


def _status_data(status: CampaignStatus) -> dict[str, Any]:
    return {
        "campaign": status.campaign.title,
        "today": status.today,
        "done": status.share.done,
        "total": status.share.total,
        "phases": [
            {
                "name": p.phase.name,
                "due_text": p.phase.due_text,
                "start": p.phase.start,
                "end": p.phase.end,
                "done": p.share.done,
                "total": p.share.total,
                "overdue_tasks": p.late_tasks,
            }
            for p in status.phases
        ],
        "tasks": [_task_data(task) for task in status.tasks],
    }


def _task_data(task: TaskProgress) -> dict[str, Any]:
    return {
        "order": task.task.order,
        "due_text": task.task.due_text,
        "start": task.task.start,
        "end": task.task.end,
        "items": task.task.items,
        "owners": task.task.owners,
        "state": task.state,
        "done": task.share.done,
        "total": task.share.total,
        "overdue_days": task.late,
    }


def _day(text: str | None) -> date | None:
    return None if text is None else day_named(text, "--today")
