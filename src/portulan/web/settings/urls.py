"""The addresses of this area, below `reglages/`."""

from django.urls import path

from portulan.web.settings import views

urlpatterns = [path("", views.settings, name="settings")]
