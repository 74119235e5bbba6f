"""The address of a calendar, below `calendrier/`: of no workspace, so that it says nothing but its token."""

from django.urls import path

from portulan.web.calendars import views

urlpatterns = [path("<str:token>.ics", views.feed, name="calendar_feed")]
