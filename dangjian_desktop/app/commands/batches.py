"""paper batch: one paper for each of many, as one file or a file each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, add_set, book_parser, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dangjian_desktop.domain.addressees import Addressee
    from dangjian_desktop.kernel.findings import Finding
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.paper_asks import PaperKind


def register_batch(group: Parsers, read_fields: Callable[[list[str], PaperKind], Mapping[str, str]]) -> None:
    """Add ``paper batch``; ``read_fields`` reads 栏目=内容 for a kind of paper."""
    batch = book_parser(group, "batch", "批量生成通知书、催办通知、公开信，一份一个收件人")
    batch.add_argument("kind", metavar="种类", help="notice_letter、reminder 或 open_letter")
    batch.add_argument(
        "--to",
        metavar="收件人",
        required=True,
        help="communities 村社区，late 有逾期任务的村社区，orgs 党组织，persons 人员，"
        "households 选民名单里的每一户，voters 每个选民，或名单文件",
    )
    batch.add_argument("--only", metavar="文字", default="", help="只要含有这些文字的，如 两委、东篱片")
    batch.add_argument("--out", metavar="去处", type=Path, required=True, help="一个 .pdf 文件，或一个文件夹")
    batch.add_argument(
        "--name",
        metavar="文件名",
        default="",
        help="一份一个文件时的文件名，如 {序号}{单位}{收件人}{标题}",
    )
    add_set(batch, "填写一栏，可写多次")
    batch.set_defaults(handler=lambda chosen, opener: make_batch(chosen, opener, read_fields))


def make_batch(
    chosen: argparse.Namespace,
    opener: Opener,
    read_fields: Callable[[list[str], PaperKind], Mapping[str, str]],
) -> Reply:
    """``paper batch BOOK KIND --to WHOM --out WHERE``."""
    from dangjian_desktop.services.paper_kinds import kind_of
    from dangjian_desktop.services.papers import PaperWish

    with opened(chosen, opener) as office:
        values = read_fields(chosen.set, kind_of(chosen.kind))
        to, told = _addressees(chosen.to, office)
        to = tuple(one for one in to if one.found_by(chosen.only))
        wish = PaperWish(kind=chosen.kind, values=values)
        office.papers.refuse_held(wish)
        done = office.batches.make(wish, to, chosen.out, chosen.name)
    made = done.value
    lines = [f"已生成 {made.papers} 份，共 {made.pages} 页：{made.path}"]
    data = {"file": str(made.path), "papers": made.papers, "pages": made.pages, "left_out": made.left_out}
    return Reply(lines, data, (*told, *done.findings))


def _addressees(whom: str, office: Office) -> tuple[tuple[Addressee, ...], tuple[Finding, ...]]:
    from dangjian_desktop.services.batch_lists import Crowd

    if whom in tuple(Crowd):
        return office.batches.crowd(Crowd(whom)), ()
    listed = office.batches.listed(Path(whom))
    return listed.value, listed.findings
