"""A paper's words as a text file, to be mended in any editor and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dangjian_desktop.domain.paper_texts import Piece, Words
from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding

TITLE, RECEIVERS, SIGNATURE = "标题：", "主送机关：", "落款："
_MARK = "＝＝＝"


def written_words(words: Words) -> str:
    """Write the words: three head lines, then each piece under a line such as ＝＝＝附件1 名单."""
    title = words.title.replace("\n", "／")
    lines = [TITLE + title, RECEIVERS + words.receivers, SIGNATURE + words.signature]
    for piece in words.pieces:
        lines.append(f"{_MARK}{piece.label or '正文'} {piece.title}".rstrip())
        lines.extend(piece.lines)
    return "\n".join(lines) + "\n"


def read_words(path: Path, words: Words) -> Words:
    """Take the words back from a file; what the file does not name stays as it is.

    Raises:
        Unavailable: the file cannot be read.
        Rejected: it has no line 标题：, or names a piece the paper has not.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unavailable(finding("files.unreadable", where=Where(file=path.name))) from None
    heads = {TITLE: words.title, RECEIVERS: words.receivers, SIGNATURE: words.signature}
    found: dict[str, tuple[str, list[str]]] = {}
    here: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_MARK):
            label, _, title = line.removeprefix(_MARK).strip().partition(" ")
            label = "" if label == "正文" else label
            if label not in {piece.label for piece in words.pieces}:
                where = Where(file=path.name, cell=f"第{number}行")
                raise Rejected(finding("papers.no_piece", where=where, label=label))
            here = []
            found[label] = (title, here)
        elif here is not None and line.strip():
            here.append(line.strip())
        else:
            heads |= {head: line.removeprefix(head).strip() for head in heads if line.startswith(head)}
    if TITLE not in text:
        raise Rejected(finding("papers.no_head", where=Where(file=path.name)))
    return Words(
        title=heads[TITLE].replace("／", "\n"),
        receivers=heads[RECEIVERS],
        signature=heads[SIGNATURE],
        pieces=tuple(_piece(piece, found) for piece in words.pieces),
    )


def _piece(piece: Piece, found: dict[str, tuple[str, list[str]]]) -> Piece:
    if piece.label not in found:
        return piece
    title, lines = found[piece.label]
    return replace(piece, title=title, lines=tuple(lines))
