"""The addresses of the plan, of its actions, of search, of the journal."""

from django.urls import path

from portulan.web.plan import views, views_codes, views_house

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/ligne/<uuid:action_id>/", views.plan_row, name="plan_row"),
    path("plan/reports/", views.drift, name="drift"),
    path("plan/exporter/<str:extension>", views.plan_export, name="plan_export"),
    path("plan/mon-document/", views_house.house, name="plan_house"),
    path("plan/mon-document/<str:how>", views_house.house_written, name="plan_house_written"),
    path("action/<uuid:action_id>/", views.action, name="action"),
    path("code/<str:code>/", views_codes.by_code, name="code"),
    path("chercher/", views.search, name="search"),
    path("journal/", views.journal, name="journal"),
]
