"""Sentences of the findings about campaigns."""

SENTENCES: dict[str, str] = {
    "campaigns.no_task": "这项任务已不在数据文件里。请刷新后再试。",
    "campaigns.no_campaign": "这个活动已不在数据文件里。请在窗口顶部另选一个活动。",
    "campaigns.no_item": "任务里没有这一条。请刷新后再试。",
    "campaigns.unit_missing": "这项任务由每个社区分别完成，请先选定社区。",
    "campaigns.unit_not_asked": "这项任务由镇里统一完成，不按社区销号。",
    "campaigns.nothing_to_settle": "这项任务只有一个完成时间，不需要选定。",
    "campaigns.no_signer": "销号须写明签收人，请填写。",
    "campaigns.no_evidence": "销号须写明佐证（文件名、照片、编号等），请填写。",
    "campaigns.no_reason": "免办须写明理由，请填写。",
    "campaigns.future_day": "办结日期 {day} 还没有到，请核对日期。",
    "campaigns.task_empty": "任务没有写内容，请填写。",
    "campaigns.end_before_start": "结束日期 {end} 早于开始日期 {start}，请核对。",
}
