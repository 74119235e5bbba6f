"""The addresses of this area, below `nouvelles/`."""

from django.urls import path

from portulan.web.inquiries import views, views_links

urlpatterns = [
    path("", views.inquiries, name="inquiries"),
    path("demander/", views.ask, name="inquiry_ask"),
    path("<uuid:inquiry_id>/", views.inquiry_page, name="inquiry"),
    path("<uuid:inquiry_id>/relancer/", views_links.remind, name="inquiry_remind"),
    path("<uuid:inquiry_id>/retirer/", views_links.revoke_all, name="inquiry_revoke"),
    path("<uuid:inquiry_id>/<uuid:asked_id>/lien/", views_links.give, name="link_give"),
    path("<uuid:inquiry_id>/<uuid:asked_id>/retirer/", views_links.revoke, name="link_revoke"),
]
