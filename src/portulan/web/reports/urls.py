"""The addresses of what can be taken away."""

from django.urls import path

from portulan.web.reports import views, views_prepared

urlpatterns = [
    path("", views.reports, name="reports"),
    path("prepares/", views_prepared.prepared, name="reports_prepared"),
    path("prepares/<uuid:pk>/", views_prepared.file, name="report_prepared"),
    path("prepares/<uuid:pk>/encore/", views_prepared.again, name="report_again"),
    path("prepares/<uuid:pk>/retirer/", views_prepared.remove, name="report_remove"),
    path("<str:kind>/<str:format>/", views.report, name="report"),
    path("<str:kind>/<str:format>/preparer/", views.order, name="report_order"),
]
