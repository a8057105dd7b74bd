"""Addresses of sessions, their registers and follow-ups, under /nights/."""

from django.urls import path

from casework.contacts.views import follow_ups, lines, lists, nights, register

app_name = "contacts"
urlpatterns = [
    path("", nights.nights, name="nights"),
    path("start/", nights.start, name="start"),
    path("lists/", lists.lists, name="lists"),
    path("lists/items/", lists.add_item, name="add_item"),
    path("lists/items/<uuid:thing_uid>/take-off/", lists.take_off_item, name="take_off_item"),
    path("lists/places/", lists.add_place, name="add_place"),
    path("lists/places/<uuid:thing_uid>/take-off/", lists.take_off_place, name="take_off_place"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<uuid:follow_up_uid>/", follow_ups.finish, name="finish"),
    path("<uuid:uid>/", nights.register, name="register"),
    path("<uuid:uid>/find/", register.find, name="find"),
    path("<uuid:uid>/put/", register.put, name="put"),
    path("<uuid:uid>/new/", register.new, name="new"),
    path("<uuid:uid>/unknown/", register.unknown, name="unknown"),
    path("<uuid:uid>/team/", nights.team, name="team"),
    path("<uuid:uid>/close/", nights.close, name="close"),
    path("<uuid:uid>/print/", nights.printed, name="print"),
    path("<uuid:uid>/lines/<uuid:line_uid>/", lines.line, name="line"),
    path("<uuid:uid>/lines/<uuid:line_uid>/give/", lines.give, name="give"),
    path("<uuid:uid>/lines/<uuid:line_uid>/number/", lines.number, name="number"),
    path("<uuid:uid>/lines/<uuid:line_uid>/worry/", lines.worry, name="worry"),
    path("<uuid:uid>/lines/<uuid:line_uid>/note/", lines.note, name="note"),
    path("<uuid:uid>/lines/<uuid:line_uid>/follow-up/", lines.follow_up, name="follow_up"),
    path("<uuid:uid>/lines/<uuid:line_uid>/mistake/", lines.mistake, name="mistake"),
    path("<uuid:uid>/lines/<uuid:line_uid>/put-back/", lines.put_back, name="put_back"),
    path("<uuid:uid>/lines/<uuid:line_uid>/who/", register.naming, name="naming"),
    path("<uuid:uid>/lines/<uuid:line_uid>/name/", register.name, name="name"),
]
