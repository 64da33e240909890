"""Builds everything once, then steps aside: command line, composition, crash report."""
