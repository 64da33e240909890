"""Sentences of the findings about the catalog of forms, and the words they use."""

LINE = "第 {line} 行"
KIND_NAMES: dict[str, str] = {
    "ballots": "测评表",
    "scoring": "评分表",
    "vetting": "审查表",
    "documents": "公文用语",
    "rosters": "名册表头",
    "timelines": "任务分解表",
}
TYPE_NAMES: dict[str, str] = {
    "text": "文字",
    "code": "小写字母开头的代码",
    "key": "一个 1 到 9 的数字，写在引号里",
    "colour": '颜色，如 "#1f4e79"',
    "integer": "0 或正整数",
    "number": '数，如 3、0.9、"90%"、"1/3"',
    "date": "日期，如 2012-03-20",
    "boolean": "true 或 false",
    "choice": "列出的代码之一",
    "choices": "列出的代码",
    "texts": "文字列表",
    "codes": "代码列表",
    "table": "一组键值",
    "tables": "若干组键值",
    "wording": "用语的键值",
}

SENTENCES: dict[str, str] = {
    "catalog.not_toml": "这份表不是完整的 TOML 文件，请检查这一行的引号、括号和等号。",
    "catalog.not_utf8": "这份表不是 UTF-8 编码，请用记事本另存为 UTF-8 后再试。",
    "catalog.too_large": "这份表超过 {limit} KB，不像一份表，没有读取；请检查是否放错了文件。",
    "catalog.unreadable": "这份表打不开，请检查文件权限或是否被占用。",
    "catalog.missing_key": "缺少这个键，应填{wanted}，请补上。",
    "catalog.unknown_key": "不认识这个键，这里可以写的有：{known}；请改正拼写或删去。",
    "catalog.wrong_type": "这个键的值不对，应填{wanted}，请改正。",
    "catalog.unknown_choice": "“{value}”不在可选的代码里（{choices}），请改正。",
    "catalog.too_few": "至少要有 {least} 项，现有 {count} 项，请补上。",
    "catalog.not_the_folder": "代码“{form}”和所在文件夹“{folder}”不一致，请改成一样。",
    "catalog.not_the_file": "版次“{edition}”和文件名“{file}”不一致，请改成一样。",
    "catalog.period_reversed": "适用期的起日 {start} 晚于止日 {end}，请改正。",
    "catalog.unknown_reference": "“{value}”在这份表里没有定义（{choices}），请改正或补上定义。",
    "catalog.duplicate": "“{value}”重复了，每个代码只能用一次，请改正。",
    "catalog.bands_gap": "等次分数段在 {at} 分处有空缺或重叠，请改成首尾相接。",
    "catalog.points_total": "各项指标满分合计 {total} 分，应为 {full} 分，请改正。",
    "catalog.out_of_range": "数值 {value} 不在 {low} 到 {high} 之间，请改正。",
    "catalog.interval_empty": "这个范围里没有数，请检查上下限。",
    "catalog.two_bounds": "“{one}”和“{other}”只能写一个（前者含本数，后者不含），请删去一个。",
    "catalog.no_rate_rule": "自动判断的条款要写明测评比率和范围，请补上。",
    "catalog.no_since": "按成立日期判断的条款要写明起算日期（since）或月数（months），请补上。",
    "catalog.no_form": "没有名为“{form}”的{kind}{edition}，请在表格目录中选择现有的表。",
    "catalog.no_valid_form": "{kind}“{form}”没有在 {day} 适用的版次，请选用现行的表或添加新版次。",
}
