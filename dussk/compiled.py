"""Queries that are put into words once for each process, and only run after that.

Making SQL of a queryset takes longer than PostgreSQL takes to answer it. For the few queries that every opening of a
page runs, the words are made at the first call and kept; the values, and the rows, are new each time.
"""

import copy
import datetime
import threading
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, cast, get_type_hints

from django.db import connections, models
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=models.Model)
P = ParamSpec("P")

#: What stands in for each value while the words are made; so unlike that nothing else in a query equals it.
_STAND_INS: dict[Any, Callable[[int], Any]] = {
    int: lambda place: 7_207_203_411_000 + place,
    str: lambda place: f"stands in {place}",
    datetime.date: lambda place: datetime.date(1801, 3, 1 + place),
    datetime.datetime: lambda place: datetime.datetime(1801, 3, 1 + place, tzinfo=datetime.UTC),
}


class Compiled(Generic[P, M]):
    """A function that makes a queryset of its arguments, as a function that gives its rows. See :func:`compiled`."""

    def __init__(self, make: Callable[P, "models.QuerySet[M]"]) -> None:
        self._make = make
        self._kept: tuple[Any, str, list[tuple[int | None, Any]]] | None = None
        self._making = threading.Lock()
        self.__doc__ = make.__doc__

    def __call__(self, *values: P.args, **_none: P.kwargs) -> list[M]:
        with self._making:
            compiler, words, places = self._kept = self._kept or self._compile()
        ours = copy.copy(compiler)
        ours.connection = connections[compiler.using]
        params = tuple(fixed if place is None else values[place] for place, fixed in places)
        ours.as_sql = lambda *_args, **_kwargs: (words, params)
        return list(ModelIterable(cast("Any", _Made(ours))))

    def _compile(self) -> tuple[Any, str, list[tuple[int | None, Any]]]:
        hints = [kind for name, kind in get_type_hints(self._make).items() if name != "return"]
        stand_ins = [_STAND_INS[kind](place) for place, kind in enumerate(hints)]
        rows = cast("Any", self._make)(*stand_ins)
        if rows._prefetch_related_lookups:  # noqa: SLF001 - has no other name
            raise TypeError("What is compiled is one query.")
        compiler = rows.query.get_compiler(using=rows.db)
        words, params = compiler.as_sql()
        places = [(stand_ins.index(value) if value in stand_ins else None, value) for value in params]
        if not set(range(len(stand_ins))) <= {place for place, _value in places}:
            raise TypeError("A value is not in the query as it was given, so another could not take its place.")
        return compiler, words, places


class _Made:
    """What Django's own iteration over rows needs of a queryset."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: Any) -> None:
        self.db = compiler.using
        self.query = self
        self._compiler = compiler

    def get_compiler(self, using: str) -> Any:
        return self._compiler


def compiled(make: Callable[P, "models.QuerySet[M]"]) -> Compiled[P, M]:
    """Decorator: give the rows of the queryset that a function makes, and make its SQL once.

    The function is called once, with values that stand for any. So it must do nothing with them but put each into the
    query as it is, must not decide anything by them, and must not read the clock: pass the moment in. Its arguments
    are positional, and each an int, a str, a date or a datetime.
    """
    return Compiled(make)
