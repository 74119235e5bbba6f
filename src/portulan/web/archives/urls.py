"""The address where the whole workspace is taken away."""

from django.urls import path

from portulan.web.archives import views

urlpatterns = [path("", views.take_out, name="take_out")]
