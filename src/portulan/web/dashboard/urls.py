"""The address of the dashboard: the root of a workspace."""

from django.urls import path

from portulan.web.dashboard import views

urlpatterns = [path("", views.dashboard, name="dashboard")]
