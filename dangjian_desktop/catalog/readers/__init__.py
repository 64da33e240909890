"""From checked tables to values of the domain, one module per kind of form."""
