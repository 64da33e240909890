"""vetting list: what came out, with its reasons."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.vetting_views import CandidateRow


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    vetting = commands.add_parser("vetting", help="资格联审").add_subparsers(metavar="动作", required=True)
    book_parser(vetting, "list", "列出候选人、结论和条款").set_defaults(handler=vetting_list)


def vetting_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``vetting list BOOK``."""
    from dangjian_desktop.kernel.texts.vetting import CONCLUSION_NAMES

    with opened(chosen, opener) as office:
        found = office.vetting.vetting_list(campaign_in_hand(office).id)
    lines = []
    for row in found.rows:
        lines.append(
            f"{row.person.name} {row.community} {row.candidate.sought_post}："
            f"{CONCLUSION_NAMES[row.conclusion.value]}"
        )
        lines += [
            f"    {reason.title}：{reason.arithmetic or reason.evidence}" for reason in row.verdict.deciding
        ]
    return Reply(lines, {"candidates": [_vetting_data(row) for row in found.rows]}, found.findings)


def _vetting_data(row: CandidateRow) -> dict[str, Any]:
    return {
        "name": row.person.name,
        "community": row.community,
        "post": row.candidate.sought_post,
        "form": f"{row.form.code}/{row.form.edition}",
        "result": row.verdict.result,
        "conclusion": row.conclusion,
        "admonition": row.verdict.admonition,
        "reasons": row.verdict.reasons,
    }
