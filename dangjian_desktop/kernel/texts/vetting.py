"""Sentences of the findings about vetting."""

SENTENCES: dict[str, str] = {}
