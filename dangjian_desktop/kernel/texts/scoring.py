"""Sentences of the findings about scoring."""

SENTENCES: dict[str, str] = {}
