"""党建台 — an offline desktop program for a township's 组织人事办."""

__version__ = "0.1.0"
