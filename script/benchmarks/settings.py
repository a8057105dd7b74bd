"""The application's settings as in service, with Django's admin beside it, for one figure to be compared with."""

from dussk.access.walls import leave_open
from dussk.settings import *  # noqa: F403
from dussk.settings import DATABASES, INSTALLED_APPS, env

INSTALLED_APPS = [*INSTALLED_APPS[:-1], "django.contrib.admin", INSTALLED_APPS[-1]]
leave_open("admin.LogEntry", "", "Only the bench has it, and writes nothing to it.")
ROOT_URLCONF = "benchmarks.urls"

# The other databases that the figures are taken on; ``visiting.on`` puts one of them in the default's place.
for _alias in ("large_owner", "small", "small_owner"):
    DATABASES[_alias] = DATABASES["default"] | env.db_url(f"BENCH_{_alias.upper()}_URL", default="postgres:///nowhere")
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
SILENCED_SYSTEM_CHECKS = [
    "admin.E402",
    "admin.E403",
    "admin.E404",
    "admin.E410",
]  # the admin's own pages are not served
