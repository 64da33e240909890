"""Sentences of the findings about papers."""

SENTENCES: dict[str, str] = {
    "papers.unknown_kind": "没有“{kind}”这种公文。可以是：{known}。",
    "papers.unknown_format": "“{paper}”不能做成 {format}。可以是：{known}。",
    "papers.unknown_field": "“{paper}”没有“{field}”这一栏。可以填：{known}。",
    "papers.no_campaign": "还没有活动，公文无从生成。请先到“活动进度”导入活动通知。",
    "papers.no_meeting": "还没有测评会，公文无从生成。请先到“测评录入”新建测评会。",
    "papers.nothing_decided": "还没有党委决定的等次，不能公示。请先到“评分定级”记录党委决定。",
    "papers.period_backwards": "公示结束早于开始。请核对两个日期。",
    "papers.bad_date": "“{text}”不是日期。请写成 2026-03-05 的样子。",
    "papers.bad_year": "“{text}”不是年份。请写四位数字，如 2026。",
    "papers.bad_choice": "不能是“{text}”。可以是：{known}。",
    "papers.no_glyph": "“{text}”中的“{char}”（{code}）没有字体能印出来，公文没有生成。请安装含此字的字体，或改用通行写法后再生成。",
    "papers.no_font": "没有可用的{role}字体。请重新安装本软件，或在系统中安装{role}字体。",
    "papers.table_shape": "表格第 {row} 行的格数与表头对不上。请检查这一行的合并格和列数。",
    "papers.empty_list": "没有可以列入“{paper}”的内容。请先录入或导入数据，再生成。",
    "papers.blank": "“{paper}”缺少“{blank}”。请填写后再生成。",
    "papers.too_long": "“{text}”太长，在{size}的版面里排不下。请缩短文字或换用更大的纸张。",
    "papers.table_too_wide": "表格有 {columns} 列，按现有纸张每列放不下一个字。请改用横向纸张或减少列数。",
    "papers.row_too_high": "表格中“{text}”所在的行比一页还高。请把这一格的内容拆成几行。",
    "papers.no_xlsx": "“{paper}”不是表格，不能导出为 Excel。请改为导出 PDF 或 Word。",
    "papers.not_pdf": "这个文件不是完整的 PDF，无法预览。请重新生成。",
}
