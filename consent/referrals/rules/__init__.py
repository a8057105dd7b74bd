"""Rules of referrals and of the directory, over plain values."""
