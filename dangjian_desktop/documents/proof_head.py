"""The check of a letter's first page: 份号 to 标题 and 主送机关, each where its format wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.formats import GEOMETRIES
from dangjian_desktop.documents.proof_check import (
    CELL,
    LEFT,
    PITCH,
    RIGHT,
    TOP,
    WIDTH,
    Check,
    check,
    near,
)
from dangjian_desktop.documents.proof_reading import SeenLine, SeenPage, SeenRule
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.domain.papers import LetterFormat, OfficialLetter

MOST_TITLE_LINES = 5
RED_GAP = 4.0
TITLE_SIZE = 22.0
"""二号, in points: a mark smaller than the title does not stand out."""
_NUMBER = re.compile(r"^[^\s\d（）()\[\]【】]+〔(19|20)\d{2}〕[1-9]\d*号$")
_HALF_LEADING = (PITCH - 16 / MM) / 2
_CHAR = 16 / MM


def head_checks(page: SeenPage, letter: OfficialLetter) -> Iterator[Check]:
    """Check what stands above the body."""
    lines = page.lines()
    yield from _lead(lines, letter)
    if letter.preprinted:
        said = "印出了红色" if page.any_red else "红色部分都不印"
        yield check("preprinted", "套红", "7.2.4", not page.any_red, said)
    elif letter.mark:
        yield _mark(page, letter)
    if letter.mark:
        yield from _number(page, lines, letter)
        yield from _signers(lines, letter)
    if letter.mark and not letter.preprinted:
        yield from _red_lines(page, lines, letter)
    if letter.format is not LetterFormat.ORDER:
        yield from _title(lines, letter)


def _find(lines: Sequence[SeenLine], text: str) -> SeenLine | None:
    wanted = "".join(text.split())
    return next((line for line in lines if wanted and line.text == wanted), None)


def _inside(lines: Sequence[SeenLine], text: str) -> SeenLine | None:
    """Return the part of a line that reads ``text``: other things may stand beside it."""
    wanted = "".join(text.split())
    for line in lines:
        at = line.text.find(wanted)
        if wanted and at >= 0:
            return SeenLine(line.chars[at : at + len(wanted)])
    return None


def _lead(lines: Sequence[SeenLine], letter: OfficialLetter) -> Iterator[Check]:
    rows = (
        ("copy_number", "份号", "7.2.1", letter.copy_number),
        ("secrecy", "密级和保密期限", "7.2.2", letter.secrecy),
        ("urgency", "紧急程度", "7.2.3", letter.urgency),
    )
    shown = [row for row in rows if row[3]]
    for order, (code, name, article, text) in enumerate(shown):
        line = _inside(lines, text)
        if line is None:
            yield check(code, name, article, False, "没有印出")
            continue
        right = near(line.start, LEFT)
        if letter.format is not LetterFormat.CORRESPONDENCE:
            right = right and near(line.base, TOP + order * PITCH + _HALF_LEADING + 0.88 * _CHAR)
        six = code != "copy_number" or re.fullmatch(r"\d{6}", text) is not None
        measured = f"版心左上角第 {order + 1} 行" + ("" if six else "，应为 6 位数字")
        yield check(code, name, article, right and six, measured)


def _mark(page: SeenPage, letter: OfficialLetter) -> Check:
    geometry = GEOMETRIES[letter.format]
    red = [char for char in page.chars if char.red]
    drop = min((char.top for char in red), default=0.0) - TOP
    ends = [min((c.left for c in red), default=0.0), max((c.right for c in red), default=0.0)]
    passed = near(drop, geometry.drop / MM) and near(sum(ends) / 2, LEFT + WIDTH / 2, 2.0)
    if letter.format is LetterFormat.CORRESPONDENCE:
        said = f"上边缘距上页边 {drop + TOP:.1f} mm"
    else:
        said = f"上边缘距版心上边缘 {drop:.1f} mm"
    size = max((char.size for char in red), default=0.0)
    if size < TITLE_SIZE - 0.1:  # 7.2.4: 醒目
        passed, said = False, f"只有 {size:.1f} 磅，比标题还小；可只用主办机关的标志，或写简称"
    return check("mark", "发文机关标志", geometry.article, passed, said)


def _number(page: SeenPage, lines: Sequence[SeenLine], letter: OfficialLetter) -> Iterator[Check]:
    line = _inside(lines, letter.number)
    if line is None:
        return
    bottom = max((char.bottom for char in page.chars if char.red), default=line.base)
    article, wanted = "7.2.5", True
    said = "居中，标志下空二行"
    if letter.format is LetterFormat.CORRESPONDENCE:
        article, said, wanted = "10.1", "版心右边缘，第一条红色双线下", near(line.end, RIGHT)
    elif letter.signers:
        said, wanted = "居左空一字，与末位签发人同行", near(line.start, LEFT + CELL)
    else:
        blank = (line.base - 0.88 * _CHAR - _HALF_LEADING - bottom) / PITCH
        wanted = near(line.middle, LEFT + WIDTH / 2, 1.5) and (letter.preprinted or near(blank, 2, 0.25))
    written = letter.format in (LetterFormat.ORDER, LetterFormat.MINUTES) or bool(_NUMBER.match(line.text))
    if not written:
        said = "应写成“机关代字〔2026〕12号”的样子"
    yield check("number", "发文字号", article, wanted and written, said)


def _signers(lines: Sequence[SeenLine], letter: OfficialLetter) -> Iterator[Check]:
    if not letter.signers:
        return
    label, last = _inside(lines, "签发人："), _inside(lines, letter.signers[-1])
    number = _inside(lines, letter.number)
    if label is None or last is None:
        yield check("signers", "签发人", "7.2.6", False, "没有印出")
        return
    ends = [line.end for name in letter.signers if (line := _inside(lines, name)) is not None]
    kai = last.chars[0].font != label.chars[0].font
    level = number is None or near(number.base, last.base, 0.3)
    passed = near(max(ends), RIGHT - CELL) and kai and level
    yield check("signers", "签发人", "7.2.6", passed, f"居右空一字，{len(letter.signers)} 人，姓名用楷体")


# ---- red lines


def _red_lines(page: SeenPage, lines: Sequence[SeenLine], letter: OfficialLetter) -> Iterator[Check]:
    red = sorted((rule for rule in page.rules if rule.red and rule.length > 100), key=lambda rule: rule.y)
    if letter.format is LetterFormat.ORDER:
        return
    if letter.format is LetterFormat.CORRESPONDENCE:
        yield _double_lines(page, red, lines, letter)
        return
    if not red:
        yield check("red_rule", "红色分隔线", "7.2.7", False, "没有分隔线")
        return
    rule = red[0]
    upper = rule.y - rule.width / 2
    above = [c.bottom for c in page.chars if not c.red and c.bottom < upper and c.char.isalnum()]
    dateline = letter.format is LetterFormat.MINUTES and (letter.signature or letter.dated)
    gap = upper - max(above) if above and (letter.number or letter.signers or dateline) else RED_GAP
    passed = near(gap, RED_GAP) and near(rule.length, WIDTH) and near(rule.left, LEFT)
    yield check("red_rule", "红色分隔线", "7.2.7", passed, f"字号之下 {gap:.1f} mm，长 {rule.length:.0f} mm")


def _double_lines(
    page: SeenPage, red: Sequence[SeenRule], lines: Sequence[SeenLine], letter: OfficialLetter
) -> Check:
    if len(red) != 4:
        return check("red_rule", "红色双线", "10.1", False, f"应有两条双线，只有 {len(red)} 笔")
    mark = max(char.bottom for char in page.chars if char.red)
    gap = red[0].y - red[0].width / 2 - mark
    foot = page.height - red[3].y - red[3].width / 2
    order = red[0].width > red[1].width and red[2].width < red[3].width
    length = all(near(rule.length, 170) and near((rule.left + rule.right) / 2, 105) for rule in red)
    passed = near(gap, 4) and near(foot, 20) and order and length
    number = _inside(lines, letter.number)
    if number is not None:
        below = number.base - 0.88 * _CHAR - red[1].y - red[1].width / 2
        passed = passed and near(below, _CHAR * 7 / 8)
    return check(
        "red_rule", "红色双线", "10.1", passed, f"标志之下 {gap:.1f} mm，距下页边 {foot:.1f} mm，长 170 mm"
    )


# ---- title and receivers


def _title(lines: Sequence[SeenLine], letter: OfficialLetter) -> Iterator[Check]:
    title = [line for line in lines if near(line.chars[0].size, 22, 0.1) and not line.chars[0].red]
    passed = bool(title) and all(near(line.middle, LEFT + WIDTH / 2) for line in title)
    passed = passed and "".join(line.text for line in title) == "".join(letter.title.split())
    said = f"{len(title)} 行，居中"
    if len(title) > MOST_TITLE_LINES:
        passed, said = False, f"{len(''.join(letter.title.split()))} 字排了 {len(title)} 行，宜精简标题"
    elif _breaks_word(letter.title, title):
        passed, said = False, "回行拆开了词"
    elif torn := _torn(letter.title, title):
        passed, said = False, torn
    yield check("title", "标题", "7.3.1", passed, said)
    if title and letter.receivers:
        yield _receivers(lines, title[-1], letter)


def list_title(page: SeenPage, title: str) -> Check:
    """Check that the title of a table paper is printed, in the largest type, and not too long."""
    size = max((char.size for char in page.chars), default=0.0)
    lines = [line for line in page.lines() if near(line.chars[0].size, size, 0.1)]
    passed = "".join(line.text for line in lines) == "".join(title.split())
    said = f"{len(lines)} 行"
    if len(lines) > MOST_TITLE_LINES:
        passed, said = False, f"{len(''.join(title.split()))} 字排了 {len(lines)} 行，宜精简标题"
    elif torn := _torn(title, lines):
        passed, said = False, torn
    return Check("papers.title", "标题", "版面", passed, said)


def _breaks_word(text: str, title: Sequence[SeenLine]) -> bool:
    """Say whether the lines are others than the word-wise ones the title was laid out in."""
    return [line.text for line in title] != ["".join(line.split()) for line in break_title(text, 19.0)]


def _torn(text: str, title: Sequence[SeenLine]) -> str:
    """Return what is to be said of a line broken by hand that is too wide to stand as one; else nothing."""
    asked = ["".join(line.split()) for line in text.split("\n") if line.strip()]
    shown = {line.text for line in title}
    torn = [number for number, line in enumerate(asked, 1) if len(asked) > 1 and line not in shown]
    return f"手工分的第 {torn[0]} 行太宽，一行排不下，已再分行，请另选分行处" if torn else ""


def _receivers(lines: Sequence[SeenLine], title: SeenLine, letter: OfficialLetter) -> Check:
    start = "".join(letter.receivers.split())[:8]
    line = next((each for each in lines if each.text.startswith(start) and each.base > title.base), None)
    if line is None:
        moved = letter.imprint is not None
        return check("receivers", "主送机关", "7.3.2", moved, "移至版记" if moved else "没有印出")
    below = 0 if letter.mark or not letter.number else 1  # a posted paper's number stands under its title
    blank = (line.base - title.base) / PITCH - below
    passed = near(line.start, LEFT) and near(blank, 2, 0.25)
    return check("receivers", "主送机关", "7.3.2", passed, "标题下空一行，居左顶格")
