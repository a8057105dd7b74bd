"""Pages of sessions, their registers and follow-ups."""
