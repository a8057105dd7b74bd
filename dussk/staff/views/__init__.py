"""What people open: a file for each thing they do."""
