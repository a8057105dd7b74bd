"""One server for all tests that kill parts of it: it takes longer to bring up than most of them take."""

from collections.abc import Iterator

import pytest

from tests.faults.serving import Server, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started
