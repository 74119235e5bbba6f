"""The addresses inside a workspace, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("portulan.web.dashboard.urls")),
    path("", include("portulan.web.plan.urls")),
    path("", include("portulan.web.listing.urls")),
    path("", include("portulan.web.editing.urls")),
    path("", include("portulan.web.tracking.urls")),
    path("", include("portulan.web.advice.urls")),
    path("", include("portulan.web.timeline.urls")),
    path("recommandations/", include("portulan.web.recommendations.urls")),
    path("priorites/", include("portulan.web.priorities.urls")),
    path("", include("portulan.web.bodies.urls")),
    path("nouvelles/", include("portulan.web.inquiries.urls")),
    path("preuves/", include("portulan.web.proofs.urls")),
    path("reunions/", include("portulan.web.meetings.urls")),
    path("documents/", include("portulan.web.imports.urls")),
    path("rapports/", include("portulan.web.reports.urls")),
    path("revisions/brouillons/", include("portulan.web.drafts.urls")),
    path("revisions/", include("portulan.web.revisions.urls")),
    path("emporter/", include("portulan.web.archives.urls")),
    path("membres/", include("portulan.web.members.urls")),
    path("reglages/", include("portulan.web.settings.urls")),
    path("reglages/", include("portulan.web.layouts.urls")),
]
