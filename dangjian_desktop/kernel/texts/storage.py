"""Sentences of the findings about storage."""

SENTENCES: dict[str, str] = {}
