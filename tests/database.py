"""A pytest plugin: one new, forgetful PostgreSQL for the whole run.

``DUSSK_TEST_DATABASE=1`` says that ``DATABASE_URL`` and ``DATABASE_OWNER_URL`` name a server that tests may use as they
like. Without it they are not looked at, so no test ever writes to a database that ``.env`` names. Set it to try another
version of PostgreSQL; ``script/test`` sets it around all its checks, and this plugin for xdist's workers.
"""

import contextlib
import os

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Have the server up before Django's settings are read, until the run is over."""
    if os.environ.get("DUSSK_TEST_DATABASE"):
        return
    # Not at the top: script/test has brought a server up already, and measures the coverage of this too.
    from dussk.embedded.clusters import throwaway_cluster  # noqa: PLC0415

    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    stack.enter_context(throwaway_cluster()).enter_environment()
    os.environ["DUSSK_TEST_DATABASE"] = "1"
