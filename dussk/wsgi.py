"""What gunicorn serves. It refuses to start where the wall does not stand, as gunicorn runs no system checks."""

import os

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from dussk.embedded import CLONE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dussk.settings")
# Only script/server, script/test and manage.py start the embedded database; a served application never does.
environ.Env.read_env(CLONE / ".env")
if not os.environ.get("DATABASE_URL"):
    raise ImproperlyConfigured(
        "DATABASE_URL is not set: the address of the database, as the login dussk_app (docs/deploy.md)"
    )

_django = get_wsgi_application()

from dussk.serving import Guarded  # noqa: E402  its models can be imported only now

application = Guarded(_django)
application.check()
