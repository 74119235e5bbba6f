"""The addresses of the timeline and of the load."""

from django.urls import path

from portulan.web.timeline import views

urlpatterns = [
    path("frise/", views.timeline, name="timeline"),
    path("charge/", views.load, name="load"),
]
