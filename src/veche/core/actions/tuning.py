"""Tuning: what users change about themselves."""

from django.db import transaction
from django.utils.crypto import get_random_string

from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.actions.staffing import _faults_of_password
from veche.core.models import Organisation, User
from veche.core.terms import LANGUAGES, SIGNED_IN, THEMES, Actor
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
    """Set a new password and end every session; refuses a weak one. For the command line."""
    require(by, SIGNED_IN, in_=in_)
    refuse_if(_faults_of_password(password, user))
    user.set_password(password)
    user.session_stamp = get_random_string(16)
    with transaction.atomic():
        user.save(update_fields=["password", "session_stamp"])
        audit(by, "core.set_password", in_=in_, on=user)


def end_other_sessions(user: User, *, in_: Organisation, by: Actor) -> User:
    """End every session of the user; the caller signs the present one in again."""
    require(by, SIGNED_IN, in_=in_)
    user.session_stamp = get_random_string(16)
    with transaction.atomic():
        user.save(update_fields=["session_stamp"])
        audit(by, "core.end_other_sessions", in_=in_, on=user)
    return user
