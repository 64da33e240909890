"""paper list, make, batch, letters, words, numbers, slogans, picture: the papers of a book."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.batches import register_batch
from dangjian_desktop.app.commands.fields import register_fields
from dangjian_desktop.app.commands.letters import register_letters
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, add_set, book_parser, opened
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.paper_asks import PaperKind
    from dangjian_desktop.services.paper_views import Laid
    from dangjian_desktop.services.papers import PaperWish


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("paper", help="公文、表格、海报").add_subparsers(
        metavar="动作", required=True
    )
    listing = book_parser(group, "list", "列出能生成的和已生成的公文")
    listing.set_defaults(handler=show_list)
    make = book_parser(group, "make", "生成一份公文")
    make.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    endings = "存为 .pdf、.docx、.xlsx 或 .png（图片，一页一张）"
    make.add_argument("--out", metavar="文件", type=Path, required=True, help=endings)
    make.add_argument("--report", metavar="文件", type=Path, help="同时把合规检查结果存为 PDF")
    make.add_argument(
        "--meeting", metavar="测评会", default="", help="测评会的名称或编号（测评票、计票结果报告单用）"
    )
    make.add_argument("--group", metavar="类别", default="", help="测评人员类别代码（测评票用）")
    add_set(make, "填写一栏（栏目见 paper list），可写多次；标题里的／是另起一行")
    make.add_argument("--copies", metavar="份数", default="", help="印多少份（测评票、选票、问卷、评分表用）")
    make.set_defaults(handler=make_one)
    library = book_parser(group, "slogans", "看标语库，存入或移出一条标语")
    library.add_argument("--add", metavar="标语", default="", help="存入标语库")
    library.add_argument("--remove", metavar="标语", default="", help="移出标语库")
    library.set_defaults(handler=slogans)
    placing = book_parser(group, "picture", "看、放上、移除海报和版面上的徽标、图片")
    placing.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    placing.add_argument("place", metavar="栏目", help="徽标 或 图片")
    act = placing.add_mutually_exclusive_group()
    act.add_argument("--file", metavar="文件", type=Path, help="放上这张图片（jpg、png、bmp、webp）")
    act.add_argument("--remove", action="store_true", help="移除")
    act.add_argument("--out", metavar="文件", type=Path, help="把放上的图片存成文件")
    placing.set_defaults(handler=picture)
    _register_words(group)
    register_batch(group, _fields)
    register_fields(group, _fields)
    register_letters(group, _fields)


def _register_words(group: Parsers) -> None:
    """Add the commands for a paper's own words and for document numbers."""
    words = book_parser(group, "words", "看、改一份公文的字句，看版本，定稿")
    words.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    words.add_argument("--meeting", metavar="测评会", default="", help="测评会的名称或编号")
    words.add_argument("--group", metavar="类别", default="", help="测评人员类别代码")
    words.add_argument("--to", metavar="收件人", default="", help="只改这个收件人的一份（通知书、公开信等）")
    words.add_argument("--unit", metavar="单位", default="", help="收件人的单位，有同名的才要写")
    words.add_argument("--drop", metavar="附件", action="append", default=[], help="删去一个附件，如 附件2")
    words.add_argument("--give", metavar="文件", type=Path, help="把字句写成文本文件，改好后再用 --take")
    words.add_argument("--take", metavar="文件", type=Path, help="从文本文件取回改好的字句")
    words.add_argument("--restore", metavar="版本", type=int, help="用回某一版的字句，0 是范本")
    words.add_argument("--old", metavar=("版本", "文件"), nargs=2, help="把定过稿的一版原样存为 .pdf")
    words.add_argument("--freeze", action="store_true", help="定稿：以后打印一字不差")
    words.add_argument("--thaw", action="store_true", help="取消定稿，接着改")
    words.set_defaults(handler=mend)
    own = book_parser(group, "wording", "看一种公文固定的写法，存为本单位的写法，换回随附的")
    own.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    own.add_argument(
        "--set", action="append", default=[], metavar="条目=写法", help="改一条（条目见列出的编号），可写多次"
    )
    own.add_argument("--from-words", action="store_true", help="把这份公文改过的字句存为本单位的写法")
    own.add_argument("--back", action="store_true", help="换回随附的写法")
    own.set_defaults(handler=wording)
    register = book_parser(group, "numbers", "看发文字号登记，登记或注销一个号")
    register.add_argument("--take", metavar="字号", default="", help="登记一个号，如 栖委〔2026〕12号")
    register.add_argument("--title", metavar="标题", default="", help="这个号用于哪份公文")
    register.add_argument("--note", metavar="备注", default="")
    register.add_argument("--free", metavar="字号", default="", help="注销一个号")
    register.add_argument("--reason", metavar="原因", default="", help="为什么注销")
    register.set_defaults(handler=numbers)


def show_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper list BOOK``."""
    with opened(chosen, opener) as office:
        kinds, made = office.papers.kinds(), office.papers.shelf().issues
    lines: list[str] = []
    for kind in kinds:
        lines.append(f"{kind.code:<16} {kind.name}（{'、'.join(kind.formats)}）")
        lines += [f"{'':<16} 可填：{'、'.join(ask.label for ask in kind.asks)}"] if kind.asks else []
    lines += ["", f"已生成 {len(made)} 份"] if made else []
    lines += [f"{paper.created:%Y-%m-%d %H:%M} {paper.title} {paper.sha256[:12]}" for paper in made]
    data = {
        "kinds": [
            {"code": k.code, "name": k.name, "formats": k.formats, "fields": [a.code for a in k.asks]}
            for k in kinds
        ],
        "made": made,
    }
    return Reply(lines, data)


def make_one(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper make BOOK KIND --out X``."""
    from dangjian_desktop.services.paper_kinds import kind_of
    from dangjian_desktop.services.papers import PaperWish

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting).id if chosen.meeting else ""
        values = _fields(chosen.set, kind_of(chosen.kind))
        values |= {"copies": chosen.copies} if chosen.copies else {}
        wish = PaperWish(kind=chosen.kind, meeting_id=meeting, group=chosen.group, values=values)
        office.papers.refuse_held(wish)
        if chosen.report is not None:
            office.prints.report(wish, chosen.report)
        if chosen.out.suffix.lower() == ".png":
            files = office.prints.pictures(wish, chosen.out).value
        else:
            files = (office.papers.save(wish, chosen.out).value,)
        laid = office.papers.lay_out(wish) if chosen.out.suffix.lower() != ".xlsx" else None
    findings = [*_failed(laid), *laid.hints] if laid else []
    smaller = laid.smaller_words() if laid else ""
    told = [f"这个文件{smaller}。"] if smaller else []
    data = {
        "file": str(files[0]),
        "files": list(map(str, files)),
        "times_smaller": laid.times_smaller() if laid else 1,
    }
    return Reply([*(f"已生成：{file}" for file in files), *told], data, findings)


def _failed(laid: Laid) -> list[Finding]:
    """Return the checks that fail as findings: the file is there, and there is something to be dealt with."""
    return [
        finding("papers.check_failed", where=Where(field=one.name, clause=one.clause), measured=one.measured)
        for one in laid.checks
        if not one.passed
    ]


def slogans(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper slogans BOOK``."""
    with opened(chosen, opener) as office:
        if chosen.add:
            office.slogans.keep(chosen.add)
        if chosen.remove:
            office.slogans.drop(chosen.remove)
        library = office.slogans.library()
    return Reply(list(library), {"slogans": library})


def picture(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper picture BOOK KIND FIELD``."""
    from dangjian_desktop.services.whole_files import write_whole

    with opened(chosen, opener) as office:
        if chosen.file is not None:
            office.pictures.put(chosen.kind, chosen.place, chosen.file)
        if chosen.remove:
            office.pictures.remove(chosen.kind, chosen.place)
        placed = office.pictures.look(chosen.kind, chosen.place)
        if chosen.out is not None:
            if placed is None:
                raise Rejected(finding("papers.no_picture", where=Where(field=chosen.place)))
            write_whole(chosen.out, placed.data)
    if placed is None:
        return Reply(["没有图片。"], {"picture": None})
    data = {"name": placed.name, "width": placed.width, "height": placed.height, "key": placed.key}
    return Reply([placed.words()], {"picture": data})


def mend(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper words BOOK KIND``."""
    from dangjian_desktop.domain.addressees import Addressee
    from dangjian_desktop.services.paper_sheets import read_words, without, written_words
    from dangjian_desktop.services.papers import PaperWish
    from dangjian_desktop.services.whole_files import write_whole

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting).id if chosen.meeting else ""
        to = Addressee(name=chosen.to, unit=chosen.unit) if chosen.to else None
        wish = PaperWish(
            kind=chosen.kind, meeting_id=meeting, group=chosen.group, to=to, alone=to is not None
        )
        if chosen.old is not None:
            return _old(office, wish, *chosen.old)
        desk, versions = office.versions.desk(wish), office.versions
        if chosen.thaw:
            desk = versions.thaw(wish).value
        if chosen.restore is not None:
            desk = versions.restore(wish, chosen.restore).value
        if chosen.take is not None:
            desk = versions.save(wish, read_words(chosen.take, desk.words, chosen.drop)).value
        elif chosen.drop:
            desk = versions.save(wish, without(desk.words, chosen.drop)).value
        if chosen.freeze:
            desk = versions.freeze(wish).value
    lines = written_words(desk.words).splitlines()
    if chosen.give is not None:
        write_whole(chosen.give, written_words(desk.words).encode())
        lines = [f"已写出：{chosen.give}"]
    lines += [f"第 {one.number} 版 {one.saved:%Y-%m-%d %H:%M}" + (" 定稿" if one.frozen_on else "")
              for one in desk.versions]  # fmt: skip
    data = {"words": desk.words, "differs": desk.differs, "clashes": desk.clashes, "versions": desk.versions}
    return Reply(lines, data | {"frozen_on": desk.frozen_on})


def _old(office: Office, wish: PaperWish, number: str, file: str) -> Reply:
    """Write a version that was frozen as it was."""
    if not number.isdecimal():
        raise Rejected(finding("papers.not_a_frozen_version", number=number))
    office.frozen.save(wish, int(number), Path(file))
    return Reply([f"已写出：{file}"], {"file": file})


def wording(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper wording BOOK KIND``."""
    from dangjian_desktop.services.papers import PaperWish

    with opened(chosen, opener) as office:
        wordings = office.wordings
        found = wordings.wording(chosen.kind)
        if chosen.back:
            found = wordings.back(chosen.kind).value
        if chosen.from_words:
            proposed = wordings.proposed(PaperWish(kind=chosen.kind))
            found = wordings.save(chosen.kind, {one.key: one.own for one in proposed.texts}).value
        if chosen.set:
            keys = {str(number): one.key for number, one in enumerate(found.texts, 1)}
            pairs = _values(chosen.set).items()
            texts = {keys.get(name, name): text.replace("／", "\n") for name, text in pairs}
            found = wordings.save(chosen.kind, texts).value
    since = f"，{found.since.isoformat()} 存的" if found.since else ""
    lines = [f"{found.name}：改过 {found.changed()} 处{since}"]
    if found.loose:
        lines.append("这些写法在本机的文件夹里，还不在数据文件里；存一次就收进来。")
    for number, one in enumerate(found.texts, 1):
        lines.append(f"{number}. {one.own}".replace("\n", "／"))
        lines += [f"   随附：{one.shipped}".replace("\n", "／")] if one.changed else []
    return Reply(
        lines,
        {"kind": found.kind, "since": found.since, "texts": found.texts, "in_folder": found.loose},
    )


def numbers(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper numbers BOOK``."""
    with opened(chosen, opener) as office:
        if chosen.take:
            office.numbers.take(chosen.take, chosen.title, note=chosen.note)
        if chosen.free:
            keys = [
                one.id for series in office.numbers.register() for one in series.taken
                if one.written == chosen.free
            ]  # fmt: skip
            if not keys:
                raise Rejected(finding("papers.number_gone"))
            office.numbers.free(keys[0], chosen.reason)
        register = office.numbers.register()
    lines: list[str] = []
    for series in register:
        gaps = "、".join(series.gap_words())
        skipped = f"，空号 {gaps}" if gaps else ""
        lines.append(f"{series.prefix}〔{series.year}〕下一个 {series.next_number}号{skipped}")
        lines += [f"  {one.written} {one.used_on} {one.title}" for one in series.taken]
    return Reply(lines or ["还没有登记发文字号。"], {"series": register})


def _fields(pairs: list[str], kind: PaperKind) -> dict[str, str]:
    """Read 栏目=内容; a field is named by its label or its code. In a title ／ begins a new line."""
    codes = {ask.label: ask.code for ask in kind.asks}
    found = {codes.get(name, name): value for name, value in _values(pairs).items()}
    return found | {code: found[code].replace("／", "\n") for code in ("title",) if code in found}


def _values(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Rejected(finding("general.bad_pair", text=pair))
        found[name.strip()] = value
    return found
