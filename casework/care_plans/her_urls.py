"""Addresses of her care plan, under /clients/. They hold her reference, numbers of versions and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.care_plans.views import goals, plan, reviews, steps, versions

app_name = "her_plan"
_HERS = "<reference:reference>/plan/"
urlpatterns = [
    path(_HERS, plan.plan, name="plan"),
    path(f"{_HERS}begin/", plan.begin, name="begin"),
    path(f"{_HERS}all/", plan.earlier, name="earlier"),
    path(f"{_HERS}<uuid:uid>/", plan.one, name="one"),
    path(f"{_HERS}<uuid:uid>/words/", plan.words, name="words"),
    path(f"{_HERS}<uuid:uid>/crisis/", plan.crisis, name="crisis"),
    path(f"{_HERS}<uuid:uid>/review-date/", plan.review_date, name="review_date"),
    path(f"{_HERS}<uuid:uid>/end/", plan.end, name="end"),
    path(f"{_HERS}<uuid:uid>/put/", versions.put, name="put"),
    path(f"{_HERS}<uuid:uid>/reviews/", reviews.reviews, name="reviews"),
    path(f"{_HERS}<uuid:uid>/reviews/new/", reviews.new, name="review"),
    path(f"{_HERS}<uuid:uid>/goals/new/", goals.new, name="new_goal"),
    path(f"{_HERS}goals/<uuid:uid>/", goals.correct, name="goal"),
    path(f"{_HERS}goals/<uuid:uid>/end/", goals.end, name="end_goal"),
    path(f"{_HERS}goals/<uuid:uid>/again/", goals.reopen, name="reopen_goal"),
    path(f"{_HERS}goals/<uuid:uid>/steps/new/", steps.new, name="new_step"),
    path(f"{_HERS}steps/<uuid:uid>/", steps.correct, name="step"),
    path(f"{_HERS}steps/<uuid:uid>/done/", steps.done, name="done"),
    path(f"{_HERS}steps/<uuid:uid>/done-today/", steps.pressed, name="pressed"),
    path(f"{_HERS}steps/<uuid:uid>/drop/", steps.drop, name="drop"),
    path(f"{_HERS}steps/<uuid:uid>/again/", steps.reopen, name="reopen_step"),
    path(f"{_HERS}versions/", versions.versions, name="versions"),
    path(f"{_HERS}version/<int:number>/", versions.version, name="version"),
    path(f"{_HERS}versions/<uuid:uid>/agree/", versions.agree, name="agree"),
    path(f"{_HERS}versions/<uuid:uid>/otherwise/", versions.otherwise, name="otherwise"),
    path(f"{_HERS}versions/<uuid:uid>/take-back/", versions.take_back, name="take_back"),
    path(f"{_HERS}versions/<uuid:uid>/countersign/", versions.countersign, name="countersign"),
    path(f"{_HERS}reviews/<uuid:uid>/", reviews.correct, name="correct_review"),
]
