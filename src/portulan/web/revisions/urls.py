"""The addresses of this area, below `revisions/`."""

from django.urls import path

from portulan.web.revisions import views, views_adopting

urlpatterns = [
    path("", views.revisions, name="revisions"),
    path("adopter/", views_adopting.adopt, name="revision_adopt"),
    path("comparer/", views.comparison, name="revisions_compared"),
    path("comparer.json", views.comparison_json, name="revisions_compared_json"),
    path("comparer/registre.<str:format>", views.register, name="revisions_register"),
    path("comparer/word/", views.tracked, name="revisions_tracked"),
    path("<uuid:revision_id>/", views.revision, name="revision"),
]
