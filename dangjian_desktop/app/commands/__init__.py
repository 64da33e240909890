"""The command line, one module per feature; every command calls the services the window calls."""
