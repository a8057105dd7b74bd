"""Pages of offers, screenings, the recruitment flow, and what is asked."""
