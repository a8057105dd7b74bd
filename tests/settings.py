"""Settings of the tests: they sign in as the owner, so that a test database can be made and factories write freely.

Every request drops to the application's role first (``tests/middleware.py``), so the wall stands as in service.
"""

import os

os.environ["DUSSK_RUN_AS"] = "owner"
os.environ.setdefault("DUSSK_EMBEDDED", "1")
os.environ.setdefault("DATABASE_OWNER_URL", "postgres://dussk_owner@:5432//nowhere/dussk")  # checks without a database

from dussk.settings import *  # noqa: F403
from dussk.settings import DATABASES, MIDDLEWARE

DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
MIDDLEWARE.insert(0, "tests.middleware.AsApplication")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tries are counted in memory, so that tests do not count each other's; dussk/staff/test_counting.py uses the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
