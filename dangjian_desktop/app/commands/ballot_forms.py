"""ballots forms: the office's own ballot forms."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.ballot_designs import BallotDesigns
    from dangjian_desktop.services.office import Opener


def register(group: Parsers) -> None:
    """Add the command to ``ballots``."""
    forms = book_parser(group, "forms", "测评票样式：列出、复制、新建、导入、导出、删除")
    act = forms.add_mutually_exclusive_group()
    act.add_argument("--copy", metavar="代码/版次", help="复制成新样式，写到 --file 指定的文件里改")
    act.add_argument("--new", action="store_true", help="新样式写到 --file 指定的文件里改")
    act.add_argument("--save", action="store_true", help="检查 --file 指定的样式文件，存为本单位的测评票")
    act.add_argument("--pdf", metavar="文件", type=Path, help="把 --file 指定的样式印成 PDF 看看")
    act.add_argument("--export", metavar="代码/版次", help="导出到 --file 指定的文件")
    act.add_argument("--remove", metavar="代码/版次", help="删除本单位的样式（没有用过的）")
    forms.add_argument("--file", metavar="文件", type=Path, help="样式文件（.toml）")
    forms.set_defaults(handler=manage)


def manage(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots forms BOOK [--copy|--new|--save|--pdf|--export|--remove] [--file FILE]``."""
    acts_on_file = (chosen.copy, chosen.new, chosen.save, chosen.pdf, chosen.export)
    if chosen.file is None and any(acts_on_file):
        raise SystemExit("还要用 --file 写明样式文件")
    with opened(chosen, opener) as office:
        designs = office.designs
        if chosen.save:
            saved = designs.bring_in(chosen.file)
            said = f"已存为本单位的测评票：{saved.value.name} {saved.value.edition}"
            return Reply([said], {"code": saved.value.code, "edition": saved.value.edition}, saved.findings)
        if chosen.remove:
            code, _, edition = chosen.remove.partition("/")
            removed = designs.remove(code, edition).value
            return Reply([f"已删除 {chosen.remove}"], {"removed": removed})
        if chosen.pdf:
            written = designs.pdf(designs.read(chosen.file), chosen.pdf)
            return Reply([f"已写到 {written}"], {"file": str(written)})
        if chosen.copy or chosen.new or chosen.export:
            return _written(chosen, designs)
        return _listed(designs)


def _written(chosen: argparse.Namespace, designs: BallotDesigns) -> Reply:
    if chosen.export:
        code, _, edition = chosen.export.partition("/")
        designs.export(code, edition, chosen.file)
    else:
        code, _, edition = (chosen.copy or "").partition("/")
        designs.write(designs.copy(code, edition) if chosen.copy else designs.blank(), chosen.file)
    return Reply([f"已写到 {chosen.file}"], {"file": str(chosen.file)})


def _listed(designs: BallotDesigns) -> Reply:
    rows = designs.forms()
    lines = [
        f"{row.form.code}/{row.form.edition}　{row.form.name}　"
        f"{'本单位' if row.form.own else '自带'}　{row.meetings} 次测评会用过"
        for row in rows
    ]
    data = [
        {
            "code": row.form.code,
            "edition": row.form.edition,
            "name": row.form.name,
            "own": row.form.own,
            "meetings": row.meetings,
        }
        for row in rows
    ]
    return Reply(lines, {"forms": data})
