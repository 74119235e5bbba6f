"""The views of allauth that Portulan shows, each with its mark: who may see it. The others have no address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from portulan.web.access import PUBLIC, SIGNED_IN, View, open_to
from portulan.web.accounts import forms


def _shown(who: str) -> Callable[[View], View]:
    """Open to these people; a form that comes back to be corrected is 422, as everywhere in Portulan."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            form = (getattr(response, "context_data", None) or {}).get("form")
            if isinstance(response, TemplateResponse) and form is not None and form.errors:
                response.status_code = 422
            return response

        return open_to(who)(answered)

    return decorate


sign_in = _shown(PUBLIC)(views.LoginView.as_view(form_class=forms.SignIn))
sign_out = _shown(PUBLIC)(views.LogoutView.as_view())
request_code = _shown(PUBLIC)(views.RequestLoginCodeView.as_view(form_class=forms.RequestCode))
confirm_code = _shown(PUBLIC)(views.ConfirmLoginCodeView.as_view(form_class=forms.ConfirmCode))
reset_password = _shown(PUBLIC)(views.PasswordResetView.as_view(form_class=forms.ResetPassword))
reset_sent = _shown(PUBLIC)(views.PasswordResetDoneView.as_view())
reset_from_key = _shown(PUBLIC)(views.PasswordResetFromKeyView.as_view(form_class=forms.NewPassword))
reset_done = _shown(PUBLIC)(views.PasswordResetFromKeyDoneView.as_view())
inactive = _shown(PUBLIC)(views.AccountInactiveView.as_view())
change_password = _shown(SIGNED_IN)(views.PasswordChangeView.as_view(form_class=forms.ChangePassword))
set_password = _shown(SIGNED_IN)(views.PasswordSetView.as_view(form_class=forms.SetPassword))
