"""Words and sentences about how long personal data is kept, and about closing it."""

ALIAS = "候选人 {number:02d}"
SURVEY_TITLE = "候选人测评 {number:02d}"
LISTED_NAME = "测评对象 {number:02d}"
CLOSED_WORDS = "“{title}”的个人资料已关闭，内容已清除"
CLOSING_HEAD = "关闭个人资料："
CLOSING = (
    "{n} 名候选人改为代号",
    "{n} 条意见的文字清除",
    "{n} 次谈话的文字清除",
    "{n} 条送达记录的文字清除",
    "{n} 条异议的文字清除",
    "{n} 次个人测评去掉姓名",
    "{n} 名录入人的姓名清除",
    "{n} 处签名、责任人清除",
    "{n} 处文字里的姓名、号码隐去",
    "{n} 项公文填写的内容清除",
    "{n} 份写有姓名的公文删除",
    "{n} 名只因本次活动登记的人员删除",
)
"""What closing does, part by part, in the order of the plan's numbers."""

NOTHING_LEFT = "复查：姓名、签名、号码都已清除，没有留下"
STILL_LEFT = "复查：仍留有 {n} 处，请逐处查看"

SENTENCES: dict[str, str] = {
    "retention.no_reason": "请写明关闭的原因，会记入操作日志。",
    "retention.closed": "这次活动的个人资料已于 {day} 关闭，不能再改。",
    "retention.not_due": "个人资料保存到 {until}，过了这一天才能关闭。要提前，请先改保存到期日。",
    "retention.nothing": "“{title}”里没有要关闭的个人资料。",
    "retention.too_early": "保存到期日不能早于活动的最后一天 {end}，请改写。",
}
