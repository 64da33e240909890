"""One folder per tab, and the base they share."""
