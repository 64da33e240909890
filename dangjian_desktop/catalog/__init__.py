"""The forms that ship with the program and the office's own, as values of the domain."""

from dangjian_desktop.catalog.catalog import Catalog

__all__ = ["Catalog"]
