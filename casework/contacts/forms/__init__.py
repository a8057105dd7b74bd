"""What people type about nights and contacts."""

from casework.contacts.forms.follow_ups import FinishForm, FollowUpForm
from casework.contacts.forms.lists import ListForm
from casework.contacts.forms.nights import CloseForm, StartForm, TeamForm
from casework.contacts.forms.register import CalledForm, FindForm, NoteForm, NumberForm, UnknownForm

__all__ = [
    "CalledForm",
    "CloseForm",
    "FindForm",
    "FinishForm",
    "FollowUpForm",
    "ListForm",
    "NoteForm",
    "NumberForm",
    "StartForm",
    "TeamForm",
    "UnknownForm",
]
