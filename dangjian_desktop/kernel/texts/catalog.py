"""Sentences of the findings about catalog."""

SENTENCES: dict[str, str] = {}
