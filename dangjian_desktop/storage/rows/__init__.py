"""All tables. A feature adds a module here and its import below; nothing else is needed."""

from dangjian_desktop.storage.rows import ballots, book, campaigns, roster, scoring, vetting
from dangjian_desktop.storage.rows.base import metadata

__all__ = ["ballots", "book", "campaigns", "metadata", "roster", "scoring", "vetting"]
