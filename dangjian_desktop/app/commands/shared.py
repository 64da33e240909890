"""What most commands share: the BOOK argument, opening it, and closing it whatever happens."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.services.office import Office, Opener

Parsers = Any  # argparse's own sub-parser collection is private


def book_parser(
    commands: Parsers, name: str, help_text: str, book_help: str = "数据文件（.djb）"
) -> argparse.ArgumentParser:
    """Add a command that works on one book and can answer in JSON."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    made.add_argument("book", metavar="BOOK", type=Path, help=book_help)
    made.add_argument("--password-file", type=Path, help="口令文件（第一行是口令）")
    made.add_argument("--json", action="store_true", help="输出 JSON")
    return made


@contextmanager
def opened(chosen: argparse.Namespace, opener: Opener) -> Iterator[Office]:
    """Open the command's book, and close it (with its backup when changed) at the end."""
    from dangjian_desktop.app.cli import password_of

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
