"""A screen handed to her: one form of hers and nothing else, until the worker takes it back with her own factor."""
