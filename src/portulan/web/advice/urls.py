"""The address of the advice on the plan."""

from django.urls import path

from portulan.web.advice import views

urlpatterns = [path("conseils/", views.advice, name="advice")]
