"""Rules of change over time, over plain values."""
