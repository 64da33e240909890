"""Breaking a title into lines: trapezium or diamond, never inside a word (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil

from dangjian_desktop.documents.kinsoku import CLOSERS, OPENERS, clusters

WORDS = frozenset(
    """
    关于 印发 转发 开展 召开 举行 组织 做好 加强 进一步 推进 深入 落实 贯彻 实施 建立 健全 完善 规范 调整
    成立 表彰 通报 公布 通知 公告 通告 公示 决定 意见 方案 办法 规定 报告 请示 批复 纪要 结果 名单 情况 汇总
    统计 工作 活动 会议 任务 分解 阶段 社区 居委会 村委会 村民 居民 党员 群众 干部 代表 书记 主任 委员
    委员会 领导 小组 领导小组 工作组 党组织 党支部 党总支 党委 基层 农村 机关 街道 乡镇 全镇 镇委 班子 队伍
    换届 选举 回头看 测评 民主 满意度 分类 定级 分类定级 评定 考核 考察 检查 验收 整顿 整改 提高 改进 作风
    后进 软弱 涣散 建设 党建 政治 思想 制度 机制 责任 承诺 服务 管理 监督 调研 摸底 宣传 发动 动员 部署 资格
    审查 联审 候选人 候选 提名 投票 计票 监票 登记 选民 差额 后备 人才 培训 学习 教育 主题 年度 季度 月份
    第一 第二 第三 成员 负责 联系 联络 联络员 驻点 挂点 结对 帮扶 单位 流动 发展 经济 社会 综合 治理 稳定
    和谐 文明 先进 优秀 五个好 创先 争优 若干 有关 事项 问题 措施 要求 时间 安排 计划 总结 材料 上报 报送
    填报 汇报 公开 公开信 分工 明细 一览 较差 状况 试点 实行 准备 满意 基本满意 不满意 不了解 满意率
    不满意率 有效 无效 弃权 上旬 中旬 下旬 月底 月初 日前 诫勉谈话 谈话 镇组织人事办 组织委员 分局 中心
    人力资源 公用事业 资产经营 事业 公司 医院 教育局 财政 交通 运输 环保 文化 广电 卫生 自来水 房地产 驻社区
    称职 两委 两委会 换届后 届满 届中 任期 述职 评议 民主评议 政府 办公室 组织部 市委 县委 区委 省委 中共
    人民 人民政府 中国 共产党
    """.split()
)
_LONGEST = max(map(len, WORDS))
_NEVER_FIRST = frozenset("的地得了着过等")


def cells(text: str) -> float:
    """Return the width of ``text`` in full characters: ASCII counts half."""
    return sum(0.5 if ord(char) < 0x100 else 1.0 for char in text)


@lru_cache(maxsize=512)
def break_title(text: str, most: float) -> tuple[str, ...]:
    """Break ``text`` into as few lines as fit ``most`` characters each, well shaped; a newline is kept."""
    if "\n" in text:
        return tuple(line for part in text.split("\n") for line in break_title(part, most))
    if cells(text) <= most:
        return (text,)
    places = _places(text)
    least = max(2, ceil(cells(text) / most))
    for count in range(least, least + 6):
        found = _best(text, places, count, most)
        if found:
            return found
    return _plain(text, most)


def _places(text: str) -> dict[int, float]:
    """Return where a line may end, with the cost of ending it there."""
    inside = _inside_words(text)
    starts = {start for start, _ in clusters(text)}
    depth, costs = 0, {}
    for index in range(1, len(text)):
        depth += (text[index - 1] in OPENERS) - (text[index - 1] in "”’）》〉」』】〕］｝")
        if index in inside or index not in starts:
            continue
        cost = 2.5 if depth else 0.0
        cost += 4.0 if text[index] in _NEVER_FIRST else 0.0
        cost += 0.0 if _known(text, index) or text[index] in OPENERS or text[index - 1] in CLOSERS else 2.0
        cost += 3.0 if text[:index].endswith(("关于", "和", "与", "及", "在", "对")) else 0.0
        cost += 0.5 if text[index - 1] == "的" else 0.0
        costs[index] = cost
    return costs


def _inside_words(text: str) -> set[int]:
    inside: set[int] = set()
    at = 0
    while at < len(text):
        length = next((n for n in range(_LONGEST, 1, -1) if text[at : at + n] in WORDS), 1)
        inside.update(range(at + 1, at + length))
        at += length
    return inside


def _known(text: str, index: int) -> bool:
    """Say whether a known word ends or begins at ``index``."""
    spans = range(2, _LONGEST + 1)
    before = any(text[max(0, index - n) : index] in WORDS for n in spans)
    return before or any(text[index : index + n] in WORDS for n in spans)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Lines laid so far: where they were cut, what that costs, whether they have begun to get shorter."""

    cuts: tuple[int, ...]
    cost: float
    length: float
    falling: bool = False


def _best(text: str, places: Mapping[int, float], count: int, most: float) -> tuple[str, ...]:
    """Return the best ``count`` lines, line by line over the places near an even division; () for none."""
    widths = list(accumulate((cells(char) for char in text), initial=0.0))
    laid = [_Laid((0,), 0.0, 0.0)]
    for number in range(1, count + 1):
        better: dict[tuple[int, int, bool], _Laid] = {}
        for end, price in _near(len(text), places, number, count):
            for before in laid:
                length = widths[end] - widths[before.cuts[-1]]
                if 0 < length <= most:
                    after = _longer(before, end, length, price, last=number == count)
                    key = (end, before.cuts[-1], after.falling)
                    if key not in better or after.cost < better[key].cost:
                        better[key] = after
        laid = list(better.values())
    if not laid:
        return ()
    cuts = min(laid, key=lambda each: each.cost).cuts
    return tuple(text[start:end] for start, end in pairwise(cuts))


def _near(size: int, places: Mapping[int, float], number: int, count: int) -> list[tuple[int, float]]:
    """Return the places within half a line of an even division: the others never win."""
    if number == count:
        return [(size, 0.0)]
    step = size / count
    reach = step * 0.45 + 1
    return [(at, price) for at, price in places.items() if abs(at - step * number) <= reach]


def _longer(before: _Laid, end: int, length: float, price: float, last: bool) -> _Laid:
    """Add a line: trapezium and diamond cost little, rectangle and hourglass much."""
    cost, falling = before.cost + price, before.falling
    if len(before.cuts) > 1:
        step = length - before.length
        cost += max(0.0, abs(step) - 3) * 0.6 + (1.0 if abs(step) < 1 else 0.0)
        cost += 4.0 if step > 0 and falling else 0.0
        falling = falling or step < 0
    cost += 3.0 if last and length < 4 else 0.0
    return _Laid((*before.cuts, end), cost, length, falling)


def _plain(text: str, most: float) -> tuple[str, ...]:
    lines = [""]
    for start, end in clusters(text):
        piece = text[start:end]
        if lines[-1] and cells(lines[-1] + piece) > most:
            lines.append("")
        lines[-1] += piece
    return tuple(lines)
