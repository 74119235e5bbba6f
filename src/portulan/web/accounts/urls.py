"""The addresses outside a workspace: signing in and out, the welcome, the account, invitations."""

from django.urls import path, re_path

from portulan.web.accounts import entrance, views
from portulan.web.archives import bringing
from portulan.web.members import joining

urlpatterns = [
    path("", views.home, name="home"),
    path("bienvenue/", views.welcome, name="welcome"),
    path("espaces/nouveau/", views.new_workspace, name="workspace_new"),
    path("espaces/reprendre/", bringing.bring_in, name="workspace_bring_in"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("entrer/<str:token>/", views.enter, name="sign_in_link"),
    path("langue/", views.set_language, name="set_language"),
    path("compte/", views.account, name="account"),
    path("compte/adresse/", views.change_address, name="account_change_address"),
    path("compte/adresse/<str:token>/", views.confirm_address, name="account_address"),
    path("compte/connexion/", entrance.sign_in, name="account_login"),
    path("compte/connexion/code/", entrance.request_code, name="account_request_login_code"),
    path("compte/connexion/code/saisir/", entrance.confirm_code, name="account_confirm_login_code"),
    path("compte/sortir/", entrance.sign_out, name="account_logout"),
    path("compte/desactive/", entrance.inactive, name="account_inactive"),
    path("compte/inscription/", views.no_sign_up, name="account_signup"),
    path("compte/mot-de-passe/", entrance.change_password, name="account_change_password"),
    path("compte/mot-de-passe/choisir/", entrance.set_password, name="account_set_password"),
    path("compte/mot-de-passe/oublie/", entrance.reset_password, name="account_reset_password"),
    path("compte/mot-de-passe/oublie/envoye/", entrance.reset_sent, name="account_reset_password_done"),
    re_path(
        r"^compte/mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("compte/mot-de-passe/change/", entrance.reset_done, name="account_reset_password_from_key_done"),
]
