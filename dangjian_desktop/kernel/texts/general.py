"""Sentences of the findings about no feature in particular."""

SENTENCES: dict[str, str] = {
    "general.cancelled": "已取消，没有写入任何数据。",
    "general.paste_refused": "这里的格子不能修改，粘贴的内容没有写入。请选可以修改的格子再粘贴。",
}
