"""Writing on women's files: plain functions, keyword-only, each all or nothing, each by somebody at work.

What cannot be done is told by :class:`RefusedError`, in words for the person who asked.
"""

from casework.clients.actions.access import block, declare_conflict, end_block, open_in_emergency
from casework.clients.actions.alerts import add_alert, end_alert
from casework.clients.actions.details import change_details, change_status, choose_keyworker
from casework.clients.actions.joining import join, undo
from casework.clients.actions.kept import (
    OwnWords,
    change_own_record,
    keep_own_record,
    lift_restriction,
    restrict,
    say_why_kept,
)
from casework.clients.actions.names import OldName, add_name, call_her, correct_name, give_up_name
from casework.clients.actions.reaching import end_safe_contact, save_safe_contact
from casework.clients.actions.starting import LikelySameError, start_file
from casework.clients.actions.status_words import begin_status_words, word_for
from casework.clients.actions.writing import RefusedError

__all__ = [
    "LikelySameError",
    "OldName",
    "OwnWords",
    "RefusedError",
    "add_alert",
    "add_name",
    "begin_status_words",
    "block",
    "call_her",
    "change_details",
    "change_own_record",
    "change_status",
    "choose_keyworker",
    "correct_name",
    "declare_conflict",
    "end_alert",
    "end_block",
    "end_safe_contact",
    "give_up_name",
    "join",
    "keep_own_record",
    "lift_restriction",
    "open_in_emergency",
    "restrict",
    "save_safe_contact",
    "say_why_kept",
    "start_file",
    "undo",
    "word_for",
]
