"""Sentences of the findings about general."""

SENTENCES: dict[str, str] = {}
