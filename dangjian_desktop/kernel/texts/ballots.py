"""Sentences of the findings about ballots."""

SENTENCES: dict[str, str] = {}
