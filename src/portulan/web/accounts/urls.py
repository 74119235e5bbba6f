"""The addresses outside a workspace: signing in and out, the welcome, invitations."""

from django.urls import include, path

urlpatterns = [
    path("compte/", include("allauth.account.urls")),
]
