"""Sentences of the findings about no feature in particular."""

SENTENCES: dict[str, str] = {
    "general.cancelled": "已取消，做了一半的没有留下。",
    "general.paste_refused": "这里的格子不能修改，粘贴的内容没有写入。请选可以修改的格子再粘贴。",
    "general.paste_in_part": "已粘贴；“{columns}”不能在这张表里改，这几格没有写入。请用相应的命令改。",
    "general.broken": "程序遇到了没有预料到的问题，已保存的数据没有丢失。请把日志文件夹（{folder}）交给技术人员。",
    "general.mistyped": "命令写得不对：{problem}。请按这个写法：{usage}。",
    "general.bad_pair": "“{text}”写得不对。请写成 栏目=内容，如 --set 发文字号=栖委〔2026〕12号。",
    "general.not_text": "标准输入不是能读的文字。请用 UTF-8 或 GBK 编码的文字。",
    "general.password_file_unreadable": "密码文件读不出来。请检查文件是否存在、是否为 UTF-8 文本。",
    "general.password_file_empty": "密码文件的第一行是空的。请把密码写在第一行。",
}
