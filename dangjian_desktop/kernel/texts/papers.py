"""Sentences of the findings about papers."""

SENTENCES: dict[str, str] = {}
