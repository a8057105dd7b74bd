"""What people open about care plans."""
