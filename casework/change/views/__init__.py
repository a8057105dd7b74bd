"""Pages of her way, of her areas over time, and of what is to be reviewed."""
