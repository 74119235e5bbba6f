"""The addresses of this area, below `membres/`."""

from django.urls import path

from portulan.web.members import views

urlpatterns = [
    path("", views.members, name="members"),
    path("inviter/", views.invite, name="member_invite"),
    path("invitations/<uuid:invitation_id>/retirer/", views.withdraw, name="invitation_withdraw"),
    path("<uuid:member_id>/", views.member, name="member"),
    path("<uuid:member_id>/role/", views.change_role, name="member_role"),
    path("<uuid:member_id>/fin/", views.end, name="member_end"),
    path("<uuid:member_id>/sieges/", views.add_seat, name="seat_add"),
    path("<uuid:member_id>/sieges/<uuid:seat_id>/fin/", views.remove_seat, name="seat_end"),
]
