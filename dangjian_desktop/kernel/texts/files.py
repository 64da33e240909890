"""Sentences of the findings about files."""

SENTENCES: dict[str, str] = {}
