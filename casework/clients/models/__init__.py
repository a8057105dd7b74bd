"""A woman's file: who she is, how to reach her safely, and who may see it."""

from casework.clients.models.access import Block, ClientShare, EmergencyAccess, EmergencyAttempt
from casework.clients.models.file import (
    AUDIENCES,
    Adjustment,
    Alert,
    Client,
    ClientName,
    ClientRow,
    Interpreter,
    SafeContact,
    Status,
    StatusChange,
    StatusWord,
)
from casework.clients.models.joining import JoinedRow, JoinedShare, Joining
from casework.clients.models.kept import OwnRecord, Restriction

__all__ = [
    "AUDIENCES",
    "Adjustment",
    "Alert",
    "Block",
    "Client",
    "ClientName",
    "ClientRow",
    "ClientShare",
    "EmergencyAccess",
    "EmergencyAttempt",
    "Interpreter",
    "JoinedRow",
    "JoinedShare",
    "Joining",
    "OwnRecord",
    "Restriction",
    "SafeContact",
    "Status",
    "StatusChange",
    "StatusWord",
]
