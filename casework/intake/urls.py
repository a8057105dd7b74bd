"""Addresses of the programme: its flow, women nobody knew, and what is asked, under /intake/."""

from django.urls import path

from casework.intake.views import criteria, flow, offers, screenings, unknown

app_name = "intake"
urlpatterns = [
    path("", flow.flow, name="flow"),
    path("women/", flow.women, name="women"),
    path("ask-again/", flow.ask_again, name="ask_again"),
    path("unknown/", unknown.unknown_women, name="unknown_women"),
    path("unknown/new/", offers.new_unknown, name="new_unknown"),
    path("unknown/<uuid:uid>/", offers.unknown_offer, name="unknown_offer"),
    path("unknown/<uuid:uid>/correct/", offers.correct, name="unknown_correct"),
    path("unknown/<uuid:uid>/mistake/", offers.mistake, name="unknown_mistake"),
    path("unknown/<uuid:uid>/put-back/", offers.put_back, name="unknown_put_back"),
    path("unknown/<uuid:uid>/screen/", screenings.screen, name="unknown_screen"),
    path("unknown/<uuid:uid>/decide/", screenings.decide, name="unknown_decide"),
    path("unknown/<uuid:uid>/who/", unknown.who, name="who"),
    path("unknown/<uuid:uid>/who/is/", unknown.who_is, name="who_is"),
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/draft/", criteria.draft, name="draft"),
    path("criteria/<uuid:set_uid>/", criteria.criteria_set, name="criteria_set"),
    path("criteria/<uuid:set_uid>/add/", criteria.add_criterion, name="add_criterion"),
    path("criteria/<uuid:set_uid>/publish/", criteria.publish, name="publish"),
    path("criteria/<uuid:set_uid>/<uuid:uid>/", criteria.criterion, name="criterion"),
    path("criteria/<uuid:set_uid>/<uuid:uid>/leave-out/", criteria.leave_out, name="leave_out"),
]
