"""Exact shares and points, rounded once and only for show."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def rounded(value: Fraction, places: int = 0) -> Decimal:
    """Round half up to ``places`` decimals, exactly (no float on the way).

    Half up as in GB/T 8170 for positive figures; the record keeps the fraction itself.
    """
    scaled = value * 10**places
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return (
        Decimal(-whole if scaled < 0 else whole)
        .scaleb(-places)
        .quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    )


def added(values: Iterable[Fraction]) -> Fraction:
    """Return the exact sum; the fraction is brought to its lowest terms once, at the end."""
    numerator, denominator = 0, 1
    for value in values:
        above, below = value.numerator, value.denominator
        if below == denominator:
            numerator += above
        elif denominator % below == 0:
            numerator += above * (denominator // below)
        else:
            numerator, denominator = numerator * below + above * denominator, denominator * below
    return Fraction(numerator, denominator)


def shown(value: Fraction, places: int = 1) -> str:
    """Write ``value`` with ``places`` decimals: ``89.5``."""
    return str(rounded(value, places))


def percent(value: Fraction, places: int = 1) -> str:
    """Write a share as a percentage: ``88.6%``."""
    return f"{rounded(value * 100, places)}%"


def exact(text: str) -> Fraction:
    """Read a number written as ``3``, ``89.5``, ``1/3`` or ``20%``.

    Raises:
        ValueError: when ``text`` is not such a number.
    """
    clean = text.strip()
    if clean.endswith(("%", "％")):
        return Fraction(clean[:-1]) / 100
    return Fraction(clean)
