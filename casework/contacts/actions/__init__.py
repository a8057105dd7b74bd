"""Writing sessions, registers and follow-ups: plain functions, each all or nothing, each by somebody at work."""

from casework.contacts.actions.contacts import (
    ToDo,
    correct_contact,
    correct_note,
    log_contact,
    not_her,
    set_topic,
)
from casework.contacts.actions.follow_ups import finish_follow_up, note_follow_up, pass_on, take_follow_up
from casework.contacts.actions.holding import hold_line
from casework.contacts.actions.lines import (
    change_count,
    mark_mistake,
    put_back,
    set_count,
    set_time,
    set_worry,
    write_note,
)
from casework.contacts.actions.lists import begin_lists, place_named
from casework.contacts.actions.moving import move_line
from casework.contacts.actions.register import name_her, put_on, put_unknown, start_file_and_put_on
from casework.contacts.actions.sessions import close_session, set_team, start_session

__all__ = [
    "ToDo",
    "begin_lists",
    "change_count",
    "close_session",
    "correct_contact",
    "correct_note",
    "finish_follow_up",
    "hold_line",
    "log_contact",
    "mark_mistake",
    "move_line",
    "name_her",
    "not_her",
    "note_follow_up",
    "pass_on",
    "place_named",
    "put_back",
    "put_on",
    "put_unknown",
    "set_count",
    "set_team",
    "set_time",
    "set_topic",
    "set_worry",
    "start_file_and_put_on",
    "start_session",
    "take_follow_up",
    "write_note",
]
