"""Whether two rows, or a row and a file, may be one woman."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clients.rules import Age
from casework.importing import same
from casework.importing.same import Index, Known

BORN = date(1990, 3, 27)
OTHER = date(1991, 3, 27)


def known(*names: str, key: str = "2", legal: str = "", born: date | None = None, age: Age | None = None) -> Known:
    return Known(key, frozenset(names), legal, born, age)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (known("ruby"), known("ruby"), True),
        (known("ruby"), known("kaz"), False),
        (known("ruby", "rubes"), known("rubes"), True),
        (known("maria", legal="maria popescu"), known("maria", legal="maria ionescu"), False),
        (known("maria", legal="maria popescu"), known("maria"), True),
        (known("ruby", age=Age(29, 39)), known("ruby", age=Age(36, 36)), True),
        (known("ruby", age=Age(29, 39)), known("ruby", age=Age(50, 60)), False),
        (known("ruby", born=BORN), known("ruby", born=OTHER), False),
        (known("ruby", born=BORN), known("ruby", born=BORN), True),
        (known("catherine", born=BORN), known("cathrine", born=BORN), True),
        (known("catherine jones", born=BORN), known("cathrine", born=BORN), True),
        (known("ruby", born=BORN), known("kaz", born=BORN), False),
        (known("ruby", born=BORN), known("ruby"), True),
    ],
)
def test_who_may_be_one(one: Known, other: Known, *, may: bool) -> None:
    assert same.may_be_one(one, other) is may
    assert same.may_be_one(other, one) is may


def test_twice_in_a_file_points_at_the_first() -> None:
    rows = [known("ruby", key="2"), known("kaz", key="3"), known("ruby", key="4"), known("ruby", key="5")]
    assert same.twice(rows) == {"4": "2", "5": "2"}


def test_of_many_alike_each_is_found_without_comparing_each_with_each() -> None:
    rows = [known("ruby", key=str(number)) for number in range(20_000)]
    assert len(same.twice(rows)) == 19_999


def test_an_index_gives_each_once() -> None:
    index = Index([known("ruby", "rubes", key="a", born=BORN), known("kaz", key="b")])
    assert [each.key for each in index.like(known("ruby", "rubes", born=BORN))] == ["a"]


NAMES = st.frozensets(st.sampled_from(["ruby", "rubes", "kaz", "cath", "kath"]), min_size=1)
WOMEN = st.builds(
    Known,
    key=st.just("x"),
    names=NAMES,
    legal=st.sampled_from(["", "ruby a", "kaz b"]),
    born=st.sampled_from([None, BORN, OTHER]),
    age=st.sampled_from([None, Age(20, 30), Age(35, 35)]),
)


@given(WOMEN, WOMEN)
def test_it_is_the_same_both_ways(one: Known, other: Known) -> None:
    assert same.may_be_one(one, other) is same.may_be_one(other, one)


@given(WOMEN)
def test_everybody_may_be_herself(one: Known) -> None:
    assert same.may_be_one(one, one)
