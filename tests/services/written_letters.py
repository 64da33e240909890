"""What a clerk types for each kind of letter: an invented township's small affairs."""

from __future__ import annotations

TEXT = {
    "receivers": "各村党组织",
    "body": "一、压实责任\n各村要抓紧抓实。",
    "title": "关于做好防火工作的通知",
}
UP = {"receivers": "县委组织部", "body": "尚缺8.6万元，恳请支持。", "title": "关于修缮经费的请示"}
LETTERS: dict[str, dict[str, str]] = {
    "official_notice": {**TEXT, "number": "栖委〔2012〕13号"},
    "request": {**UP, "signers": "单砺石、纪怀川", "remark": "联系人：宋嘉树", "seal": "盖章，画出位置"},
    "report": {**UP, "signers": "单砺石"},
    "reply": {**TEXT, "body": "一、同意合并支部，请做好选举工作。"},
    "decision": TEXT,
    "correspondence": {**TEXT, "copies_to": "县民政局"},
    "order": {
        "issuer": "栖梧镇人民政府",
        "number": "第3号",
        "body": "现予公布。",
        "post": "镇长",
        "signer": "纪怀川",
    },
    "minutes": {"title": "研究换届工作", "body": "议定如下事项。", "present": "单砺石、纪怀川"},
    "proclamation": {"issuer": "栖梧镇人民政府", "title": "关于政务公开日的公告", "body": "定于每月15日。"},
    "circular": {"issuer": "栖梧镇人民政府", "title": "关于封闭施工的通告", "body": "请绕行镇中路。"},
    "publicity": {
        "title": "关于拟表彰名单的公示",
        "body": "现将名单予以公示。",
        "attached": "【名单】\n青桥村党总支",
        "office": "镇组织人事办",
        "telephone": "0990-0000000",
        "start": "2012-04-20",
        "end": "2012-04-26",
    },
}
APPOINTED = {
    "appointees": "程暮山｜柏树下村党支部书记\n"
    "不在册的人｜女｜1980.3｜大专｜柳岸村妇联主席｜柳岸村村委会副主任",
    "office": "镇组织人事办",
    "telephone": "0990-0000000",
    "start": "2012-04-20",
    "end": "2012-04-26",
    "dated": "2012-04-20",
}
