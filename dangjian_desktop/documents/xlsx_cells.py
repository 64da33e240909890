"""Values in cells of Excel: texts that never become formulas, figures as the numbers they show."""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?(%?)")  # no leading zero: those are codes
_MOVED = re.compile(r"([+−])([0-9]+)(\.[0-9]{1,6})?( ?[一-鿿]{1,6})")  # +8.6 个百分点


def put(cell: Cell | MergedCell, value: str | int, *, figures: bool = False, said: str = "") -> None:
    """Write a value; a text that looks like a formula (= + - @) stays a text.

    Among ``figures`` a text that shows a number is written as that number, shown as it was. ``said`` is
    what a paper writes for the number: a nought it has a word for is shown as that word.
    """
    if isinstance(value, int):
        cell.value = value
        if value == 0 and said and not said[0].isdigit():
            cell.number_format = f'0;-0;"{said}"'
        return
    if figures and (moved := _MOVED.fullmatch(value)):
        sign, whole, decimals, unit = moved.groups()
        number = Decimal(whole + (decimals or ""))
        cell.value = number if sign == "+" else -number
        size = f'0{re.sub("[0-9]", "0", decimals or "")}"{unit}"'
        cell.number_format = f'"+"{size};"−"{size};{size}'
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
