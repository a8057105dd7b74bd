"""Commands of consent, run with ``manage.py``."""
