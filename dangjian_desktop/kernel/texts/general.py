"""Sentences of the findings about no feature in particular."""

SENTENCES: dict[str, str] = {
    "general.bad_pair": "“{text}”写得不对。请写成 栏目=内容，如 --set number=栖委〔2026〕12号。",
    "general.not_text": "标准输入不是能读的文字。请用 UTF-8 或 GBK 编码的文字。",
    "general.password_file_unreadable": "口令文件读不出来。请检查文件是否存在、是否为 UTF-8 文本。",
    "general.password_file_empty": "口令文件的第一行是空的。请把口令写在第一行。",
}
