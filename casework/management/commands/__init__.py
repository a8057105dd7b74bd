"""Commands of casework, run with ``manage.py``."""
