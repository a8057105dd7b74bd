"""Names of other services, which a plan speaks of and which tell whoever reads it what she goes there for.

Which there are is known to whoever keeps them: every agency here, and the directory, which is a room that casework does
not know. So that one says its own.
"""

from collections.abc import Callable, Iterable

from dussk.staff.models import Agency

#: Services, each by its name or names.
Source = Callable[[], Iterable[str]]
_sources: list[Source] = []

#: What a name goes without, as people say it.
_FIRST, _LAST = ("the ",), (" project", " service", " services", " centre", " trust", " team", " charity", " clinic")
#: Letters that are a word: where a name's first letters make one, they are not left out.
_WORDS = frozenset(
    ["all", "and", "any", "are", "ask", "can", "day", "for", "get", "her", "him", "his", "may", "she", "the"]
)
_INITIALS, _SHORTEST = 3, 4


def register_names(source: Source) -> None:
    """Add where names of services are known, from an app's ``ready()``."""
    if source not in _sources:
        _sources.append(source)


def services() -> tuple[str, ...]:
    """Every name by which another service may be spoken of: whole, short, without "the" and "project", its initials."""
    names = [name for both in Agency.objects.values_list("name", "short_name") for name in both]
    names += [name for source in _sources for name in source()]
    return tuple(dict.fromkeys(form for name in names for form in _forms(" ".join(name.split()))))


def _forms(name: str) -> Iterable[str]:
    if not name:
        return
    yield name
    bare = name.casefold()
    for first in _FIRST:
        bare = bare.removeprefix(first)
    for last in _LAST:
        bare = bare.removesuffix(last)
    if bare != name.casefold() and len(bare) >= _SHORTEST:
        yield bare
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) >= _INITIALS and initials.casefold() not in _WORDS:
        yield initials
