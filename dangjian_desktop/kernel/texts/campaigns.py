"""Sentences of the findings about campaigns."""

SENTENCES: dict[str, str] = {}
