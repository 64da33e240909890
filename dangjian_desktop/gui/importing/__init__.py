"""The preview of an import: what a file would add, change and leave, before anything is written."""
