"""Pages of the information sheet."""
