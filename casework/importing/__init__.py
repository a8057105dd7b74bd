"""Bringing a caseload in from a file: looked at, checked, brought in as one batch, and taken back as one."""
