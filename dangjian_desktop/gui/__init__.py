"""What the clerk sees: the window, its tabs, and the one runner behind every call."""
