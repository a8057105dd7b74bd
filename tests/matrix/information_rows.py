"""Rows of the information sheet: one way to make each."""

import itertools
from datetime import date

from casework.clients.models import Client
from casework.information.models import (
    Child,
    ImportantDate,
    InformationSheet,
    KeptFact,
    OtherAgency,
    SignificantOther,
)
from dussk.access.asking import Worker
from tests.matrix.base import base

_different = itertools.count()


def a_sheet(by: Worker, client: Client) -> InformationSheet:
    """With something on it that another sheet may say otherwise."""
    return InformationSheet.objects.create(**base(by, client), address="12 Ferry Lane", gp_name="Dr Amin")


def a_child(by: Worker, client: Client) -> Child:
    return Child.objects.create(**base(by, client), name=f"Kayden {next(_different)}", born=date(2015, 5, 3))


def a_person(by: Worker, client: Client) -> SignificantOther:
    name = f"Linda {next(_different)}"
    return SignificantOther.objects.create(**base(by, client), kind="other", name=name, relationship="Mum")


def an_agency(by: Worker, client: Client) -> OtherAgency:
    return OtherAgency.objects.create(**base(by, client), name=f"Probation {next(_different)}")


def a_fact(by: Worker, client: Client) -> KeptFact:
    return KeptFact.objects.create(**base(by, client), topic="debts", words=f"Debt {next(_different)}")


def a_date(by: Worker, client: Client) -> ImportantDate:
    """Far away: on nobody's Today."""
    return ImportantDate.objects.create(**base(by, client), kind="court", on=date(2036, 1, 1))
