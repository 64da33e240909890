"""roster photo: the photo on a person's card, put there, taken away, taken out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.facts import one_person, person_parser
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    made = person_parser(group, "photo", "放上、移除或导出一个人的照片")
    act = made.add_mutually_exclusive_group(required=True)
    act.add_argument("--file", metavar="文件", type=Path, help="放上这张照片（jpg、png、bmp、webp）")
    act.add_argument("--remove", action="store_true", help="移除照片")
    act.add_argument("--out", metavar="文件", type=Path, help="把照片存成这个 .jpg 文件（写明 --purpose）")
    made.add_argument("--purpose", metavar="用途", default="", help="导出照片的用途（记入操作日志）")
    made.set_defaults(handler=photo)


def photo(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster photo BOOK NAME --file F | --remove | --out F``."""
    with opened(chosen, opener) as office:
        key = one_person(office, chosen.name, chosen.unit)
        if chosen.out is not None:
            written = office.portraits.take_out(key, chosen.out, purpose=chosen.purpose)
            return Reply([f"已导出照片：{written.value}"], {"file": str(written.value)}, written.findings)
        if chosen.remove:
            done, words = office.portraits.remove(key), "已移除照片"
        else:
            done, words = office.portraits.put(key, chosen.file), "已放上照片"
    return Reply([f"{words}：{chosen.name}"], {"photo": done.value.photo}, done.findings)
