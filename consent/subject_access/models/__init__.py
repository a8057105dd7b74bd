"""What she asked to see, what was gone through and taken out, the pack, and what came of it."""

from consent.subject_access.models.packs import Pack, SealedPack
from consent.subject_access.models.requests import (
    Appointment,
    Correction,
    HarmDecision,
    PackPart,
    PackRecord,
    Passage,
    RequestStep,
    SubjectAccessRequest,
    of_request,
)

__all__ = [
    "Appointment",
    "Correction",
    "HarmDecision",
    "Pack",
    "PackPart",
    "PackRecord",
    "Passage",
    "RequestStep",
    "SealedPack",
    "SubjectAccessRequest",
    "of_request",
]
