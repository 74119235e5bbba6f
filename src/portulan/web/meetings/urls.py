"""The addresses of meetings, below `reunions/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
