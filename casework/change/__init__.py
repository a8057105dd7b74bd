"""Change over time: where she stood in the cycle of change, turning points, ways out and back, drawn over years."""
