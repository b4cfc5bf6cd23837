"""Tuning: what users change about themselves."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.actions.staffing import _faults_of_password
from veche.core.models import Organisation, User
from veche.core.queries.acting import way_back_of
from veche.core.terms import LANGUAGES, SIGNED_IN, THEMES, Actor
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, refuse_if


def change_own_settings(
    user: User, *, by: Actor, in_: Organisation, name: str, language: str, theme: str
) -> User:
    """Change a user's own name, language and theme."""
    require(by, SIGNED_IN, in_=in_)
    reasons = []
    if not name.strip():
        reasons.append(Reason(N_("Give a name, so that colleagues know who acts."), field="name"))
    if language not in dict(LANGUAGES) or theme not in dict(THEMES):
        reasons.append(Reason(N_("Choose one of the languages and themes."), field="language"))
    refuse_if(reasons)
    user.name, user.language, user.theme = name.strip(), language, theme
    with transaction.atomic():
        user.save(update_fields=["name", "language", "theme"])
        audit(by, "core.change_own_settings", in_=in_, on=user)
    return user


def set_password(user: User, password: str, *, in_: Organisation, by: Actor) -> None:
    """Set a new password and end every session; refuses a weak one.

    The caller signs the present session in again, if there is one that should go on.
    """
    require(by, SIGNED_IN, in_=in_)
    refuse_if(_faults_of_password(password, user))
    user.set_password(password)
    user.session_stamp = get_random_string(16)
    with transaction.atomic():
        user.save(update_fields=["password", "session_stamp"])
        audit(by, "core.set_password", in_=in_, on=user)


def end_other_sessions(
    user: User, *, in_: Organisation, by: Actor, act: str = "core.end_other_sessions"
) -> User:
    """End every session of the user; the caller signs the present one in again."""
    require(by, SIGNED_IN, in_=in_)
    user.session_stamp = get_random_string(16)
    with transaction.atomic():
        user.save(update_fields=["session_stamp"])
        audit(by, act, in_=in_, on=user)
    return user


def note_signing(user: User, act: str, *, in_: Organisation, by: Actor) -> None:
    """Leave in the audit that somebody signed in or out."""
    require(by, SIGNED_IN, in_=in_)
    audit(by, act, in_=in_, on=user)


def note_factor_change(user: User, act: str, *, in_: Organisation, by: Actor) -> User:
    """Leave in the audit that a second factor came or went, and end every session.

    The caller signs the present one in again. The user gets a letter: whoever did not do this
    themselves should know.
    """
    user = end_other_sessions(user, in_=in_, by=by, act=act)
    with translation.override(user.language):
        text = render_to_string("core/mail/factor_changed.txt", {"user": user, "address": settings.ADDRESS})
        write_letter(user.email, gettext("Signing in to Veche was changed"), text, organisation=in_.pk)
    return user


def send_way_back(email: str, *, by: Actor) -> None:
    """Write the letter with a link by which a forgotten password is set anew; to strangers, nothing.

    By the machine, in a job: whoever asks sees the same answer at the same time for any address.
    """
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        return
    places = list(Organisation.objects.filter(appointments__user=user).distinct()[:2])
    if not places:
        return
    require(by, SIGNED_IN, in_=places[0])
    link = settings.ADDRESS + reverse("account_reset_password_from_key", args=way_back_of(user))
    # A letter that opens the doors of two organisations is for the eyes of neither's owner.
    organisation = places[0].pk if len(places) == 1 else None
    with translation.override(user.language), transaction.atomic():
        text = render_to_string("core/mail/way_back.txt", {"user": user, "link": link})
        write_letter(user.email, gettext("A new password for Veche"), text, organisation=organisation)
        audit(by, "core.send_way_back", in_=places[0], on=user)
