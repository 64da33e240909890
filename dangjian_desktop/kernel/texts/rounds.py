"""Sentences of the findings about rounds of rating and 整改, and the words of both."""

ROUND_NAMES = ("首次定级", "回头看", "晋位升级")
MOVES: dict[str, str] = {
    "rose": "晋升",
    "fell": "下降",
    "same": "不变",
    "new": "新参评",
    "gone": "未参评",
    "open": "未定",
}
STATE_WORDS: dict[str, str] = {
    "idle": "未开始",
    "doing": "正在整改",
    "review": "待核",
    "done": "已完成",
    "waived": "免办",
}
SCORE_MOVED = "得分 {before} → {after}"
RATE_MOVED = "满意率 {before} → {after}"
NOTHING_MOVED = "得分、满意率没有变"
POINT_MOVED = "{indicator} {before} → {after}"

SENTENCES: dict[str, str] = {
    "rounds.no_name": "请写明新一轮的名称，如“回头看”。",
    "rounds.name_taken": "本活动已经有“{name}”这一轮，请换一个名称。",
    "rounds.nothing_rated": "这一轮还没有党组织得分或定级，没有可以封存的结果，请先评完再开始新一轮。",
    "rounds.undecided": "这一轮还有 {count} 个党组织没有党委决定，按建议等次封存。",
    "rounds.future_day": "封存日期 {day} 还没有到，请改正。",
    "rounds.before_it_began": "封存日期 {day} 早于这一轮开始的 {begun}，请改正。",
    "rounds.unknown": "没有第 {number} 轮，请从列出的轮次中选择。",
    "rounds.not_surveyed": "{count} 个党组织本轮没有重新测评，仍用以前的满意率：{names}。",
    "rectifying.no_matter": "请写明整改事项。",
    "rectifying.unknown": "没有找到这项整改，可能刚被撤销，请重新选择。",
    "rectifying.no_org": "没有找到这个党组织，可能刚被删除，请重新选择。",
    "rectifying.no_signer": "销号要写明签字人，请补写。",
    "rectifying.no_evidence": "销号要写明佐证，请补写。",
    "rectifying.no_waive_reason": "免办要写明原因，请补写。",
    "rectifying.future_day": "日期 {day} 还没有到，请核对。",
    "rectifying.all_taken": "扣分理由都已列为整改事项，没有新增。",
}
