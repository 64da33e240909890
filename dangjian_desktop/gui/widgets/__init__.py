"""The parts tabs are built of: grids, panes, fields, cards, chips."""
