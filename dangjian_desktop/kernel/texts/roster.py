"""Sentences of the findings about roster."""

SENTENCES: dict[str, str] = {}
