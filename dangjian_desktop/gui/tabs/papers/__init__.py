"""公文海报: fields in the order of the page, the page itself, and what the check says of it."""
