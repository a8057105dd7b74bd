"""The address of the blank form of an assessment, which is about nobody."""

from django.urls import path

from casework.assessments.views import reading

app_name = "assessments"
urlpatterns = [path("blank/", reading.blank, name="blank")]
