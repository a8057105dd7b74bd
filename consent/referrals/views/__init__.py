"""What people open: a file for her referrals, for lists of them, and for the directory."""
