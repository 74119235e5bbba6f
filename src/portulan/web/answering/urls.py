"""The address of a personal link, below `r/`: of no workspace, so that it says nothing but its token."""

from django.urls import path

from portulan.web.answering import views

urlpatterns = [path("<str:token>/", views.answer, name="answer")]
