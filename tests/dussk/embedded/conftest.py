"""Clusters to look at and to break."""

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dussk.embedded.cluster import Cluster
from dussk.embedded.clusters import clone_cluster, throwaway_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One that is up, and that tests change nothing in."""
    with throwaway_cluster() as cluster:
        yield cluster


@contextlib.contextmanager
def _cluster_of(folder: Path) -> Iterator[Cluster]:
    cluster = clone_cluster(folder)
    yield cluster
    if cluster.server_pid():  # a failed test left it
        with cluster.use():
            pass
    shutil.rmtree(cluster.home)


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A clone's cluster, which nobody uses between the tests."""
    with _cluster_of(tmp_path_factory.mktemp("clone")) as cluster:
        yield cluster


@pytest.fixture
def new_clone(tmp_path: Path) -> Iterator[Cluster]:
    """The cluster of a new clone, without data yet."""
    with _cluster_of(tmp_path) as cluster:
        yield cluster


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An environment and signal handlers that the code under test may change."""
    before = dict(os.environ)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield monkeypatch
    for number, handler in handlers.items():
        signal.signal(number, handler)
    os.environ.clear()
    os.environ.update(before)
