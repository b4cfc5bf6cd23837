"""Signing in, passwords and second factors: django-allauth's views in our templates.

Each is listed by itself and declares its permission; allauth's own list of routes is never taken in.
"""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, re_path, reverse_lazy

from veche.core import queries
from veche.core.forms import signing as forms
from veche.core.terms import ANYONE, SIGNED_IN
from veche.core.views.accounts import note_factor
from veche.kit.jobs import enqueue
from veche.kit.pages import page

BOTH = ("GET", "POST")


class SignIn(account.LoginView):
    """The way in; before anybody founded anything, the way to the first run."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, or lead to the first run."""
        if not queries.is_founded():
            return redirect(settings.FIRST_RUN_ROUTE)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class Forgotten(account.PasswordResetView):
    """Asks for a way back: the same answer at the same time, whether anybody has the address or not."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Leave the rest to a job, if not too many ask."""
        form.save = lambda _: enqueue("core.jobs.send_way_back", email=form.cleaned_data["email"])
        response: HttpResponse = super().form_valid(form)
        return response


class Noted:
    """A change of second factors: noted in the audit together with it; other sessions end."""

    act = ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Change and note, both or neither."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            note_factor(self.request, self.request.user, self.act)
        return response


class AddCodes(Noted, totp.ActivateTOTPView):
    """Switches one-time codes on."""


class RemoveCodes(Noted, totp.DeactivateTOTPView):
    """Switches one-time codes off."""


class MakeRecoveryCodes(Noted, codes.GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones are worth nothing from then on."""


class AddPasskey(Noted, keys.AddWebAuthnView):
    """Adds a passkey."""


class RemovePasskey(Noted, keys.RemoveWebAuthnView):
    """Removes a passkey."""


def _route(
    place: str, name: str, view: Any, template: str, permission: Any = SIGNED_IN, **more: Any
) -> URLPattern:
    """Declare an allauth view, shown by our own template, at a place below /account/."""
    ending = "" if "." in template else ".html"
    made = view.as_view(template_name=f"core/signing/{template}{ending}", **more)
    return re_path(f"^account/{place}$", page(permission, methods=BOTH)(made), name=name)


HOME = reverse_lazy("mfa_index")
KEY = r"password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/"
ONE = r"passkeys/(?P<pk>[0-9]+)"
ROUTES: list[URLPattern] = [
    _route("login/", "account_login", SignIn, "sign_in", ANYONE, form_class=forms.SignInForm),
    _route("logout/", "account_logout", account.LogoutView, "sign_out", ANYONE),
    _route("inactive/", "account_inactive", account.AccountInactiveView, "inactive", ANYONE),
    _route("reauthenticate/", "account_reauthenticate", account.ReauthenticateView, "again",
           form_class=forms.ReauthenticateForm),
    _route("password/change/", "account_change_password", account.PasswordChangeView, "password",
           form_class=forms.ChangePasswordForm),
    _route("password/reset/", "account_reset_password", Forgotten, "forgotten", ANYONE,
           form_class=forms.ForgottenForm),
    _route("password/reset/done/", "account_reset_password_done", account.PasswordResetDoneView,
           "way_back_sent", ANYONE),
    _route("password/reset/key/done/", "account_reset_password_from_key_done",
           account.PasswordResetFromKeyDoneView, "new_password_done", ANYONE),
    _route(KEY, "account_reset_password_from_key", account.PasswordResetFromKeyView, "new_password", ANYONE,
           form_class=forms.NewPasswordForm),
    _route("second/", "mfa_index", factors.IndexView, "factors"),
    _route("second/code/", "mfa_authenticate", factors.AuthenticateView, "code", ANYONE,
           form_class=forms.CodeForm),
    _route("second/again/", "mfa_reauthenticate", factors.ReauthenticateView, "again",
           form_class=forms.CodeAgainForm),
    _route("second/totp/", "mfa_activate_totp", AddCodes, "add_codes", form_class=forms.AddCodesForm,
           act="core.add_totp"),
    _route("second/totp/off/", "mfa_deactivate_totp", RemoveCodes, "remove_codes", act="core.remove_totp"),
    _route("second/recovery/", "mfa_view_recovery_codes", codes.ViewRecoveryCodesView, "recovery_codes"),
    _route("second/recovery/new/", "mfa_generate_recovery_codes", MakeRecoveryCodes, "make_recovery_codes",
           act="core.make_recovery_codes"),
    _route("second/recovery/codes\\.txt", "mfa_download_recovery_codes", codes.DownloadRecoveryCodesView,
           "recovery_codes.txt"),
    _route("passkeys/", "mfa_list_webauthn", factors.IndexView, "factors"),
    _route("passkeys/add/", "mfa_add_webauthn", AddPasskey, "add_passkey", form_class=forms.AddPasskeyForm,
           act="core.add_passkey"),
    _route(ONE + "/remove/", "mfa_remove_webauthn", RemovePasskey, "remove_passkey",
           act="core.remove_passkey", success_url=HOME),
    _route(ONE + "/edit/", "mfa_edit_webauthn", keys.EditWebAuthnView, "rename_passkey",
           form_class=forms.RenamePasskeyForm, success_url=HOME),
    _route("passkeys/login/", "mfa_login_webauthn", keys.LoginWebAuthnView, "sign_in", ANYONE),
    _route("passkeys/again/", "mfa_reauthenticate_webauthn", keys.ReauthenticateWebAuthnView,
           "again_by_passkey"),
]  # fmt: skip
