"""Facts → Paper: one module per paper; plain values in, the format-neutral tree out, nothing else touched."""
