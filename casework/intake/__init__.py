"""First offers of the programme, and screening: whether she may take part, in words that can be read to her."""
