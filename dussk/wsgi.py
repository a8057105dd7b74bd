"""What gunicorn serves. It refuses to start where the wall does not stand, as gunicorn runs no system checks."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dussk.settings")
if not os.environ.get("DATABASE_URL"):
    # Only script/server, script/test and manage.py start the embedded database; a served application never does.
    import environ

    from dussk.embedded import CLONE

    environ.Env.read_env(CLONE / ".env")
    if not os.environ.get("DATABASE_URL"):
        raise ImproperlyConfigured(
            "DATABASE_URL is not set: the address of the database, as the login dussk_app (docs/deploy.md)"
        )

application = get_wsgi_application()

from dussk.access.standing import stand_or_refuse  # noqa: E402
from dussk.staff.stamps import stamp_or_refuse  # noqa: E402

stand_or_refuse()
stamp_or_refuse()
