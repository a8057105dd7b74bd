"""Releases: plain functions, each all or nothing. What cannot be done is told by ``RefusedError``, in words."""

from consent.disclosures.actions.deciding import Answer, decide, dismiss
from consent.disclosures.actions.ending import No, drop, record_refusal, refuse
from consent.disclosures.actions.preparing import Said, ask, change, check, held_to_change, put_forward, take_back
from consent.disclosures.actions.sending import release
from consent.disclosures.actions.writing import HER_OWN

__all__ = [
    "HER_OWN",
    "Answer",
    "No",
    "Said",
    "ask",
    "change",
    "check",
    "decide",
    "dismiss",
    "drop",
    "held_to_change",
    "put_forward",
    "record_refusal",
    "refuse",
    "release",
    "take_back",
]
