"""Care plans: what she wants, goals and steps towards it, who does what by when, and what was agreed with her."""
