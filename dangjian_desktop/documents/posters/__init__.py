"""海报 and 横幅: large sheets, one module a design."""
