"""What people type about nights and contacts."""

from casework.contacts.forms.contacts import (
    ClosedNoteForm,
    ContactForm,
    CorrectionForm,
    NotHerForm,
    UnknownContactForm,
)
from casework.contacts.forms.follow_ups import FinishForm, FollowUpForm, PassOnForm
from casework.contacts.forms.nights import BlankForm, CloseForm, StartForm, TeamForm
from casework.contacts.forms.register import (
    CalledForm,
    CameAtForm,
    FindForm,
    MoveForm,
    NoteForm,
    NumberForm,
    UnknownForm,
)
from casework.contacts.forms.timeline import PeriodForm, TimelineForm

__all__ = [
    "BlankForm",
    "CalledForm",
    "CameAtForm",
    "CloseForm",
    "ClosedNoteForm",
    "ContactForm",
    "CorrectionForm",
    "FindForm",
    "FinishForm",
    "FollowUpForm",
    "MoveForm",
    "NotHerForm",
    "NoteForm",
    "NumberForm",
    "PassOnForm",
    "PeriodForm",
    "StartForm",
    "TeamForm",
    "TimelineForm",
    "UnknownContactForm",
    "UnknownForm",
]
