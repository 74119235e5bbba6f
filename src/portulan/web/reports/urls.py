"""The addresses of what can be taken away."""

from django.urls import path

from portulan.web.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("dossier.zip", views.dossier, name="report_dossier"),
    path("<str:kind>/<str:format>/", views.report, name="report"),
]
