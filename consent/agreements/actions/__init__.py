"""Going through consent with a woman, and what she takes back: plain functions, each all or nothing.

What cannot be done is told by ``RefusedError``, in words for the worker who asked.
"""

from consent.agreements.actions.filling import BEGUN_ALREADY, Said, answer, begin, begin_anew, leave
from consent.agreements.actions.paper import record_paper
from consent.agreements.actions.people import add_not_to_be_told, may_be_told_again
from consent.agreements.actions.signing import sign, withdraw
from consent.agreements.actions.texts import (
    PUBLISHED,
    begin_forms,
    begin_version,
    change_version,
    publish,
    retire,
    turn_reputation,
    write_part,
)

__all__ = [
    "BEGUN_ALREADY",
    "PUBLISHED",
    "Said",
    "add_not_to_be_told",
    "answer",
    "begin",
    "begin_anew",
    "begin_forms",
    "begin_version",
    "change_version",
    "leave",
    "may_be_told_again",
    "publish",
    "record_paper",
    "retire",
    "sign",
    "turn_reputation",
    "withdraw",
    "write_part",
]
