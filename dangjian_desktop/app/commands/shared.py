"""What most commands share: the BOOK argument, opening it, and closing it whatever happens."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.written_dates import read_day
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.services.office import Office, Opener

Parsers = Any  # argparse's own sub-parser collection is private


def book_parser(
    commands: Parsers, name: str, help_text: str, book_help: str = "数据文件（.djb）"
) -> argparse.ArgumentParser:
    """Add a command that works on one book and can answer in JSON."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    made.add_argument("book", metavar="数据文件", type=Path, help=book_help)
    add_password(made)
    made.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    return made


def add_password(made: argparse.ArgumentParser) -> None:
    """Add ``--password-file`` to a command that opens a book."""
    made.add_argument("--password-file", metavar="密码文件", type=Path, help="第一行写着密码的文件")


@contextmanager
def opened(chosen: argparse.Namespace, opener: Opener) -> Iterator[Office]:
    """Open the command's book, and close it (with its backup when changed) at the end."""
    office = opener.open(chosen.book, password_of(chosen))
    try:
        yield office
    finally:
        office.upkeep.close()


def campaign_in_hand(office: Office) -> Campaign:
    """Return the campaign in hand.

    Raises:
        Rejected: the book has no campaign yet.
    """
    campaign = office.campaigns.in_hand()
    if campaign is None:
        raise Rejected(finding("campaigns.none_yet"))
    return campaign


def day_named(text: str, option: str) -> date:
    """Return the day an option names, in any way clerks write one: 2026-03-05, 2026.3.5, 2026年3月5日.

    Raises:
        Rejected: when it is none, or leaves open which day or century is meant.
    """
    found = read_day(text, date.max)
    if found.day is None or not found.day_known or found.doubt is not None:
        raise Rejected(finding("papers.bad_date", where=Where(field=option), text=text))
    return found.day


def password_of(chosen: argparse.Namespace) -> str | None:
    """Return the password in the file named by ``--password-file`` (its first line), or None.

    Raises:
        Rejected: when the file cannot be read or its first line is empty.
    """
    name = getattr(chosen, "password_file", None)
    if name is None:
        return None
    try:
        first = Path(name).read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        raise Rejected(finding("general.password_file_unreadable", where=Where(file=str(name)))) from None
    if not first:
        raise Rejected(finding("general.password_file_empty", where=Where(file=str(name))))
    return first


def add_set(parser: argparse.ArgumentParser, said: str) -> None:
    """Add ``--set 栏目=内容`` to a command about the fields of a paper; ``said`` is its help."""
    parser.add_argument("--set", action="append", default=[], metavar="栏目=内容", help=said)
