"""Settings, read from the environment or a ``.env`` file.

A wrong or missing value stops the start and says what to set. ``docs/deploy.md`` lists every variable.
"""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from pghistory import ContextJSONField, ObjForeignKey

from dussk.access.asking import ACCESS_ROLE
from dussk.ui.colours import readable_on_white
from dussk.ui.forms import CRISPY_CLASS_CONVERTERS as _CLASS_CONVERTERS

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def _required(name: str, what: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {what}")
    return value


_SHORTEST_KEY = 50  # characters; it proves who is asking, signs sessions and encrypts second factors

# The demonstration: only script/server and manage.py in a clone, on embedded PostgreSQL, for this machine alone.
DEMONSTRATION = env.bool("DUSSK_DEMONSTRATION", default=False)
EMBEDDED = env.bool("DUSSK_EMBEDDED", default=False)
DEBUG = False

if EMBEDDED:
    SECRET_KEY = env.str(
        "SECRET_KEY", default="only for invented people: this key guards nothing but the embedded database"
    )
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
else:
    SECRET_KEY = _required("SECRET_KEY", "a long random text, kept secret and backed up (docs/deploy.md)")
    if len(SECRET_KEY) < _SHORTEST_KEY:
        raise ImproperlyConfigured(f"SECRET_KEY must have {_SHORTEST_KEY} characters or more, chosen at random")
    ALLOWED_HOSTS = [host for host in env.list("ALLOWED_HOSTS", default=[]) if host]
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set: the name people type to reach this service, such as casework.example.org"
        )
    if DEMONSTRATION:
        raise ImproperlyConfigured(
            "DUSSK_DEMONSTRATION is only for the embedded database: unset it, or unset DATABASE_URL"
        )

# Two logins (docs/access.md): the web process is ACCESS_ROLE; migrations and housekeeping are the owner.
RUN_AS = env.str("DUSSK_RUN_AS", default="app")
if RUN_AS == "owner":
    _required("DATABASE_OWNER_URL", "the address of the database as its owner, dussk_owner")
    _database = env.db_url("DATABASE_OWNER_URL")
elif RUN_AS == "app":
    _required(
        "DATABASE_URL",
        f"the address of the database as {ACCESS_ROLE}, such as postgres://{ACCESS_ROLE}:password@host/dussk",
    )
    _database = env.db_url("DATABASE_URL")
else:
    raise ImproperlyConfigured("DUSSK_RUN_AS must be app or owner")
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# The same database on a second connection, outside the request's transaction: counts of tries survive its rollback, and
# nobody waits for somebody else's password to be checked.
DATABASES["counts"] = DATABASES["default"] | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["dussk.staff.counting.CountsRouter"]
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",  # its widgets’ templates, which FORM_RENDERER looks for
    "crispy_forms",
    "crispy_forms_gds",
    "django_htmx",
    "csp",
    "dussk.ui",
    "dussk.audit",
    "dussk.staff",
    "dussk.today",
    "dussk.drafts",
    "django_tasks",
    "django_tasks_db",
    "dussk.jobs",
    "casework",
    "consent",
    "pathway",
    "dussk.access",  # last: its post_migrate raises the wall when every table is there
]

MIDDLEWARE = [
    "dussk.access.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "dussk.staff.middleware.DemonstrationMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dussk.handover.middleware.HandedOverMiddleware",  # before any that answers addresses of its own
    "allauth.account.middleware.AccountMiddleware",
    "dussk.staff.middleware.WorkerMiddleware",
    "casework.clients.views.opening.JoinedFileMiddleware",
    "dussk.access.middleware.WallMiddleware",  # the transaction that says who is asking
    "dussk.drafts.middleware.DraftsMiddleware",  # last: inside that transaction
]

ROOT_URLCONF = "dussk.urls"
WSGI_APPLICATION = "dussk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dussk.ui.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Who signs in, and how
AUTH_USER_MODEL = "staff.Staff"
AUTHENTICATION_BACKENDS = ["dussk.staff.backends.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "staff:sign_in"
LOGIN_REDIRECT_URL = "today:today"
ACCOUNT_ADAPTER = "dussk.staff.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Lock-out by account (key) and by address (ip), kept in PostgreSQL so that every worker process counts together.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "invitation": "20/15m/ip",
    "unlock": "5/12h/key",
    "reauthenticate": "10/15m/user",
}
# The library's own would write each address to a second list, whose every row could ask for a link to her account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people who have nothing to do with this service
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if EMBEDDED else "https"
MFA_ADAPTER = "dussk.staff.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator gives the address; allauth has no other way to know it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED
INVITATION_HOURS = 72
PASSWORD_RESET_TIMEOUT = 3600

# A locked screen after this long without a touch; the same session can be opened again until it is this old.
IDLE_SECONDS = env.int("IDLE_MINUTES", default=20) * 60
SESSION_SECONDS = env.int("SESSION_HOURS", default=12) * 3600
_MINUTE, _HOUR = 60, 3600
if not (_MINUTE <= IDLE_SECONDS <= _HOUR and IDLE_SECONDS < SESSION_SECONDS <= 24 * _HOUR):
    raise ImproperlyConfigured("IDLE_MINUTES must be 1 to 60, and SESSION_HOURS longer than that and at most 24")
SESSION_ENGINE = "dussk.staff.sessions"
SESSION_COOKIE_AGE = SESSION_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "dussk_session"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_USE_SESSIONS = False
CSRF_COOKIE_NAME = "dussk_csrf"
CSRF_FAILURE_VIEW = "dussk.faults.csrf_failure"
# Django throws away entries above MAX_ENTRIES (300 by default): whoever makes many would wipe out her counted tries.
CACHES = {
    "default": {
        "BACKEND": "dussk.staff.counting.JsonCache",
        "LOCATION": "staff_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# History
PGHISTORY_CONTEXT_FIELD = ContextJSONField()
PGHISTORY_OBJ_FIELD = ObjForeignKey(related_name="events", db_constraint=False)
PGHISTORY_BASE_MODEL = "dussk.audit.history.Event"

# How long a file may wait for her answer before a manager is asked
CONSENT_PROVISIONAL_DAYS = env.int("CONSENT_PROVISIONAL_DAYS", default=28)
if not 1 <= CONSENT_PROVISIONAL_DAYS <= 365:  # noqa: PLR2004 (a year)
    raise ImproperlyConfigured("CONSENT_PROVISIONAL_DAYS must be 1 to 365")

# Long work, done by manage.py run_jobs
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Whose bank holidays move the last day by law on which she is shown what is held
BANK_HOLIDAYS = env.str("BANK_HOLIDAYS", default="ENG")
if BANK_HOLIDAYS not in ("ENG", "NIR", "SCT", "WLS"):
    raise ImproperlyConfigured("BANK_HOLIDAYS must be ENG, NIR, SCT or WLS")

# The look of it
SERVICE_NAME = env.str("SERVICE_NAME", default="DUSSK casework")
PAPER_COLOUR = env.str("PAPER_COLOUR", default="#1d4f5c")
if not readable_on_white(PAPER_COLOUR):
    raise ImproperlyConfigured("PAPER_COLOUR must be a colour such as #1d4f5c, dark enough to be read on white paper")
CRISPY_ALLOWED_TEMPLATE_PACKS = ("gds",)
CRISPY_TEMPLATE_PACK = "gds"
CRISPY_FAIL_SILENTLY = False
CRISPY_GDS_FRONTEND_VERSION = "6.6.0"
CRISPY_CLASS_CONVERTERS = _CLASS_CONVERTERS
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_IMMUTABLE_FILE_TEST = r"/vendor/|\.[0-9a-f]{12}\."  # versions or digests stand in the names
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".local" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # what is uploaded lies in PostgreSQL alone
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["dussk.ui.uploads.InMemory"]  # nothing of hers lies in a folder for passing files

# The browser
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_SSL_REDIRECT = not EMBEDDED
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # whose X-Forwarded-For says where a sign-in came from
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if EMBEDDED else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = not EMBEDDED
CSRF_COOKIE_SECURE = not EMBEDDED
SESSION_COOKIE_SAMESITE = "Strict" if EMBEDDED else "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Mail: invitations and password resets only. It never names a client.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="casework@localhost")
if EMBEDDED or RUN_AS == "owner":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))

# Logs hold ids and routes only, never names, notes or statements.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "django.request": {
            "handlers": ["stderr"],
            "level": "CRITICAL",
            "propagate": False,
        },  # dussk.faults logs, without detail
    },
}
