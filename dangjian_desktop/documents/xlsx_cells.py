"""Values in cells of Excel: texts that never become formulas, figures as the numbers they show."""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?(%?)")  # no leading zero: those are codes


def put(cell: Cell | MergedCell, value: str | int, *, figures: bool = False) -> None:
    """Write a value; a text that looks like a formula (= + - @) stays a text.

    Among ``figures`` a text that shows a number is written as that number, shown as it was.
    """
    if isinstance(value, int):
        cell.value = value
        return
    if figures and (shown := _FIGURE.fullmatch(value)):
        decimals, share = shown.groups()
        number = Decimal(value.removesuffix("%"))
        cell.value = number / 100 if share else number
        cell.number_format = f"0{re.sub('[0-9]', '0', decimals or '')}{share}"
        return
    text = _UNPRINTABLE.sub("", value)
    cell.value = text
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
