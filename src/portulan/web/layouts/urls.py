"""The addresses of this area, below `reglages/`."""

from django.urls import path

from portulan.web.layouts import views, views_logos, views_showing

urlpatterns = [
    path("modeles/", views.templates, name="word_templates"),
    path("modeles/balises/", views_showing.tags, name="template_tags"),
    path("modeles/depart/<str:kind>/", views_showing.starter, name="template_starter"),
    path("modeles/<uuid:template_id>/", views.template, name="word_template"),
    path("modeles/<uuid:template_id>/remplacer/", views.replace, name="template_replace"),
    path("modeles/<uuid:template_id>/retirer/", views.remove, name="template_remove"),
    path("modeles/<uuid:template_id>/apercu/<str:format>/", views_showing.preview, name="template_preview"),
    path("modeles/<uuid:template_id>/versions/<int:number>/", views_showing.version, name="template_version"),
    path("logos/", views_logos.logos, name="logos"),
    path("logos/<int:rank>/", views_logos.put, name="logo_put"),
    path("logos/<int:rank>/retirer/", views_logos.remove, name="logo_remove"),
    path("logos/<int:rank>/image/", views_logos.image, name="logo_image"),
]
