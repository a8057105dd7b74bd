"""Addresses of sessions, their registers and follow-ups, under /nights/."""

from django.urls import path

from casework.contacts.views import contacts, correcting, follow_ups, lines, nights, register, since, topics, unknown

app_name = "contacts"
urlpatterns = [
    path("", nights.nights, name="nights"),
    path("start/", nights.start, name="start"),
    path("blank/", nights.blank, name="blank"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/all/", follow_ups.everybodys, name="everybodys"),
    path("follow-ups/<uuid:follow_up_uid>/", follow_ups.finish, name="finish"),
    path("follow-ups/<uuid:follow_up_uid>/pass-on/", follow_ups.pass_on, name="pass_on"),
    path("unknown/", unknown.unknown_women, name="unknown_women"),
    path("unknown/new/", contacts.log_unknown, name="log_unknown"),
    path("unknown/<uuid:uid>/", contacts.unknown_contact, name="unknown_contact"),
    path("unknown/<uuid:uid>/correct/", contacts.correct, name="unknown_correct"),
    path("unknown/<uuid:uid>/mistake/", contacts.mistake, name="unknown_mistake"),
    path("unknown/<uuid:uid>/put-back/", contacts.put_back, name="unknown_put_back"),
    path("unknown/<uuid:uid>/who/", unknown.who, name="who"),
    path("unknown/<uuid:uid>/who/is/", unknown.who_is, name="who_is"),
    path("<uuid:uid>/", nights.register, name="register"),
    path("<uuid:uid>/since/", since.since, name="since"),
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
    path("<uuid:uid>/lines/<uuid:line_uid>/topic/", topics.topic, name="topic"),
    path("<uuid:uid>/lines/<uuid:line_uid>/follow-up/", lines.follow_up, name="follow_up"),
    path("<uuid:uid>/lines/<uuid:line_uid>/time/", correcting.time, name="time"),
    path("<uuid:uid>/lines/<uuid:line_uid>/move/", correcting.move, name="move"),
    path("<uuid:uid>/lines/<uuid:line_uid>/mistake/", lines.mistake, name="mistake"),
    path("<uuid:uid>/lines/<uuid:line_uid>/put-back/", lines.put_back, name="put_back"),
    path("<uuid:uid>/lines/<uuid:line_uid>/who/", register.naming, name="naming"),
    path("<uuid:uid>/lines/<uuid:line_uid>/name/", register.name, name="name"),
]
