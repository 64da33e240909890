"""徽标 and 图片 on a large sheet: fitted whole into their place, never cropped or stretched."""

from __future__ import annotations

from math import cos, pi, sin

from dangjian_desktop.documents.drawn import Colour, Fill, Image, Item, Rule, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import GOLD, INK, WHITE, balanced, centred_ink
from dangjian_desktop.documents.typeset import ASCENT, Type
from dangjian_desktop.domain.posters import Picture, Poster

_CORNERS = 120
_MAT = 0.035  # the white edge around a picture, as a share of its shorter side


def fitted(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Return how wide and high a picture is in a place."""
    across = min(width, height * picture.width / picture.height)
    return across, across * picture.height / picture.width


def logo(part: Poster, centre: float, top: float, side: float) -> list[Item]:
    """Return the 徽标 of a sheet in a square of ``side``; nothing where there is none."""
    if part.logo is None:
        return []
    if not part.logo.plate:
        return [_in_middle(part.logo, centre, top + side / 2, side)]
    if part.logo.data.startswith(b"\xff\xd8"):  # a photo or a scan fills its corners
        plate, share = rectangle(centre - side / 2, top, side, side, WHITE), 0.9
    else:
        plate, share = disc(centre, top + side / 2, side / 2, WHITE), 0.86
    return [plate, _in_middle(part.logo, centre, top + side / 2, side * share)]


def disc(x: float, y: float, radius: float, colour: Colour) -> Fill:
    """Return a round plate."""
    turns = [2 * pi * step / _CORNERS for step in range(_CORNERS)]
    return Fill(tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns), colour)


def _in_middle(picture: Picture, x: float, y: float, side: float) -> Image:
    across, down = fitted(picture, side, side)
    return Image(x - across / 2, y - down / 2, across, down, picture.data)


def picture_block(
    part: Poster, centre: float, top: float, room: tuple[float, float], size: float, fonts: FontSet
) -> tuple[list[Item], float]:
    """Return the 图片 of a sheet on its white mat with what is said of it in type of ``size`` under it, in a
    ``room`` so wide and high, and how high both are; nothing where there is none."""
    if part.picture is None:
        return [], 0.0
    wide, high = room
    lines = balanced(part.caption, Type(Role.KAI, size, size * 1.03), wide, fonts) if part.caption else []
    below = size * (0.5 + 1.4 * len(lines)) if lines else 0.0
    mat = _MAT * min(wide, high)
    across, down = fitted(part.picture, wide - 2 * mat, high - below - 2 * mat)
    left, foot = centre - across / 2, top + down + 2 * mat
    items: list[Item] = [rectangle(left - mat, top, across + 2 * mat, down + 2 * mat, WHITE)]
    corners = ((left - mat, top), (left + across + mat, top), (left + across + mat, foot), (left - mat, foot))
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        items.append(Rule(x1, y1, x2, y2, mat * 0.12, GOLD))
    items.append(Image(left, top + mat, across, down, part.picture.data))
    y = foot + 0.5 * size
    for line in lines:
        items.extend(centred_ink(line, centre, y + ASCENT * size, INK))
        y += 1.4 * size
    return items, down + 2 * mat + below
