"""Forms of signing in: django-allauth's, with our labels and without its links inside help texts."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "remember": _("Stay signed in on this device"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("One-time code or recovery code"),
    "name": _("Name of the passkey"),
    "passwordless": _("Sign in with it without a password"),
}
HELP = {
    "password1": _("At least 8 characters: a few words are stronger than one with signs."),
    "name": _("So that you know it again, such as “Phone” or “Key on my ring”."),
    "passwordless": _("The device then asks for a fingerprint, a face or a PIN."),
}


class Labelled(forms.Form):
    """Gives the fields the labels of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Labelled, account.LoginForm):
    """E-mail and password; a passkey may be offered by the browser in the same field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(Labelled, account.ChangePasswordForm):
    """The present password and a new one."""


class NewPasswordForm(Labelled, account.ResetPasswordKeyForm):
    """A new password instead of a forgotten one."""


class CodeForm(Labelled, factors.AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(Labelled, factors.ReauthenticateForm):
    """A code once more."""


class AddCodesForm(Labelled, totp.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code your app shows now")


class AddPasskeyForm(Labelled, keys.AddWebAuthnForm):
    """A new passkey."""


class RenamePasskeyForm(Labelled, keys.EditWebAuthnForm):
    """Another name for a passkey."""


class ForgottenForm(Labelled):
    """The address to which a way back is sent, if it belongs to anybody."""

    email = forms.EmailField(max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "autofocus": True}
