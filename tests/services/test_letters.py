"""Letters by kind over a real book: fields, what each cannot be without, joint issue, the record's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.domain.papers import LetterFormat, OfficialLetter, Paragraph
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.letter_kinds import (
    JOINT,
    LETTER_KINDS,
    NO_SEAL,
    PREPRINTED,
    RED_HEAD,
    SEAL_DRAWN,
)
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.papered_township import ISSUER, opened
from tests.services.written_letters import LETTERS


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


def wish(kind: str, **values: str) -> PaperWish:
    return PaperWish(kind=kind, values={**LETTERS[kind], **values})


def letter(office: Office, kind: str, **values: str) -> OfficialLetter:
    part = office.papers.draft(wish(kind, **values)).parts[0]
    assert isinstance(part, OfficialLetter)
    return part


@pytest.mark.parametrize("kind", [kind.code for kind in LETTER_KINDS])
def test_every_kind_of_letter_passes_its_check(office: Office, kind: str) -> None:
    laid = office.papers.lay_out(wish(kind))
    assert [(check.name, check.measured) for check in laid.checks if not check.passed] == []


def test_each_kind_has_its_format_its_head_and_its_last_words(office: Office) -> None:
    formats = {kind: letter(office, kind).format for kind in ("official_notice", "order", "minutes")}
    assert set(formats.values()) == {LetterFormat.FILE, LetterFormat.ORDER, LetterFormat.MINUTES}
    assert letter(office, "correspondence").format is LetterFormat.CORRESPONDENCE
    assert letter(office, "official_notice").mark == f"{ISSUER}文件"
    assert letter(office, "minutes").mark == f"{ISSUER}会议纪要"
    assert letter(office, "proclamation").title == "栖梧镇人民政府\n关于政务公开日的公告"
    assert letter(office, "proclamation").mark == ""
    assert letter(office, "request").blocks[-1] == Paragraph("妥否，请批示。")
    ended = letter(office, "request", body="恳请支持。\n以上请示，请予审批。")
    assert ended.blocks[-1] == Paragraph("以上请示，请予审批。")
    assert letter(office, "request").signers == ("单砺石", "纪怀川")


@pytest.mark.parametrize(
    ("kind", "missing", "label"),
    [
        ("official_notice", "receivers", "主送机关"),
        ("official_notice", "body", "正文"),
        ("request", "signers", "签发人"),
        ("order", "signer", "签发人"),
        ("order", "number", "令号"),
        ("minutes", "present", "出席"),
        ("publicity", "telephone", "受理电话"),
        ("circular", "title", "标题"),
    ],
)
def test_what_a_letter_cannot_be_without_is_asked_for_by_its_field(
    office: Office, kind: str, missing: str, label: str
) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish(kind, **{missing: ""}))
    assert [item.where.field for item in refused.value.findings] == [label]


@pytest.mark.parametrize("body", ["现将事项通知如下：", "现将事项通知如下：\n特此通知。", "特此通知。"])
def test_a_letter_whose_body_is_only_its_opening_and_closing_is_not_made(office: Office, body: str) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish("official_notice", body=body))
    assert [(item.code, item.where.field) for item in refused.value.findings] == [("papers.no_body", "正文")]
    made = letter(office, "official_notice", body=f"{body}\n一、压实责任\n各村要抓紧抓实。")
    assert Paragraph("各村要抓紧抓实。") in made.blocks


def test_a_public_notice_that_ends_before_it_starts_is_refused(office: Office) -> None:
    with pytest.raises(Rejected, match=r"papers\.period_backwards"):
        office.papers.draft(wish("publicity", start="2012-04-26", end="2012-04-20"))


def test_joint_issuers_share_the_head_and_sign_in_order(office: Office) -> None:
    joint = letter(office, "official_notice", joint="栖梧镇人民政府\n")
    assert joint.mark == joint.signature == f"{ISSUER}\n栖梧镇人民政府"
    assert joint.mark_word == "文件"


def test_a_preprinted_head_is_a_choice_and_choices_begin_with_the_usual_one(office: Office) -> None:
    fields = office.papers.fields("official_notice")
    assert (fields["head"], fields["seal"]) == (RED_HEAD, NO_SEAL)
    assert letter(office, "official_notice", head=PREPRINTED).preprinted
    with pytest.raises(Rejected, match=r"papers\.bad_choice"):
        office.papers.draft(wish("official_notice", head="蓝头"))


def test_fields_propose_what_the_record_knows_and_nothing_more(office: Office) -> None:
    fields = office.papers.fields("report")
    assert fields["title"] == "关于村、社区“两委”班子回头看活动开展情况的报告"
    assert "共列出3项任务" in fields["body"]
    assert (fields["issuer"], fields["number"], fields["receivers"]) == (ISSUER, "", "")
    assert office.papers.fields("order")["issuer"] == ""


def test_attachments_with_tables_have_their_own_pages(office: Office) -> None:
    made = letter(office, "official_notice", attached="登记表\n【安排】\n片区\t时间\n东片\t4月3日")
    assert made.listed == ("登记表", "安排")
    assert [one.label for one in made.attachments] == ["附件2"]


@pytest.mark.parametrize("seal", [NO_SEAL, SEAL_DRAWN])
@pytest.mark.parametrize("kind", [one.code for one in LETTER_KINDS if JOINT in one.asks])
def test_every_kind_issued_jointly_names_all_and_passes_its_check(
    office: Office, kind: str, seal: str
) -> None:
    laid = office.papers.lay_out(wish(kind, joint="栖梧镇妇女联合会\n栖梧镇总工会", seal=seal))
    assert [one for one in laid.checks if not one.passed] == []
    (part,) = laid.paper.parts
    assert isinstance(part, OfficialLetter)
    issuers = (LETTERS[kind].get("issuer", ISSUER), "栖梧镇妇女联合会", "栖梧镇总工会")
    assert part.signature == "\n".join(issuers)
    head = part.title if not part.mark else part.mark
    alone = kind in ("correspondence", "publicity")  # 10.1: the mark of the one who leads; a 公示 has none
    assert all(issuer in head for issuer in issuers) is not alone


def test_words_of_secrecy_and_urgency_that_no_letter_has_are_told_with_those_that_can_be(
    office: Office,
) -> None:
    told = office.papers.lay_out(wish("official_notice", secrecy="胡说", urgency="赶快"))
    assert [(item.where.field, item.fact("known")) for item in told.hints] == [
        ("密级", "绝密、机密、秘密"),
        ("紧急程度", "特急、加急"),
    ]
    right = office.papers.lay_out(wish("official_notice", secrecy="机密★1年", urgency="特急"))
    assert right.hints == ()
