"""Plans on paper: one, all of a keyworker's, or all that are due, as the file's edition or as hers."""
