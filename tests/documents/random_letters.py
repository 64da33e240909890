"""Random letters: every element of every format, text as clerks write and paste it."""

from __future__ import annotations

from hypothesis import strategies as st

from dangjian_desktop.domain.papers import (
    Align,
    Attachment,
    Attendance,
    Block,
    Cell,
    Column,
    Heading,
    Imprint,
    LetterFormat,
    OfficialLetter,
    Paragraph,
    Row,
    Seal,
    TableBlock,
    plain_table,
)
from tests.documents.measuring import DAY

RARE = "𠅤𬭎𫖯𬱟䶮㛃䒟㙍"
COMMON = "基层党组织社区委员会开展活动工作要求群众干部乡镇人民政府选举办法通知情况汇报"
WORD = st.text(COMMON, min_size=1, max_size=12)
LONG_WORD = st.one_of(WORD, WORD, st.text(COMMON, min_size=13, max_size=60))
NAME = st.text("宋嘉树王强李思远欧阳明德" + RARE, min_size=2, max_size=4)
FRAMES = ["“”", "（）", "《》", "〔〕", "‘’", "「」", "【】", "〈〉", "()", '""', ("", ""), ("", "")]
MARKS = [
    "",
    "",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "……",
    "——",
    "～",
    "·",
    ",",
    ".",
    ";",
    ":",
    "%",
    "？！",
]
NUMBERED = st.builds(
    lambda n, unit: f"{n}{unit}",
    st.one_of(st.integers(1, 99999), st.sampled_from(["88.5", "1,856", "0.25", "12:30", "2025-2026", "-3"])),
    st.sampled_from(["个", "年", "%", "万元", "号", "月5日", "", " 人", "个百分点", "‰", "℃", "亿元"]),
)
FIXED = st.sampled_from(
    [
        "〔2012〕18号",
        "栖委〔2026〕12号",
        "栖委组〔2026〕 3 号",
        "GB/T 9704",
        "GB/T 9704—2012",
        "Word 2019",
        "https://example.org/a/long/path?query=1",
        "office@example.org",
        "ISO",
        "3.14",
        "100 km/h",
        "第3次",
        "——",
        "——",
        "……",
        "□同意",
        "□ 不同意",
        "A4",
        "“两委”",
        "“《办法》（试行）”",
        "“‘一肩挑’”",
        "1.",
        "（1）",
        "①",
        "㎡",
        "×",
        "＋",
        "Ⅲ",
        "０",
        "ＡＢ",
        " ",
        "  ",
        "　",
        "Party Building",
        "COVID-19",
    ]
)


def marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Text between brackets or quotes, maybe with a mark after it."""
    return st.builds(
        lambda text, frame, mark: frame[0] + text + frame[1] + mark,
        inner,
        st.sampled_from(FRAMES),
        st.sampled_from(MARKS),
    )


MARKED = marked(LONG_WORD)
NESTED = marked(marked(st.one_of(WORD, NUMBERED, FIXED)))
TEXT = st.lists(st.one_of(MARKED, MARKED, NESTED, NUMBERED, FIXED, NAME), min_size=1, max_size=40).map(
    "".join
)
RUN = st.lists(st.one_of(TEXT, st.builds("\n{}".format, WORD)), min_size=1, max_size=4).map("".join)
PARAGRAPH = st.builds(
    Paragraph,
    st.builds(str.__add__, WORD, RUN),
    st.sampled_from([True, True, True, False]),
    st.sampled_from([Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.CENTRE, Align.RIGHT]),
)
HEADING = st.builds(
    lambda level, words, run: Heading(level, ("一、", "（一）", "1.", "（1）")[level - 1] + words, run),
    st.integers(1, 4),
    st.builds(str.__add__, LONG_WORD, st.sampled_from(["", "。"])),
    st.one_of(st.just(""), TEXT),
)
CELL = st.one_of(
    WORD,
    WORD,
    NAME,
    NUMBERED,
    FIXED,
    st.just(""),
    st.lists(marked(WORD), min_size=1, max_size=4).map("".join),
    st.builds(lambda a, b: f"{a}\n{b}", WORD, WORD),
)


@st.composite
def tables(draw: st.DrawFn, most: int = 7) -> TableBlock:
    """A table of a few columns or many, cells long and short, two of a row merged now and then."""
    width = draw(st.integers(1, most))
    columns = [Column(draw(st.integers(1, 4)), draw(st.sampled_from(Align))) for _ in range(width)]
    heads = [draw(WORD) for _ in range(width)]
    size = draw(st.sampled_from([12, 12, 14, 10]))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=25))
    table = plain_table(columns, heads, rows, size)
    if width > 1 and draw(st.booleans()):
        across = Row((Cell(draw(WORD), cols=width, bold=True),))
        return TableBlock(table.columns, table.header, (across, *table.body), size)
    return table


BLOCKS = st.lists(
    st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, HEADING, HEADING, tables()), min_size=1, max_size=9
)
WIDE = st.lists(st.one_of(PARAGRAPH, tables(14)), min_size=1, max_size=4)
TITLE_PART = st.one_of(
    WORD,
    WORD,
    st.sampled_from(
        ["“两委”", "《条例》", "（试行）", "2026年度", "GB/T 9704", "A类", " ", "、", "和", "的"]
    ),
)


@st.composite
def titles(draw: st.DrawFn) -> str:
    """A title as it is written, with lines broken by hand now and then."""
    parts = draw(st.lists(TITLE_PART, min_size=1, max_size=6))
    breaks = draw(st.sets(st.integers(1, 6), max_size=2)) if draw(st.booleans()) else set()
    text = "".join(
        part + ("\n" if at in breaks and at < len(parts) else "") for at, part in enumerate(parts, 1)
    )
    return f"关于{text}的{draw(st.sampled_from(['通知', '请示', '公告', '函', '实施意见（试行）']))}"


SIGNERS = st.permutations(["宋嘉树", "王强", "李思远", "欧阳明德", "阳𬭎", "𫖯𠅤䶮"]).flatmap(
    lambda names: st.integers(0, 5).map(lambda count: tuple(names[:count]))
)
ISSUERS = ["栖梧镇人民政府", "中共栖梧镇委员会", "栖梧镇总工会", "共青团栖梧镇委员会", "栖梧镇妇女联合会"]
LONG_ISSUER = "中共栖梧市云岭县栖梧镇委员会农村基层党组织建设和党员教育管理工作领导小组办公室"


def _signature(draw: st.DrawFn, kind: LetterFormat) -> str:
    if kind is LetterFormat.ORDER:
        return draw(st.one_of(st.just(""), NAME))
    if kind is LetterFormat.MINUTES:
        return draw(st.sampled_from(["", "栖梧镇党政办公室"]))
    few = st.lists(st.sampled_from(ISSUERS), unique=True, max_size=5).map("\n".join)
    return draw(st.one_of(st.just("镇政府"), few, st.just(LONG_ISSUER)))


def _attachments(draw: st.DrawFn) -> tuple[Attachment, ...]:
    count = draw(st.integers(0, 3))
    made = []
    for number in range(1, count + 1):
        turned = draw(st.booleans())
        blocks: list[Block] = [*draw(WIDE)] if turned else draw(BLOCKS)
        label = f"附件{number}" if count > 1 else "附件"
        made.append(Attachment(label, draw(titles()), tuple(blocks), turned))
    return tuple(made)


@st.composite
def letters(draw: st.DrawFn) -> OfficialLetter:
    """A letter with any elements of any format."""
    kind = draw(st.sampled_from(LetterFormat))
    file = kind is LetterFormat.FILE
    mark = "\n".join(
        draw(st.lists(st.sampled_from(ISSUERS), unique=True, min_size=1, max_size=5 if file else 1))
    )
    mark = "" if file and draw(st.booleans()) else mark
    upward = mark and file
    numbers = {LetterFormat.ORDER: "第3号", LetterFormat.MINUTES: "第12期"}
    imprint = st.builds(
        Imprint,
        st.sampled_from(["镇党政办", "中共栖梧镇委员会党政综合办公室"]),
        st.just(DAY),
        st.one_of(st.just(""), st.just("县委组织部"), st.lists(WORD, min_size=1, max_size=20).map("，".join)),
    )
    blocks: list[Block] = draw(BLOCKS)
    attended = st.builds(
        Attendance,
        st.sampled_from(["出席", "列席", "请假"]),
        st.lists(NAME, min_size=1, max_size=30).map("、".join),
    )
    return OfficialLetter(
        title=draw(titles()),
        blocks=tuple(blocks),
        mark=mark,
        mark_word=draw(st.sampled_from(["", "文件"])) if upward else "",
        number=draw(st.sampled_from(["", numbers.get(kind, "栖政〔2026〕3号")])),
        receivers=draw(st.one_of(st.just(""), st.lists(LONG_WORD, min_size=1, max_size=8).map("、".join))),
        signature=_signature(draw, kind),
        dated=draw(st.sampled_from([None, DAY])),
        copy_number=draw(st.sampled_from(["", "000012"])) if mark else "",
        secrecy=draw(st.sampled_from(["", "机密★1年"])) if mark else "",
        urgency=draw(st.sampled_from(["", "特急"])) if mark else "",
        listed=tuple(draw(st.lists(LONG_WORD, max_size=4))),
        remark=draw(st.one_of(st.just(""), st.just("此件公开发布"), LONG_WORD)),
        attachments=_attachments(draw),
        imprint=draw(st.one_of(st.none(), imprint)),
        format=kind,
        signers=draw(SIGNERS) if upward else (),
        post=draw(st.sampled_from(["", "镇长"])) if kind is LetterFormat.ORDER else "",
        seal=draw(st.sampled_from(Seal)),
        attendance=tuple(draw(st.lists(attended, max_size=3))) if kind is LetterFormat.MINUTES else (),
        preprinted=draw(st.sampled_from([False, False, False, True])) if mark else False,
    )
