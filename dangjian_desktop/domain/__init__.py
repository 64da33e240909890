"""What is true in the office's work, however it is stored or shown."""
