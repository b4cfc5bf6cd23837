"""Signing in and the second factor are django-allauth's; this says how they behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from veche.core import queries
from veche.core.actions import note_factor_change, note_signing, set_password
from veche.core.models import User
from veche.core.terms import Actor
from veche.core.views.gate import address_of
from veche.kit.sealing import seal, unseal
from veche.kit.terms import N_

# What allauth says after a change, in our words; of what is not here it says nothing.
SAID = {
    "account/messages/password_changed.txt": N_("The password is changed; other sessions have ended."),
    "mfa/messages/totp_activated.txt": N_("One-time codes are on; other sessions have ended."),
    "mfa/messages/totp_deactivated.txt": N_("One-time codes are off; other sessions have ended."),
    "mfa/messages/webauthn_added.txt": N_("The passkey is added; other sessions have ended."),
    "mfa/messages/webauthn_removed.txt": N_("The passkey is removed; other sessions have ended."),
    "mfa/messages/recovery_codes_generated.txt": N_(
        "Here are your recovery codes. Keep them where only you look."
    ),
}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff come by invitation. What happens leaves an audit entry."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This e-mail address and password do not belong together."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your present password."),
        "incorrect_code": gettext_lazy("This code is wrong or too old. Take the one your app shows now."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a while, or use a passkey."),
        "rate_limited": gettext_lazy("Too many tries. Wait a while."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Keep the door closed."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *_: Any, **kw: Any
    ) -> None:
        """Say what happened in our words."""
        text = kw.get("message") or gettext(SAID.get(str(message_template), ""))
        if text:
            messages.add_message(request, level, text)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Note who came and in which language they work."""
        note(request, user, "core.sign_in")
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Note who went."""
        if isinstance(request.user, User):
            note(request, request.user, "core.sign_out")
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Set a new password; all other sessions end."""
        actor, organisation = _who(self.request, user)
        if organisation:
            set_password(user, password, in_=organisation, by=actor)
        else:
            super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Go back to one's own settings."""
        return reverse("core:own_page")

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Write nothing here: `note_factor` does, together with the audit entry."""


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets stand in the database sealed, with a key that is outside."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is wrong or too old. Take the one your app shows now."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002, ARG002
        """Suggest a name for a new passkey."""
        return gettext("My passkey")


def note(request: HttpRequest, user: User, act: str) -> None:
    """Leave an audit entry about somebody's signing in or out; who has no role here leaves none."""
    actor, organisation = _who(request, user)
    if organisation:
        note_signing(user, act, in_=organisation, by=actor)


def note_factor(request: HttpRequest, user: User, act: str) -> None:
    """End other sessions after a second factor changed, and keep the present one."""
    actor, organisation = _who(request, user)
    if organisation:
        update_session_auth_hash(request, note_factor_change(user, act, in_=organisation, by=actor))


def _who(request: HttpRequest, user: User) -> tuple[Actor, Any]:
    actor = queries.actor_of(user, address=address_of(request))
    return actor, queries.organisation_of(actor)
