"""What the clerk sees: the window, its tabs, and the one runner behind every call."""

from dangjian_desktop.gui.steady import keep_none_alive

keep_none_alive()
