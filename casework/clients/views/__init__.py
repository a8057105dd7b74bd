"""Pages about women: finding them, their files, and who may see those."""
