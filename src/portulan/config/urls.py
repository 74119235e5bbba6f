"""The addresses: one room per area."""

from django.urls import include, path

urlpatterns = [
    path("", include("portulan.web.accounts.urls")),
    path("r/", include("portulan.web.answering.urls")),
    path("calendrier/", include("portulan.web.calendars.urls")),
    path("e/<slug:slug>/", include("portulan.web.workspace_urls")),
]
