"""Long work: what takes longer than a page may, done by a process of its own for whoever asked."""
