"""首页: what is due, how far each part is, what waits, how safe the data is."""
