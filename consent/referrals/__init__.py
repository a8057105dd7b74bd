"""Referrals to other services and what became of them, and the agency's own directory of services."""
