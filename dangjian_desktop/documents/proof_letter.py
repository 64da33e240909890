"""The check of a letter's pages: type area, grid, headings, signature, attachments, imprint, page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dangjian_desktop.documents.formats import GEOMETRIES
from dangjian_desktop.documents.kinsoku import CLOSERS, HANGING, OPENERS
from dangjian_desktop.documents.proof_check import (
    CELL,
    FOOT,
    HEIGHT,
    LEFT,
    PITCH,
    RIGHT,
    TOLERANCE,
    TOP,
    WIDTH,
    Check,
    check,
    near,
)
from dangjian_desktop.documents.proof_reading import Seen, SeenLine, SeenPage, SeenRule
from dangjian_desktop.domain.papers import (
    Heading,
    LetterFormat,
    OfficialLetter,
    Paragraph,
    Seal,
    chinese_date,
)

_IMPRINT_ROWS = ("主送：", "抄送：")
_OFF = 0.2  # mm a line may stand beside the grid


def letter_checks(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    """Check every page of a letter below its head."""
    upright = [page for page in pages if not page.turned]
    red_head = bool(letter.mark)
    correspondence = red_head and letter.format is LetterFormat.CORRESPONDENCE
    yield _page(pages)
    yield _area(upright, correspondence)
    yield _grid(upright, letter, correspondence)
    yield _kinsoku(upright)
    yield from _headings(upright, letter)
    yield from _listed(upright, letter)
    yield from _attendance(upright, letter)
    yield from _signature(upright, letter)
    yield from _attachments(pages, letter)
    if letter.imprint:
        yield _plain_imprint(pages, letter) if correspondence else _imprint(pages, letter)
    yield _folio(pages, first=1 if GEOMETRIES[letter.format].first_folio or not red_head else 2)


def _page(pages: Sequence[SeenPage]) -> Check:
    a4 = all(
        near(min(page.width, page.height), 210, 2) and near(max(page.width, page.height), 297, 2)
        for page in pages
    )
    return check("page", "幅面", "5.1", a4, "A4，210 × 297 mm" if a4 else "不是 A4")


def _area(pages: Sequence[SeenPage], correspondence: bool) -> Check:
    """All ink but page numbers and the head of 信函 lies in the type area; hanging marks may pass it."""
    ink = [
        char
        for page in pages
        for char in page.chars
        if char.bottom <= FOOT + TOLERANCE and not (correspondence and char.red)
    ]
    top = min((char.top for char in ink), default=TOP)
    left = min((char.left for char in ink), default=LEFT)
    right = max((char.right for char in ink if char.char not in HANGING), default=RIGHT)
    passed = top >= TOP - TOLERANCE and left >= LEFT - TOLERANCE and right <= RIGHT + TOLERANCE
    measured = f"文字在左 {left:.1f}、右 {210 - right:.1f}、上 {top:.1f} mm 以内"
    return check("area", "版心", "5.2.1", passed, measured)


def _body_lines(page: SeenPage) -> list[SeenLine]:
    return [line for line in page.lines() if near(line.chars[0].size, 16, 0.01)]


def _lines_of(pages: Sequence[SeenPage]) -> list[SeenLine]:
    return [line for page in pages for line in _body_lines(page)]


def _grid(pages: Sequence[SeenPage], letter: OfficialLetter, correspondence: bool) -> Check:
    """Lines of the body lie whole pitches apart, 22 to a page, 28 characters to a line."""
    off, most, widest = 0.0, 0, 0.0
    for page in pages:
        lines = [line for line in _body_lines(page) if not (page.number == 1 and _above(line, page, letter))]
        bases = [line.base for line in lines]
        if page.number > 1 or not correspondence:
            steps = [after - before for before, after in pairwise(bases)]
            off = max([off, *(abs(step - round(step / PITCH) * PITCH) for step in steps)])
        if bases:
            most = max(most, round((bases[-1] - bases[0]) / PITCH) + 1)
        widest = max([widest, *(line.end - LEFT for line in lines if line.chars[-1].char not in CLOSERS)])
    passed = off < _OFF and most <= 22 + correspondence and widest <= WIDTH + TOLERANCE
    measured = f"每面 22 行、每行 28 字，行距 {PITCH:.2f} mm，最大偏差 {off:.2f} mm"
    return check("grid", "行数和字数", "5.2.3", passed, measured)


def _above(line: SeenLine, page: SeenPage, letter: OfficialLetter) -> bool:
    """Say whether a line of the first page stands above its body."""
    titles = [char.base for char in page.chars if near(char.size, 22, 0.1) and not char.red]
    if titles:
        return line.base < max(titles)
    number = "".join(letter.number.split())
    heads = [char.base for char in page.chars if char.red]
    heads += [each.base for each in page.lines() if number and each.text == number]
    return bool(heads) and line.base <= max(heads)


def _kinsoku(pages: Sequence[SeenPage]) -> Check:
    bad = [
        line.chars[0].char if line.chars[0].char in CLOSERS else line.chars[-1].char
        for page in pages
        for line in _body_lines(page)
        if line.chars[0].char in CLOSERS or line.chars[-1].char in OPENERS
    ]
    measured = "行首行尾标点无误" if not bad else "行首行尾有：" + "".join(bad[:10])
    return Check("papers.kinsoku", "标点禁则", "GB/T 15834-2011 5.1", not bad, measured)


# ---- body


def _headings(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    """Headings of the first two levels have fonts of their own: 黑体, 楷体 (7.3.3)."""
    wanted = [block for block in letter.blocks if isinstance(block, Heading) and block.level <= 2]
    if not wanted:
        return
    lines = _lines_of(pages)
    plain = [block.text for block in letter.blocks if isinstance(block, Paragraph | Heading)]
    body = {_font_of(lines, text) for text in plain if text not in {block.text for block in wanted}}
    fonts: dict[int, set[str]] = {}
    for block in wanted:
        fonts.setdefault(block.level, set()).add(_font_of(lines, block.text))
    used = set.union(*fonts.values())
    passed = used.isdisjoint({*body, ""}) and all(len(names) == 1 for names in fonts.values())
    passed = passed and len(fonts) == len(used)
    yield check("headings", "各级标题", "7.3.3", passed, f"黑体、楷体，共 {len(wanted)} 处")


def _font_of(lines: Sequence[SeenLine], text: str) -> str:
    """Return the font of the line ``text`` begins in, of most of its first characters; "" for no line."""
    start = "".join(text.lstrip().split("\n")[0].split())[:6]
    line = next((each for each in lines if start and each.text.startswith(start)), None)
    return Counter(char.font for char in line.chars[: len(start)]).most_common(1)[0][0] if line else ""


def _listed(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    if not letter.listed:
        return
    lines = [line for page in pages for line in _body_lines(page)]
    first = next((line for line in lines if line.text.startswith("附件：")), None)
    passed = first is not None and near(first.start, LEFT + 2 * CELL)
    passed = passed and not any(name[-1:] in "。；，、" for name in letter.listed)
    yield check("listed", "附件说明", "7.3.4", passed, f"左空二字，{len(letter.listed)} 个，名称后无标点")


def _attendance(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    if not letter.attendance:
        return
    lines = [line for page in pages for line in _body_lines(page)]
    starts = [
        next((line for line in lines if line.text.startswith(row.label + "：")), None)
        for row in letter.attendance
    ]
    passed = all(
        line is not None
        and near(line.start, LEFT + 2 * CELL)
        and line.chars[0].font != line.chars[len(row.label) + 1].font
        for line, row in zip(starts, letter.attendance, strict=True)
    )
    said = "、".join(row.label for row in letter.attendance)
    yield check("attendance", "出席人员", "10.3", passed, f"{said}，左空二字，黑体")


def _signature(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    """成文日期 and its names: four characters in with a seal, two characters right of the name without."""
    if letter.dated is None or letter.format is LetterFormat.MINUTES:
        return
    day = chinese_date(letter.dated)
    lines = _lines_of(pages)
    place = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].text == day), None)
    if place is None:
        yield check("date", "成文日期", "7.3.5", False, "没有印出")
        return
    date, name = lines[place], lines[place - 1] if place else None
    article, passed, said = _date_rule(letter, date, name)
    yield check("date", "署名和成文日期", article, passed, said)
    if letter.remark:
        remark = next((line for line in lines[place + 1 :] if line.text.startswith("（")), None)
        right = remark is not None and near(remark.start, LEFT + 2 * CELL)
        yield check("remark", "附注", "7.3.6", right, "居左空二字，加圆括号")


def _date_rule(letter: OfficialLetter, date: SeenLine, name: SeenLine | None) -> tuple[str, bool, str]:
    if letter.format is LetterFormat.ORDER:
        return "7.3.5.3", near(date.end, RIGHT - 4 * CELL), "日期右空四字"
    if letter.seal is not Seal.NONE:
        centred = _is_centred(letter.signature.split("\n")[-1], name, date)
        return "7.3.5.1", near(date.end, RIGHT - 4 * CELL) and centred, "日期右空四字，署名居中在上"
    if name is None or not letter.signature:
        return "7.3.5.2", near(date.end, RIGHT - 2 * CELL), "日期右空二字"
    shifted = near(date.start - name.start, 2 * CELL)
    inside = date.end <= RIGHT - 2 * CELL + TOLERANCE or name.end <= RIGHT - 2 * CELL + TOLERANCE
    return "7.3.5.2", shifted and inside, "日期首字比署名首字右移二字"


# ---- attachments, imprint, page numbers


def _is_centred(last: str, name: SeenLine | None, date: SeenLine) -> bool:
    """Tell whether the last line of the signature, where it is short, stands in the middle above the date."""
    if not last or name is None or not name.text.endswith(last) or len(last) >= 22:
        return True
    return near(SeenLine(name.chars[-len(last) :]).middle, date.middle)


def _attachments(pages: Sequence[SeenPage], letter: OfficialLetter) -> Iterator[Check]:
    """附件 begins a page: its mark on line 1, its title on line 3; tables may be turned."""
    if not letter.attachments:
        return
    turned = sum(1 for page in pages if page.turned)
    marks = [line for page in pages if not page.turned for line in page.lines()[:1]]
    passed = all(
        turned > 0 if attachment.landscape else _is_marked(marks, attachment.label)
        for attachment in letter.attachments
    )
    said = f"{len(letter.attachments)} 个，另面编排" + (f"，横排 {turned} 面" if turned else "")
    yield check("attachments", "附件", "7.3.7", passed, said)


def _is_marked(first_lines: Sequence[SeenLine], label: str) -> bool:
    """Tell whether the mark of an attachment stands at the beginning of one of the first lines."""
    wanted = "".join(label.split())
    return any(
        line.text == wanted and near(line.start, LEFT) and near(line.base, TOP + 8.0, 1.5)
        for line in first_lines
    )


def _imprint(pages: Sequence[SeenPage], letter: OfficialLetter) -> Check:
    """版记: on an even page, lines 0.35 and 0.25 mm, the last one on the type area's lower edge."""
    last = pages[-1]
    imprint = letter.imprint
    wanted = 3 if _has_rows(letter, last) else 2
    wide = sorted((rule for rule in last.rules if near(rule.length, WIDTH)), key=lambda rule: rule.y)
    rules = wide[-wanted:]  # above them may end a table
    printed = chinese_date(imprint.printed) + "印发" if imprint else ""
    there = any(line.text.endswith(printed) and near(line.end, RIGHT - CELL) for line in last.lines())
    passed = len(pages) % 2 == 0 and len(rules) == wanted and there and _are_imprint_rules(rules)
    said = f"在第 {len(pages)} 页（偶数页）版心底部，线宽 0.35、0.25 mm"
    return check("imprint", "版记", "7.4", passed, said)


def _plain_imprint(pages: Sequence[SeenPage], letter: OfficialLetter) -> Check:
    """信函: the imprint has no lines and no 印发; it stands lowest on the last page."""
    if not _has_rows(letter, pages[-1]):
        return check("imprint", "版记", "10.1", True, "没有抄送机关，不印版记")
    small = [line for line in pages[-1].lines() if near(line.chars[0].size, 14, 0.01) and line.base < FOOT]
    rows = [line for line in small if line.text.startswith(_IMPRINT_ROWS)]
    passed = bool(rows) and FOOT - small[-1].base < PITCH and near(rows[-1].start, LEFT + CELL)
    return check("imprint", "版记", "10.1", passed, "在末页版心最下方，不加分隔线")


def _has_rows(letter: OfficialLetter, last: SeenPage) -> bool:
    """Tell whether the imprint names 抄送 or 主送, be it that these were moved there (7.4.2)."""
    imprint = letter.imprint
    moved = bool(letter.receivers) and any(line.text.startswith(_IMPRINT_ROWS) for line in last.lines())
    return moved or (imprint is not None and bool(imprint.copies_to or imprint.receivers))


def _are_imprint_rules(rules: Sequence[SeenRule]) -> bool:
    """Tell whether the first and last rule are thick, those between thin, the last at the lower edge."""
    thick, thin = (rules[0], rules[-1]), rules[1:-1]
    return (
        all(near(rule.width, 0.35, 0.05) for rule in thick)
        and all(near(rule.width, 0.25, 0.05) for rule in thin)
        and near(rules[-1].y, TOP + HEIGHT)
    )


def _folio(pages: Sequence[SeenPage], first: int) -> Check:
    """页码: dashes 7 mm below the type area, odd right, even left; none from a blank page on (7.5)."""
    wrong: list[str] = []
    drop = 7.0
    blank = next((page.number for page in pages if not page.chars), len(pages) + 1)
    for page in pages:
        chars, mark = _folio_chars(page), f"—{page.number}—"
        if not first <= page.number < blank:
            there = any(line.text == mark for line in page.lines())
            wrong += [f"第 {page.number} 面不应有页码"] if there else []
        elif "".join(char.char for char in chars) != mark:
            wrong.append(f"第 {page.number} 面没有页码")
        else:
            drop = (chars[0].top + chars[0].bottom) / 2 - FOOT
            placed = _at_its_side(chars, page.number) and near(drop, 7)
            wrong += [] if placed else [f"第 {page.number} 面页码位置不对"]
    shown = "" if first == 1 else "首页不显示，"
    said = "；".join(wrong[:3]) or f"{shown}版心下边缘之下 {drop:.1f} mm，单右双左"
    return check("folio", "页码", "7.5" if first == 1 else "10.1", not wrong, said)


def _folio_chars(page: SeenPage) -> list[Seen]:
    below = (char for char in page.chars if near(char.size, 14, 0.01) and char.top > FOOT + 2)
    return sorted(below, key=lambda char: char.start)


def _at_its_side(chars: Sequence[Seen], number: int) -> bool:
    """Tell whether the number of a page stands at the right of an odd one, at the left of an even one."""
    if number % 2:
        return near(chars[-1].end, RIGHT - CELL)
    return near(chars[0].start, LEFT + CELL)
