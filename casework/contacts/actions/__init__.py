"""Writing sessions, registers and follow-ups: plain functions, each all or nothing, each by somebody at work."""

from casework.contacts.actions.follow_ups import finish_follow_up, take_follow_up
from casework.contacts.actions.lines import change_count, mark_mistake, put_back, set_count, set_worry, write_note
from casework.contacts.actions.lists import add_item, add_place, begin_lists, take_off
from casework.contacts.actions.register import name_her, put_on, put_unknown, start_file_and_put_on
from casework.contacts.actions.sessions import close_session, set_team, start_session

__all__ = [
    "add_item",
    "add_place",
    "begin_lists",
    "change_count",
    "close_session",
    "finish_follow_up",
    "mark_mistake",
    "name_her",
    "put_back",
    "put_on",
    "put_unknown",
    "set_count",
    "set_team",
    "set_worry",
    "start_file_and_put_on",
    "start_session",
    "take_follow_up",
    "take_off",
    "write_note",
]
