"""What people fill in about a woman. Each form says in plain words what to mend."""

from casework.clients.forms.about_her import (
    AgeForm,
    CalledForm,
    DetailsForm,
    FindForm,
    GiveUpNameForm,
    NameCorrectionForm,
    NameForm,
    NewFileForm,
)
from casework.clients.forms.joining import JoinForm, UndoJoiningForm
from casework.clients.forms.kept import LiftForm, OwnRecordChangeForm, OwnRecordForm, WhyKeptForm
from casework.clients.forms.reaching import AlertForm, EndAlertForm, EndWayForm, SafeContactForm, WayChangeForm
from casework.clients.forms.working import (
    BlockForm,
    ConflictForm,
    EmergencyForm,
    EndBlockForm,
    KeyworkerForm,
    StatusForm,
)

__all__ = [
    "AgeForm",
    "AlertForm",
    "BlockForm",
    "CalledForm",
    "ConflictForm",
    "DetailsForm",
    "EmergencyForm",
    "EndAlertForm",
    "EndBlockForm",
    "EndWayForm",
    "FindForm",
    "GiveUpNameForm",
    "JoinForm",
    "KeyworkerForm",
    "LiftForm",
    "NameCorrectionForm",
    "NameForm",
    "NewFileForm",
    "OwnRecordChangeForm",
    "OwnRecordForm",
    "SafeContactForm",
    "StatusForm",
    "UndoJoiningForm",
    "WayChangeForm",
    "WhyKeptForm",
]
