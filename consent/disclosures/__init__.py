"""Releases to somebody outside: asked for, approved, sent or refused, and stopped by her list of people."""
