"""Who looked at a woman’s file and what is unusual about it, and the review of every emergency access."""
