"""Addresses of what this room has about one woman, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.contacts.views import contacts, follow_ups, timeline

app_name = "her"
urlpatterns = [
    path("<reference:reference>/timeline/", timeline.timeline, name="timeline"),
    path("<reference:reference>/contacts/new/", contacts.log, name="log"),
    path("<reference:reference>/contacts/tried/", contacts.tried, name="tried"),
    path("<reference:reference>/contacts/<uuid:uid>/", contacts.contact, name="contact"),
    path("<reference:reference>/contacts/<uuid:uid>/correct/", contacts.correct, name="correct"),
    path("<reference:reference>/contacts/<uuid:uid>/mistake/", contacts.mistake, name="mistake"),
    path("<reference:reference>/contacts/<uuid:uid>/put-back/", contacts.put_back, name="put_back"),
    path("<reference:reference>/contacts/<uuid:uid>/not-her/", contacts.not_her, name="not_her"),
    path("<reference:reference>/follow-ups/new/", follow_ups.note_follow_up, name="follow_up"),
]
