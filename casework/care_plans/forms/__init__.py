"""What people type about care plans."""
