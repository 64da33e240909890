"""花名册: people, communities with their work groups, Party organisations."""
