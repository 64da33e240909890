"""The one user file: opened, read, written, undone, migrated and backed up here."""
