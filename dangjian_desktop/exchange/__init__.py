"""Files from and to others: tables and notices in, plans of what an import would change."""
