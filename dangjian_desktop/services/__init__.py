"""One method = one thing a clerk can do; the authority on what is acceptable."""
