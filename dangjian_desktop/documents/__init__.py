"""Domain values → paper: layout on the GB/T 9704 grid, PDF, Word, Excel, and reading back."""
