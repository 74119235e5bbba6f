"""The addresses of this area."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
