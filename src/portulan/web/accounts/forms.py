"""The forms outside a workspace. Those of allauth get our words; the rest is ours."""

import uuid
from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.plandoc.academic_year import Boundary
from portulan.workspaces.models import User

EMAIL = gettext_lazy("Adresse e-mail")
PASSWORD = gettext_lazy("Mot de passe")
NEW_PASSWORD = gettext_lazy("Nouveau mot de passe")
AGAIN = gettext_lazy("Le même, une seconde fois")
PASSWORD_HELP = gettext_lazy("Dix caractères au moins. Une phrase courte convient très bien.")
MONTHS = [
    (number, name)
    for number, name in enumerate(
        (
            gettext_lazy("janvier"),
            gettext_lazy("février"),
            gettext_lazy("mars"),
            gettext_lazy("avril"),
            gettext_lazy("mai"),
            gettext_lazy("juin"),
            gettext_lazy("juillet"),
            gettext_lazy("août"),
            gettext_lazy("septembre"),
            gettext_lazy("octobre"),
            gettext_lazy("novembre"),
            gettext_lazy("décembre"),
        ),
        1,
    )
]


def _say(form: forms.Form, labels: dict[str, Any], helps: dict[str, Any] | None = None) -> None:
    """Our labels, no placeholder, and no help but ours."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = (helps or {}).get(name, "")
        field.widget.attrs.pop("placeholder", None)


class SignIn(allauth_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"login": EMAIL, "password": PASSWORD})


class RequestCode(allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"email": EMAIL})


class ConfirmCode(allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"code": gettext_lazy("Code reçu")})


class ResetPassword(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"email": EMAIL})


class NewPassword(allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"password1": NEW_PASSWORD, "password2": AGAIN}, {"password1": PASSWORD_HELP})


class ChangePassword(allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": gettext_lazy("Mot de passe actuel"), "password1": NEW_PASSWORD}
        _say(self, {**labels, "password2": AGAIN}, {"password1": PASSWORD_HELP})


class SetPassword(allauth_forms.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"password1": NEW_PASSWORD, "password2": AGAIN}, {"password1": PASSWORD_HELP})


class Profile(forms.Form):
    """What people may change of their account by themselves."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=200,
        help_text=gettext_lazy("Tel que le journal et les membres le verront."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue des pages"), choices=settings.LANGUAGES)


class NewAddress(forms.Form):
    """Another address to sign in with, and the password of the account, for who has one."""

    email = forms.EmailField(
        label=gettext_lazy("Nouvelle adresse"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    password = forms.CharField(
        label=gettext_lazy("Mot de passe actuel"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError(_("Ce n’est pas votre mot de passe."))
        return password


class NewAccount(forms.Form):
    """A name and a password. The page sets `address` when it is known already."""

    address = ""
    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=PASSWORD,
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        person = User(email=data.get("email", self.address), name=data.get("name", ""))
        if password := data.get("password"):
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class FirstAccount(NewAccount):
    """The first account of an empty Portulan."""

    email = forms.EmailField(label=EMAIL, max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    field_order = ["name", "email", "password"]


class NewWorkspace(forms.Form):
    """A programme's name, its schools, and when its academic year begins. Counts once, however many times sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    name = forms.CharField(
        label=gettext_lazy("Nom du programme"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : Master en ingénierie et action sociales."),
    )
    institutions = forms.CharField(
        label=gettext_lazy("Établissements"),
        required=False,
        help_text=gettext_lazy("Un par ligne, s’il y en a plusieurs."),
        widget=forms.Textarea({"rows": 3}),
    )
    year_day = forms.IntegerField(label=gettext_lazy("Jour"), min_value=1, max_value=28, initial=14)
    year_month = forms.TypedChoiceField(label=gettext_lazy("Mois"), choices=MONTHS, coerce=int, initial=9)

    def clean_institutions(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["institutions"].splitlines() if line.strip()]
        if any(len(name) > 200 for name in names):
            raise ValidationError(_("Un de ces noms est trop long : 200 caractères au plus."))
        return names

    def boundary(self) -> Boundary:
        """When the academic year begins."""
        return Boundary(self.cleaned_data["year_month"], self.cleaned_data["year_day"])
