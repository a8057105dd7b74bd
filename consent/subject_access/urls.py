"""Addresses of requests to see what is held, under /subject-access/. They hold random ids and nothing of hers."""

from django.urls import path

from consent.subject_access.views import giving, preparing, requests

app_name = "access"
urlpatterns = [
    path("", requests.everybodys, name="list"),
    path("packs/<uuid:sealed_uid>/", giving.download, name="download"),
    path("<uuid:uid>/", requests.one, name="request"),
    path("<uuid:uid>/change/", requests.change, name="change"),
    path("<uuid:uid>/step/<slug:step>/", requests.take_step, name="step"),
    path("<uuid:uid>/parts/<slug:category>/", preparing.part, name="part"),
    path("<uuid:uid>/parts/<slug:category>/gather/", preparing.gather, name="gather"),
    path("<uuid:uid>/parts/<slug:category>/check/", preparing.check, name="check"),
    path("<uuid:uid>/parts/<slug:category>/harm/", preparing.harm, name="harm"),
    path("<uuid:uid>/parts/<slug:category>/release/", preparing.release, name="release"),
    path("<uuid:uid>/parts/<slug:category>/take-back/", preparing.take_back, name="take_back"),
    path("<uuid:uid>/records/<uuid:record_uid>/", preparing.record, name="record"),
    path("<uuid:uid>/records/<uuid:record_uid>/through/", preparing.through, name="through"),
    path("<uuid:uid>/records/<uuid:record_uid>/withhold/", preparing.withhold, name="withhold"),
    path("<uuid:uid>/records/<uuid:record_uid>/give/", preparing.give_again, name="give_again"),
    path("<uuid:uid>/passages/<uuid:passage_uid>/", preparing.put_back, name="put_back"),
    path("<uuid:uid>/read/<slug:volume>/", giving.read, name="read"),
    path("<uuid:uid>/read/<slug:volume>/print/", giving.printed, name="print"),
    path("<uuid:uid>/pack/<slug:volume>/", giving.pack, name="pack"),
    path("<uuid:uid>/pack/<slug:volume>/seal/", giving.seal, name="seal"),
    path("<uuid:uid>/appointment/", giving.appointment, name="appointment"),
    path("<uuid:uid>/held/", giving.held, name="held"),
    path("<uuid:uid>/wrong/", giving.wrong, name="wrong"),
    path("<uuid:uid>/wrong/<uuid:correction_uid>/", giving.settle, name="settle"),
]
