"""What people open about requests to see what is held."""
